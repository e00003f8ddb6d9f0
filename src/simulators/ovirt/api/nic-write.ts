import { cannot } from '../engine/vm-rules.ts'
import type { Network, Nic, Vm } from '../estate/model.ts'
import type { RequestBody } from '../wire/body.ts'
import { EngineFault } from './engine-fault.ts'
import type { Outcome } from './resource.ts'
import type { Shape } from './shape.ts'
import type { View } from './view.ts'
import { allow, flag, referred } from './wants.ts'

const refuse = (detail: string) => new EngineFault(409, 'Operation Failed', detail)

/** PUT to a network card: its network (3.x) or vNIC profile (4.x), whether it is plugged and its cable linked. */
export function updateNic(view: View, shape: Shape, vm: Vm, nic: Nic, body: RequestBody): Outcome {
  const network = networkOf(view, shape.old, body)
  const plugged = flag(body, 'plugged') ?? (shape.old ? flag(body, 'active') : undefined)
  const linked = flag(body, 'linked')
  const name = body.text('name')
  allow(view, vm, 'update', false)
  if (network !== undefined && (!network.forVms || network.dataCenter !== vm.cluster.dataCenter)) {
    throw refuse(cannot('update', `The Network ${network.name} does not exist in the VM's Cluster.`))
  }
  if (network !== undefined) nic.network = network
  if (plugged !== undefined) nic.plugged = plugged
  if (linked !== undefined) nic.linked = linked
  if (name !== undefined) nic.name = name
  const text = `Interface ${nic.name} (${nic.interface}) was updated for VM ${vm.name}. (User: ${view.account.userName})`
  view.engine.say(934, text, { vm, ...view.caller })
  return { status: 200, document: { root: 'nic', body: shape.nic(view, vm, nic, undefined) } }
}

function networkOf(view: View, old: boolean, body: RequestBody): Network | undefined {
  const { networks } = view.engine.estate
  if (old) return referred(body, 'network', networks)
  const id = body.text('vnic_profile.id')
  if (id === undefined) return undefined
  const found = networks.find(({ profile }) => profile.id === id)
  if (found === undefined) throw new EngineFault(404, 'Operation Failed', `Entity not found: ${id}`)
  return found
}

export function removeNic(view: View, vm: Vm, nic: Nic): Outcome {
  allow(view, vm, 'update', false)
  if (vm.status !== 'down' && nic.plugged) {
    throw refuse(cannot('update', 'The Interface is plugged in: unplug it first.'))
  }
  vm.nics.splice(vm.nics.indexOf(nic), 1)
  const text = `Interface ${nic.name} (${nic.interface}) was removed from VM ${vm.name}. (User: ${view.account.userName})`
  view.engine.say(930, text, { vm, ...view.caller })
  return { status: 200, document: { root: 'action', body: { status: view.state('complete') } } }
}

import { isVmAction, refusal, runOnceRefusal, type VmAction } from '../engine/vm-rules.ts'
import type { Host, Vm } from '../estate/model.ts'
import { hostFor } from '../estate/place.ts'
import type { RequestBody } from '../wire/body.ts'
import type { Document, WireObject } from '../wire/value.ts'
import { EngineFault, operationFailed } from './engine-fault.ts'
import type { View } from './view.ts'

const jobNames: Record<VmAction, string> = {
  start: 'Launching VM',
  stop: 'Stopping VM',
  shutdown: 'Shutting down VM',
  reboot: 'Rebooting VM',
  suspend: 'Hibernating VM',
  migrate: 'Migrating VM',
}

/**
 * Runs an action that a request asks for; nothing when the engine has no such action. A refusal is thrown. The reply
 * means that the action was accepted, not that it is over (fact sheet §5.3).
 */
export function runVmAction(
  view: View,
  vm: Vm,
  name: string,
  body: RequestBody,
  old: boolean,
): { status: number; document: Document } | undefined {
  if (!isVmAction(name)) return undefined
  const { engine } = view
  const runOnce = name === 'start' && body.has('vm')
  const refused = runOnce ? runOnceRefusal(vm.status) : refusal(name, vm.status)
  if (refused !== undefined) throw operationFailed(refused)
  const target = name === 'migrate' ? destination(view, vm, body) : undefined
  if (name === 'start' && vm.status === 'down') checkStart(vm)

  const user = { id: view.account.id, name: view.account.userName }
  const caller = { user, correlationId: view.correlationId }
  const job = engine.jobs.start(`${jobNames[name]} ${vm.name}`, view.correlationId)
  const done = () => engine.jobs.end(job, 'finished')
  if (name === 'migrate') {
    if (target !== undefined) engine.life.migrate(vm, target, caller, done)
  } else if (name === 'start') engine.life.start(vm, caller, done)
  else engine.life[name](vm, caller, done)

  const jobReference = view.ref('jobs', job)
  const state = (status: string): WireObject | string => (old ? { state: status } : status)
  if (name !== 'suspend') {
    return {
      status: 200,
      document: { root: 'action', body: { job: jobReference, status: state('complete') } },
    }
  }
  const parent = view.href(`vms/${vm.id}`)
  const href = `${parent}/suspend`
  const task: WireObject = {
    href: `${href}/${job.id}`,
    id: job.id,
    link: [
      { href: parent, rel: 'parent' },
      { href, rel: 'replay' },
    ],
    async: true,
    job: jobReference,
    status: state('pending'),
  }
  return { status: 202, document: { root: 'action', body: task } }
}

function checkStart(vm: Vm): void {
  if (!vm.disks.some((disk) => disk.bootable)) {
    throw operationFailed(
      '[Cannot run VM without at least one bootable disk. Please attach a bootable disk to the VM and try again.]',
    )
  }
  if (hostFor(vm.cluster) === undefined) {
    throw operationFailed(
      '[Cannot run VM. There is no host that satisfies current scheduling constraints. See below for details:]',
    )
  }
}

/** The host that the request names, or the one that the scheduler likes best. */
function destination(view: View, vm: Vm, body: RequestBody): Host {
  const id = body.text('host.id')
  const name = body.text('host.name')
  if (id === undefined && name === undefined) {
    const best = hostFor(vm.cluster, vm.host)
    if (best !== undefined) return best
    throw operationFailed(
      '[Cannot migrate VM. There is no host that satisfies current scheduling constraints. See below for details:]',
    )
  }
  const wanted = [...view.engine.estate.hosts.values()].find((host) =>
    id === undefined ? host.name === name : host.id === id,
  )
  if (wanted === undefined) throw new EngineFault(404, 'Operation Failed', `Entity not found: ${id ?? name}`)
  if (wanted === vm.host)
    throw operationFailed('[Cannot migrate VM. The VM is already running on the selected host.]')
  if (wanted.status !== 'up' || wanted.cluster !== vm.cluster) {
    const why =
      wanted.cluster === vm.cluster ? `did not satisfy internal filter HostState` : 'is in another cluster'
    throw operationFailed(
      `[Cannot migrate VM. There is no host that satisfies current scheduling constraints. See below for details:, The host ${wanted.name} ${why}.]`,
    )
  }
  return wanted
}

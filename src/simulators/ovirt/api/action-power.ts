import type { Operation } from '../engine/operation.ts'
import { cannot, type VmAction } from '../engine/vm-rules.ts'
import type { Host, Vm } from '../estate/model.ts'
import { hostFor } from '../estate/place.ts'
import { EngineFault, operationFailed } from './engine-fault.ts'
import type { Outcome } from './resource.ts'
import {
  allow,
  complete,
  flag,
  incomplete,
  noHost,
  pending,
  referred,
  referredHost,
  type Wanted,
} from './wants.ts'

const begin = (wanted: Wanted, action: VmAction, description: string, takes?: number): Operation =>
  wanted.view.engine.operations.begin(wanted.vm, action, wanted.view.caller, {
    description: `${description} VM ${wanted.vm.name}`,
    takes,
    reason: wanted.old ? undefined : wanted.body.text('reason') || undefined,
  })

type Simple = 'stop' | 'shutdown' | 'reboot' | 'reset'

const simple: Record<Simple, [description: string, takes: number]> = {
  stop: ['Stopping', 1_000],
  shutdown: ['Shutting down', 10_000],
  reboot: ['Rebooting', 10_000],
  reset: ['Resetting', 8_000],
}

/** Stop, shut down, reboot and reset. Their options are taken: `reason` for the event, `force` for backups only. */
export const power =
  (action: Simple) =>
  (wanted: Wanted): Outcome => {
    const { view, vm, body } = wanted
    flag(body, 'force')
    allow(view, vm, action)
    const [description, takes] = simple[action]
    const operation = begin(wanted, action, description, takes)
    const discards = action === 'stop' && vm.status === 'suspended'
    view.engine.life[action](vm, operation)
    return discards ? pending(wanted, operation) : complete(view, operation)
  }

export function suspend(wanted: Wanted): Outcome {
  const { view, vm } = wanted
  allow(view, vm, 'suspend')
  if (vm.pool !== undefined) throw operationFailed(cannot('suspend', 'VM is part of a VM-Pool.'))
  if (vm.stateless || vm.run?.stateless === true) {
    throw operationFailed(cannot('suspend', 'VM is stateless.'))
  }
  const operation = view.engine.operations.begin(vm, 'suspend', view.caller, {
    description: `Hibernating VM ${vm.name}`,
    takes: 5_000,
    storage: 'Saving the memory',
  })
  view.engine.life.suspend(vm, operation)
  return pending(wanted, operation)
}

/** To a host that is named, of this cluster or of the one that is named, or to the one that the scheduler likes best. */
export function migrate(wanted: Wanted): Outcome {
  const { view, vm, body, old } = wanted
  const { estate } = view.engine
  const named = referredHost(view, body, 'host')
  const cluster =
    (old ? undefined : referred(body, 'cluster', estate.clusters)) ?? named?.cluster ?? vm.cluster
  const force = flag(body, 'force') ?? false
  allow(view, vm, 'migrate')
  if (vm.affinity === 'pinned') throw operationFailed(cannot('migrate', 'VM is pinned to Host.'))
  if (vm.affinity === 'user_migratable' && !force) {
    throw operationFailed(
      cannot('migrate', 'VM is non migratable and user did not specify the force-migration flag'),
    )
  }
  if (cluster.dataCenter !== vm.cluster.dataCenter) {
    throw operationFailed(cannot('migrate', 'The target Cluster belongs to another Data Center.'))
  }
  const target = named ?? hostFor(cluster, vm.host)
  if (target === undefined) throw noHost('migrate')
  if (target === vm.host)
    throw operationFailed(cannot('migrate', 'The VM is already running on the selected host.'))
  // QUIRK(ovirt 4.x): another cluster must be named as such; a host alone is looked for in the VM's own.
  const expected = old || !body.has('cluster') ? vm.cluster : cluster
  if (target.cluster !== expected) throw noHost('migrate', target, 'is in another cluster')
  if (target.status !== 'up') throw noHost('migrate', target, 'did not satisfy internal filter HostState')
  return move(wanted, vm, target)
}

function move(wanted: Wanted, vm: Vm, target: Host): Outcome {
  const { migrations } = wanted.view.engine
  const takes = migrations.duration(vm)
  const operation = begin(wanted, 'migrate', 'Migrating', takes)
  migrations.migrate(vm, target, operation, takes)
  return complete(wanted.view, operation)
}

export function cancelMigration(wanted: Wanted): Outcome {
  allow(wanted.view, wanted.vm, 'cancelmigration')
  const operation = begin(wanted, 'cancelmigration', 'Cancelling migration of')
  wanted.view.engine.migrations.cancel(wanted.vm, operation)
  return complete(wanted.view, operation)
}

export function detach(wanted: Wanted): Outcome {
  const { view, vm } = wanted
  allow(view, vm, 'detach')
  const { pool } = vm
  if (pool === undefined) throw operationFailed(cannot('detach', 'VM is not attached to a VM-Pool.'))
  const operation = begin(wanted, 'detach', 'Removing from its pool')
  const user = operation.by
  if (operation.doom === undefined) {
    vm.pool = undefined
    pool.size -= 1
    view.engine.say(308, `VM ${vm.name} was removed from VM Pool ${pool.name} by ${user}.`, {
      vm,
      ...view.caller,
    })
  }
  operation.end(operation.doom === undefined ? 'finished' : 'failed')
  return complete(view, operation)
}

const noAgent = 'The guest agent is not responding.'

/** Single sign-on into the guest, as who asks. */
export function logon(wanted: Wanted): Outcome {
  const { view, vm } = wanted
  allow(view, vm, 'logon')
  if (!vm.guestKnown) throw operationFailed(cannot('logon', noAgent))
  const operation = begin(wanted, 'logon', 'Logging on to')
  if (operation.doom === undefined) {
    view.engine.say(456, `User ${view.account.userName} got connected to VM ${vm.name}.`, {
      vm,
      host: vm.host,
      ...view.caller,
    })
  }
  operation.end(operation.doom === undefined ? 'finished' : 'failed')
  return complete(view, operation)
}

/** The engine does not tell anywhere whether a VM's file systems are frozen, and writes no event that is documented. */
export const freezing =
  (freeze: boolean) =>
  (wanted: Wanted): Outcome => {
    const { view, vm } = wanted
    const action = freeze ? 'freezefilesystems' : 'thawfilesystems'
    allow(view, vm, action)
    if (!vm.guestKnown) throw operationFailed(cannot(action, noAgent))
    const operation = begin(wanted, action, freeze ? 'Freezing' : 'Thawing')
    if (operation.doom !== undefined) {
      operation.end('failed')
      throw operationFailed(cannot(action, operation.doom))
    }
    vm.frozen = freeze
    operation.end('finished')
    return complete(view, operation)
  }

export function maintenance(wanted: Wanted): Outcome {
  const { view, vm, body } = wanted
  if (flag(body, 'maintenance_enabled') === undefined) {
    throw incomplete('Action [maintenanceEnabled] required for maintenance')
  }
  allow(view, vm, 'maintenance')
  if (!vm.hostedEngine) {
    throw operationFailed(cannot('maintenance', 'This is not the VM that the engine runs in.'))
  }
  const operation = begin(wanted, 'maintenance', 'Setting maintenance of')
  operation.end('finished')
  return complete(view, operation)
}

/** Gives the cards their addresses in the order of their names. */
export function reorderMacAddresses(wanted: Wanted): Outcome {
  const { view, vm } = wanted
  allow(view, vm, 'reordermacaddresses')
  const operation = begin(wanted, 'reordermacaddresses', 'Reordering network interfaces of')
  const addresses = vm.nics.map((nic) => nic.mac).sort()
  const cards = [...vm.nics].sort((a, b) => (a.name < b.name ? -1 : 1))
  cards.forEach((nic, n) => {
    nic.mac = addresses[n] ?? nic.mac
  })
  operation.end('finished')
  return complete(view, operation)
}

/** A new password for the VM's console, QUIRK(all versions): its life is in seconds, whatever the guide says. */
export function ticketOf(wanted: Pick<Wanted, 'view' | 'vm' | 'body'>): Outcome {
  const { view, vm, body } = wanted
  const expiry = body.text('ticket.expiry') ?? '7200'
  if (!/^\d+$/.test(expiry))
    throw new EngineFault(400, 'Invalid value', `${expiry} is not a number of seconds`)
  allow(view, vm, 'ticket')
  const value = body.text('ticket.value') || view.engine.random.hex(12)
  vm.ticket = { value, until: view.engine.now + Number(expiry) * 1000 }
  view.engine.say(164, `User ${view.account.userName} initiated console session for VM ${vm.name}`, {
    vm,
    host: vm.host,
    ...view.caller,
  })
  return complete(view, undefined, { ticket: { value, expiry: Number(expiry) } })
}

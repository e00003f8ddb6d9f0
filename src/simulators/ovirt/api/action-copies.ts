import { copyTime } from '../engine/copy-base.ts'
import { lacksSpace, lowSpace } from '../engine/disk-rules.ts'
import { settingsOf } from '../engine/settings.ts'
import type { NewVm } from '../engine/vm-copies.ts'
import { cannot } from '../engine/vm-rules.ts'
import type { StorageDomain } from '../estate/model.ts'
import { operationFailed } from './engine-fault.ts'
import { checkDataDomain, checkNewName } from './names.ts'
import type { Outcome } from './resource.ts'
import { copySize, noRoom } from './space.ts'
import { own } from './vm-create.ts'
import {
  allow,
  flag,
  incomplete,
  pending,
  permitted,
  referredDomain,
  referredHost,
  type Wanted,
} from './wants.ts'

/** To an export domain, or (4.2 and later) to an OVA file in a directory of a host. */
export function exportVm(wanted: Wanted): Outcome {
  const { view, vm, body, old } = wanted
  const { engine } = view
  const begin = (description: string) =>
    engine.operations.begin(vm, 'export', view.caller, {
      description,
      takes: copyTime(vm.disks, false),
      storage: 'Copying disks',
    })
  if (!old && (body.has('host') || body.has('directory'))) {
    const host = referredHost(view, body, 'host')
    const directory = body.text('directory')
    if (host === undefined || !directory) {
      throw incomplete('Action [host.id|name, directory] required for doExportToPathOnHost')
    }
    allow(view, vm, 'export')
    if (host.status !== 'up') throw operationFailed(cannot('export', `Host ${host.name} is not up.`))
    const file = `${directory.replace(/\/$/, '')}/${body.text('filename') ?? `${vm.name}.ova`}`
    const operation = begin(`Exporting VM ${vm.name} as an OVA to ${file} on Host ${host.name}`)
    engine.exports.toOva(vm, file, operation)
    return pending(wanted, operation)
  }
  const domain = referredDomain(view, body, 'storage_domain')
  if (domain === undefined) throw incomplete('Action [storageDomain.id|name] required for export')
  const exclusive = flag(body, 'exclusive') ?? false
  const discards = flag(body, 'discard_snapshots') ?? false
  allow(view, vm, 'export')
  checkExportDomain(domain, vm.cluster.dataCenter)
  if (domain.exported.has(vm.name) && !exclusive) {
    throw operationFailed(cannot('export', 'VM already exists in the target Export Domain.'))
  }
  const what = discards ? `${vm.name} without its snapshots` : vm.name
  const operation = begin(`Exporting VM ${what} to Export Domain ${domain.name}`)
  engine.exports.toDomain(vm, domain, operation)
  return pending(wanted, operation)
}

export function checkExportDomain(domain: StorageDomain, dataCenter: StorageDomain['dataCenter']): void {
  if (domain.type !== 'export') {
    throw operationFailed(cannot('export', 'The specified Storage Domain is not an Export Domain.'))
  }
  if (domain.status !== 'active' || domain.dataCenter !== dataCenter) {
    throw operationFailed(cannot('export', "The Export Domain is not active in the VM's Data Center."))
  }
}

/** All disks of a stopped VM to another domain (3.x). */
export function move(wanted: Wanted): Outcome {
  const { view, vm, body } = wanted
  const domain = referredDomain(view, body, 'storage_domain')
  if (domain === undefined) throw incomplete('Action [storageDomain.id|name] required for move')
  allow(view, vm, 'move')
  checkDataDomain(domain, vm.cluster.dataCenter, 'move')
  const coming = vm.disks.filter((disk) => disk.domain !== domain)
  if (coming.length === 0) throw operationFailed(cannot('move', 'Its disks are there already.'))
  const size = coming.reduce((sum, disk) => sum + disk.actual, 0)
  if (lacksSpace(domain, size)) throw operationFailed(cannot('move', lowSpace(domain)))
  const { engine } = view
  const operation = engine.operations.begin(vm, 'move', view.caller, {
    description: `Moving VM ${vm.name} to ${domain.name}`,
    takes: copyTime(vm.disks, false),
    storage: 'Moving disks',
  })
  engine.exports.move(vm, domain, operation)
  return pending(wanted, operation)
}

/** QUIRK(ovirt 4.x): the reply describes the source; the copy must be looked for by its name (fact sheet §6). */
export function clone(wanted: Wanted): Outcome {
  const { view, vm, body } = wanted
  const name = body.text('vm.name')
  if (!name) throw incomplete('Action [vm.name] required for doClone')
  const domain = referredDomain(view, body, 'storage_domain')
  const discards = flag(body, 'discard_snapshots') ?? true
  allow(view, vm, 'clone')
  if (vm.stateless || vm.run?.stateless === true) throw operationFailed(cannot('clone', 'VM is stateless.'))
  checkNewName(view, name, 'clone', true)
  const { dataCenter } = vm.cluster
  if (domain !== undefined) checkDataDomain(domain, dataCenter, 'clone')
  const taken = vm.disks.map((disk) => ({
    domain: domain ?? disk.domain,
    bytes: copySize(disk, disk.sparse),
  }))
  for (const { domain: where } of taken) permitted(view, 'create_disk', [where.id, dataCenter.id], true)
  const why = noRoom(taken, dataCenter)
  if (why !== undefined) throw operationFailed(cannot('clone', why))
  const { engine } = view
  const given: NewVm = {
    name,
    description: vm.description,
    comment: vm.comment,
    cluster: vm.cluster,
    settings: settingsOf(vm),
    independent: false,
    template: vm.template,
    place: () => ({ domain }),
  }
  const operation = engine.operations.begin(vm, 'clone', view.caller, {
    description: `Cloning VM ${name} from VM ${vm.name}`,
    takes: copyTime(vm.disks, false),
    storage: 'Copying disks',
  })
  own(view, engine.copies.clone(vm, given, discards, operation))
  return pending(wanted, operation, { vm: view.ref('vms', vm) })
}

import type { WireRef } from '../wire/coerce.ts'
import type { WireEvent } from '../wire/event.ts'
import type { Kind } from './collections.ts'
import type { InventoryModel } from './model.ts'

/** What has to be read again because of events. */
export interface Affected {
  ids: Record<Exclude<Kind, 'network'>, Set<string>>
  /** VMs and templates whose disks, cards or tags may have changed. */
  parts: Set<string>
  /** Those of them whose tags changed. */
  tags: Set<string>
  /** Kinds whose list must be read again, because the event does not name the object. */
  lists: Set<Kind>
}

/** Sign-ins and console sessions change nothing in the inventory; many of them are our own. */
const noise = new Set([30, 31, 114, 164, 167, 168, 850, 852])
/** Power and migration: no disk, card or tag changes. */
const power = new Set([
  32, 33, 39, 40, 54, 56, 61, 62, 63, 64, 65, 67, 73, 74, 76, 111, 119, 120, 126, 128, 140, 142, 143, 147,
  150, 151, 152, 153, 157, 158, 161, 163, 166, 179, 221, 501, 503, 506, 512, 521, 538, 1025, 9602, 9611,
])
const tagCodes = new Set([440, 446])
const templateCodes = new Set([48, 49, 50, 51, 52, 250, 251])
const vmsCreatedOrRemoved = new Set([34, 37, 53, 60, 113, 172, 302, 304, 124])
const networkCodes = (code: number): boolean => code >= 940 && code <= 949

/** Codes are those of the fact sheet §8; an unknown one still leads to the objects that it names. */
export function affectedBy(events: readonly WireEvent[], model: InventoryModel): Affected {
  const result: Affected = {
    ids: {
      datacenter: new Set(),
      cluster: new Set(),
      host: new Set(),
      datastore: new Set(),
      template: new Set(),
      vm: new Set(),
    },
    parts: new Set(),
    tags: new Set(),
    lists: new Set(),
  }
  for (const event of events) add(event, model, result)
  return result
}

function add(event: WireEvent, model: InventoryModel, { ids, parts, tags, lists }: Affected): void {
  const code = event.code ?? -1
  if (noise.has(code)) return
  const vms = idsOf(event.vm, 'vm', model)
  const templates = idsOf(event.template, 'template', model)
  const domains = idsOf(event.storage_domain, 'datastore', model)
  const hosts = idsOf(event.host, 'host', model)
  for (const id of vms) {
    ids.vm.add(id)
    if (!power.has(code)) parts.add(id)
    if (tagCodes.has(code)) tags.add(id)
  }
  // A VM's event names the template it came from, which did not change.
  if (vms.length === 0 || templateCodes.has(code)) {
    for (const id of templates) {
      ids.template.add(id)
      parts.add(id)
    }
  }
  // An event that tells of a new template may name another one, that of the VM it was made of.
  if (templateCodes.has(code) && (templates.length === 0 || vms.length > 0)) lists.add('template')
  if (vmsCreatedOrRemoved.has(code) && vms.length === 0) lists.add('vm')
  for (const id of domains) ids.datastore.add(id)
  if (networkCodes(code)) lists.add('network')
  if (vms.length > 0) return
  for (const id of hosts) ids.host.add(id)
  if (hosts.length + templates.length > 0) return
  for (const id of idsOf(event.data_center, 'datacenter', model)) ids.datacenter.add(id)
  if (domains.length > 0) return
  for (const id of idsOf(event.cluster, 'cluster', model)) ids.cluster.add(id)
}

/** The referenced id; all objects of that name where a removed one is only named. Never the all-zero id. */
function idsOf(ref: WireRef | undefined, kind: Kind, model: InventoryModel): string[] {
  if (ref === undefined) return []
  if (ref.id !== undefined) return /^[0-]+$/.test(ref.id) ? [] : [ref.id]
  const named: string[] = []
  for (const [id, wire] of model.of[kind])
    if (wire.name === ref.name && ref.name !== undefined) named.push(id)
  return named
}

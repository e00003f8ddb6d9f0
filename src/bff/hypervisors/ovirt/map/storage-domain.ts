import type { DatastoreRow } from '../../../../contract/inventory.ts'
import type { WireStorageDomain } from '../wire/infrastructure.ts'
import { compact, type RowContext } from './row-context.ts'
import { storageState } from './states.ts'

/** State of a storage domain in each data center it is attached to: data center id → state word. */
export type Attachments = ReadonlyMap<string, string>

const gib = 1024 ** 3
/** The engine's own defaults, for releases that do not say the thresholds of a domain. */
const lowPercent = 10
const criticalGib = 5

/**
 * State word of a storage domain. QUIRK(ovirt 3.x, 4.x): the top-level object says it only while unattached;
 * the state of an attached one stands in the data center's list (fact sheet, "Trap").
 */
function storageStatus(domain: WireStorageDomain, attachments: Attachments): string {
  const states = [...new Set(attachments.values())]
  if (states.length > 1) return 'mixed'
  return states[0] ?? domain.status.word ?? 'unknown'
}

export function toDatastoreRow(
  domain: WireStorageDomain,
  attachments: Attachments,
  context: RowContext,
): DatastoreRow {
  const status = storageStatus(domain, attachments)
  const state = storageState(status)
  const { available, used, committed } = domain
  const issues = issuesOf(domain, state, status)
  const { storage } = domain
  const datacenter = [...attachments.keys(), domain.data_centers?.[0]?.id, domain.data_center?.id].find(
    (id) => id !== undefined,
  )
  return compact({
    kind: 'datastore',
    system: context.system,
    id: domain.id,
    name: domain.name ?? domain.id,
    health: issues.health,
    issues: issues.texts.length === 0 ? undefined : issues.texts,
    state,
    status,
    datacenterId: context.seen('datacenter', datacenter),
    type: storage?.type,
    role: domain.type,
    capacityBytes: available === undefined || used === undefined ? undefined : available + used,
    freeBytes: available,
    uncommittedBytes:
      committed === undefined || used === undefined ? undefined : Math.max(0, committed - used),
    shared: storage?.type === undefined ? undefined : storage.type !== 'localfs',
    url: urlOf(domain),
  })
}

function urlOf(domain: WireStorageDomain): string | undefined {
  const { storage } = domain
  if (storage?.path === undefined) return undefined
  return storage.address === undefined ? storage.path : `${storage.address}:${storage.path}`
}

function issuesOf(
  domain: WireStorageDomain,
  state: DatastoreRow['state'],
  status: string,
): { health: DatastoreRow['health']; texts: string[] } {
  const texts: string[] = []
  let health: DatastoreRow['health'] = state === 'unknown' ? 'unknown' : 'ok'
  if (status === 'inactive') {
    texts.push('Storage domain is inactive.')
    health = 'error'
  } else if (status === 'mixed') {
    texts.push('Storage domain is not in the same state in all its data centers.')
    health = 'warning'
  }
  const external = domain.external_status.word
  if (external !== undefined && external !== 'ok') {
    texts.push(`External status: ${external}`)
    if (external === 'error' || external === 'failure') health = 'error'
    else if (external === 'warning' && health === 'ok') health = 'warning'
  }
  const { available, used } = domain
  if (domain.type === 'data' && available !== undefined && used !== undefined && available + used > 0) {
    const percent = (available / (available + used)) * 100
    if (available < (domain.critical_space_action_blocker ?? criticalGib) * gib) {
      texts.push('Critically low on space: the engine blocks new disks.')
      health = 'error'
    } else if (percent < (domain.warning_low_space_indicator ?? lowPercent)) {
      texts.push(`Low on space: ${percent.toFixed(0)} % free`)
      if (health !== 'error') health = 'warning'
    }
  }
  return { health, texts }
}

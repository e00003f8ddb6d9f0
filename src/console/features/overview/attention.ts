import type { DatastoreRow, HostRow, InventoryRow, VmRow } from '../../../contract/inventory.ts'
import { formatBytes } from '../../../contract/units.ts'
import type { Inventory } from '../../client/inventory.ts'
import { eachRow, type Steps } from '../../client/sliced.ts'
import { holdsDisks, usedBytes } from './summary.ts'

type Severity = 'error' | 'warning'

/** One object that needs the admin, with every reason. */
export interface AttentionItem {
  row: InventoryRow
  severity: Severity
  reasons: string[]
}

interface Finding {
  severity: Severity
  text: string
}

/** Order among equals: what takes most with it comes first. */
const kindOrder: Partial<Record<InventoryRow['kind'], number>> = {
  host: 0,
  datastore: 1,
  cluster: 2,
  network: 3,
  datacenter: 4,
  vm: 5,
  template: 6,
}

/** Free share of a datastore below which it is nearly full, and below which it is as good as full. */
const nearlyFull = 0.15
const full = 0.05

/** Everything that needs attention, the worst first; one pass over the inventory. */
export function* needsAttention(inventory: Inventory): Steps<AttentionItem[]> {
  const items: AttentionItem[] = []
  const look = (row: InventoryRow, findings: Finding[]) => {
    if (row.health === 'error' || row.health === 'warning') {
      const severity = row.health
      const issues = row.issues ?? []
      if (issues.length > 0) findings.push(...issues.map((text) => ({ severity, text })))
      else if (findings.length === 0) findings.push({ severity, text: `Health: ${severity}` })
    }
    if (findings.length === 0) return
    const severity = findings.some((finding) => finding.severity === 'error') ? 'error' : 'warning'
    items.push({ row, severity, reasons: [...new Set(findings.map(({ text }) => text))] })
  }
  yield* eachRow(inventory.rows('host'), (row) => look(row, hostFindings(row)))
  yield* eachRow(inventory.rows('datastore'), (row) => look(row, datastoreFindings(row)))
  yield* eachRow(inventory.rows('cluster'), (row) => look(row, []))
  yield* eachRow(inventory.rows('network'), (row) =>
    look(row, row.accessible === false ? [{ severity: 'warning', text: 'Not accessible' }] : []),
  )
  yield* eachRow(inventory.rows('datacenter'), (row) => look(row, []))
  yield* eachRow(inventory.rows('vm'), (row) => look(row, vmFindings(row)))
  yield
  return items.sort(byUrgency)
}

function byUrgency(a: AttentionItem, b: AttentionItem): number {
  if (a.severity !== b.severity) return a.severity === 'error' ? -1 : 1
  const kinds = (kindOrder[a.row.kind] ?? 9) - (kindOrder[b.row.kind] ?? 9)
  if (kinds !== 0) return kinds
  return a.row.name < b.row.name ? -1 : a.row.name > b.row.name ? 1 : 0
}

function hostFindings(row: HostRow): Finding[] {
  if (row.state === 'down') return [{ severity: 'error', text: `Down (${row.status})` }]
  if (row.state === 'unknown') return [{ severity: 'error', text: `State not known (${row.status})` }]
  return []
}

function datastoreFindings(row: DatastoreRow): Finding[] {
  const findings: Finding[] = []
  if (row.state === 'down') findings.push({ severity: 'error', text: `Not accessible (${row.status})` })
  const used = usedBytes(row)
  const { capacityBytes: capacity, freeBytes: free } = row
  if (used === undefined || !capacity || free === undefined || !holdsDisks(row)) return findings
  const share = free / capacity
  if (share >= nearlyFull) return findings
  findings.push({
    severity: share < full ? 'error' : 'warning',
    text: `${Math.floor((used / capacity) * 100)} % full, ${formatBytes(free)} free`,
  })
  return findings
}

function vmFindings(row: VmRow): Finding[] {
  const findings: Finding[] = []
  if (row.question === true) findings.push({ severity: 'error', text: 'Waits for an answer' })
  if (row.power === 'paused') findings.push({ severity: 'error', text: `Paused (${row.status})` })
  if (row.connected === false) findings.push({ severity: 'warning', text: 'Not reachable on its host' })
  return findings
}

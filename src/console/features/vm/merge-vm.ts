import type { TemplateRow, VmRow } from '../../../contract/inventory.ts'
import type { VmDetail } from '../../../contract/vm.ts'

/**
 * The machine as the page shows it: every field of the live row as it is, and those that only the details
 * know. The row is never behind its system for long; details are up to 30 s old.
 */
export function mergeVm(
  row: VmRow | TemplateRow | undefined,
  detail: VmDetail['vm'] | undefined,
): VmRow | TemplateRow | undefined {
  if (row === undefined) return detail
  // A VM that became a template, or details of another moment: the row decides what it is.
  if (detail === undefined || detail.kind !== row.kind || detail.id !== row.id) return row
  // Both are of the same kind, checked above; TypeScript cannot pair the halves of the union.
  return { ...detail, ...row } as VmRow | TemplateRow
}

/** Processors as `4 (2 sockets × 2 cores)`; the plain count where the topology is unknown or does not fit. */
export function cpuText(cpus: number, coresPerSocket: number | undefined): string {
  if (coresPerSocket === undefined || coresPerSocket < 1 || cpus % coresPerSocket !== 0) return String(cpus)
  const sockets = cpus / coresPerSocket
  const count = (value: number, noun: string) => `${value} ${noun}${value === 1 ? '' : 's'}`
  return `${cpus} (${count(sockets, 'socket')} × ${count(coresPerSocket, 'core')})`
}

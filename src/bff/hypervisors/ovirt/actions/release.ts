import type { Verb } from '../../../../contract/actions/vm-action.ts'
import type { Dialect, SystemInfo } from '../../../../contract/system.ts'

/** Numbers of an engine's release, e.g. `[4, 5, 6]`; empty when it did not say. */
export type Release = readonly number[]

export function releaseOf(version: string | undefined): Release {
  const numbers = /^\d+(\.\d+)*/.exec(version ?? '')?.[0] ?? ''
  return numbers === '' ? [] : numbers.split('.').map(Number)
}

/** An unknown release counts as the oldest. */
export function atLeast(release: Release, ...wanted: number[]): boolean {
  for (const [index, number] of wanted.entries()) {
    const own = release[index] ?? 0
    if (own !== number) return own > number
  }
  return true
}

const always: readonly Verb[] = [
  'start',
  'run-once',
  'stop',
  'shutdown',
  'suspend',
  'migrate',
  'relocate',
  'snapshot-create',
  'snapshot-revert',
  'snapshot-delete',
  'edit',
  'remove',
  'export',
  'detach-pool',
  'change-cd',
]

/** Verbs that came later, with the release that brought them (fact sheet §5.1). */
const later: readonly [verb: Verb, since: readonly number[], what: string][] = [
  ['cancel-migration', [3, 3], 'Cancelling a migration'],
  ['reboot', [3, 4], 'Restarting the guest'],
  ['snapshot-preview', [3, 4], 'Previewing snapshots'],
  ['snapshot-commit', [3, 4], 'Previewing snapshots'],
  ['snapshot-undo', [3, 4], 'Previewing snapshots'],
  ['maintenance', [3, 4], 'Maintenance of the engine'],
  ['logon', [3, 5], 'Logging on to the guest'],
  ['freeze', [3, 6], 'Freezing file systems'],
  ['thaw', [3, 6], 'Thawing file systems'],
  ['reorder-macs', [3, 6], 'Reordering MAC addresses'],
  ['export-ova', [4, 2], 'Export as OVA'],
  ['reset', [4, 4, 5], 'Reset'],
]

/** What can be done to VMs through this API, or why not. `version` as the engine says it. */
export function verbsOf(dialect: Dialect, version: string): NonNullable<SystemInfo['actions']> {
  const release = releaseOf(version)
  const verbs: NonNullable<SystemInfo['actions']> = {}
  for (const verb of always) verbs[verb] = true
  for (const [verb, since, what] of later) {
    // An engine of 4.x that is spoken to in v3 has no more than v3 had.
    const old = dialect === 'v3' && (since[0] ?? 0) > 3
    const has = atLeast(release, ...since) && !old
    verbs[verb] = has
      ? true
      : `${what} came with release ${since.join('.')} of the engine; this one is ${version}.`
  }
  return verbs
}

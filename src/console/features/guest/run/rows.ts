import type { GuestRun, GuestRunState } from '../../../../contract/guest/guest.ts'
import { formatDuration } from '../../../../contract/units.ts'
import type { Tone } from '../../../ui/status-dot.tsx'
import { type Batch, type Item, itemEnded, itemFailed, loginFailed } from './item.ts'

/** A guest in the grid of runs: what this page knows of it, and what the server tells. */
export interface RunRow {
  key: string
  system: string
  vm: string
  name: string
  item?: Item
  run?: GuestRun
}

/** Runs that were started together. */
export interface RunSet {
  id: string
  title: string
  startedAt: number
  rows: RunRow[]
  /** Absent: started by an earlier page. */
  batch?: Batch
}

/** The sets of this page, and those that the server still tells of; the latest first. */
export function setsOf(batches: readonly Batch[], runs: ReadonlyMap<string, GuestRun>): RunSet[] {
  const own = batches.map((batch): RunSet => {
    const rows = batch.items.map((item): RunRow => {
      const { system, vm, name } = item.target
      return {
        key: `${system}/${vm}`,
        system,
        vm,
        name,
        item,
        ...(item.run === undefined ? {} : { run: item.run }),
      }
    })
    return { id: batch.id, title: batch.title, startedAt: batch.startedAt, rows, batch }
  })
  const known = new Set(batches.map(({ id }) => id))
  const earlier = Map.groupBy(
    [...runs.values()].filter(({ batch }) => !known.has(batch)),
    ({ batch }) => batch,
  )
  const others = [...earlier].map(([id, theirs]): RunSet => {
    // Of several attempts in one guest the last one counts.
    const last = new Map<string, GuestRun>()
    for (const run of theirs) {
      const key = `${run.system}/${run.vm.id}`
      if ((last.get(key)?.startedAt ?? 0) <= run.startedAt) last.set(key, run)
    }
    return {
      id,
      title: 'Started before this page was loaded',
      startedAt: Math.min(...theirs.map(({ startedAt }) => startedAt)),
      rows: [...last].map(([key, run]) => ({
        key,
        system: run.system,
        vm: run.vm.id,
        name: run.vm.name,
        run,
      })),
    }
  })
  return [...own, ...others].sort((a, b) => b.startedAt - a.startedAt)
}

const runWords: Record<GuestRunState, { text: string; tone: Tone }> = {
  queued: { text: 'Queued', tone: 'busy' },
  starting: { text: 'Starting', tone: 'busy' },
  running: { text: 'Running', tone: 'busy' },
  collecting: { text: 'Collecting', tone: 'busy' },
  done: { text: 'Done', tone: 'ok' },
  failed: { text: 'Failed', tone: 'error' },
  cancelled: { text: 'Cancelled', tone: 'off' },
  unknown: { text: 'Unknown', tone: 'warning' },
}

/** How a guest is doing, in a word. A program that ended with another code than 0 is not done well. */
export function stateOf({ item, run }: RunRow): { text: string; tone: Tone } {
  if (item !== undefined && item.state !== 'sent') {
    switch (item.state) {
      case 'waiting':
        return { text: 'Waiting', tone: 'off' }
      case 'sending':
        return { text: 'Sending', tone: 'busy' }
      case 'no-credentials':
        return { text: 'Needs credentials', tone: 'warning' }
      case 'refused':
        return { text: 'Not run', tone: 'warning' }
      case 'cancelled':
        return { text: 'Cancelled', tone: 'off' }
      default:
        return loginFailed(item) ? { text: 'Login failed', tone: 'error' } : { text: 'Failed', tone: 'error' }
    }
  }
  if (item?.lostSight === true || run === undefined) return runWords.unknown
  if (run.lost === true) return { text: 'Not followed', tone: 'warning' }
  if (run.state === 'failed' && loginFailed({ run })) return { text: 'Login failed', tone: 'error' }
  if (run.state === 'done' && run.exitCode !== 0) return { text: 'Done with errors', tone: 'error' }
  return runWords[run.state]
}

/** What the reader should know besides. */
export function noteOf({ item, run }: RunRow): string {
  const fault = run?.fault ?? item?.fault
  const left = run?.left ?? []
  const ended = item === undefined ? false : itemEnded(item)
  return [
    item?.state !== 'sent' || item.lostSight === true || (!ended && run?.note === undefined)
      ? item?.note
      : undefined,
    run?.note,
    fault === undefined
      ? undefined
      : `${fault.message}${fault.advice === undefined ? '' : ` ${fault.advice}`}`,
    left.length === 0 ? undefined : `Left in the guest: ${left.join(', ')}`,
  ]
    .filter((part) => part !== undefined)
    .join(' ')
}

/** Milliseconds, by the guest's clock where that is known. */
export function durationOf({ run }: RunRow): number | undefined {
  if (run === undefined) return undefined
  if (run.guestMs !== undefined) return run.guestMs
  return run.endedAt === undefined ? undefined : Math.max(0, run.endedAt - run.startedAt)
}

export function rowOpen({ item, run }: RunRow): boolean {
  if (item !== undefined) return !itemEnded(item) && run?.lost !== true
  return run !== undefined && run.endedAt === undefined && run.lost !== true
}

export function rowFailed({ item }: RunRow): boolean {
  return item !== undefined && itemFailed(item)
}

/** E.g. `38 of 40 ended: 35 exit 0, 2 exit 3, 1 login failed.` */
export function countsSentence(rows: readonly RunRow[]): string {
  const counts = new Map<string, number>()
  let open = 0
  for (const row of rows) {
    if (rowOpen(row)) open += 1
    const { run } = row
    const done = run?.state === 'done' && run.lost !== true
    const words = done ? `exit ${run.exitCode ?? '?'}` : stateOf(row).text.toLowerCase()
    counts.set(words, (counts.get(words) ?? 0) + 1)
  }
  const parts = [...counts].sort((a, b) => b[1] - a[1]).map(([words, count]) => `${count} ${words}`)
  return `${rows.length - open} of ${rows.length} ended: ${parts.join(', ')}.`
}

/** A table of all rows as text, for files. */
export function rowSummary(row: RunRow): string {
  const { run } = row
  const duration = durationOf(row)
  return [
    `${row.name} (${row.system})`,
    stateOf(row).text,
    run?.exitCode === undefined ? undefined : `exit ${run.exitCode}`,
    run?.pid === undefined ? undefined : `PID ${run.pid}`,
    duration === undefined ? undefined : formatDuration(duration),
    noteOf(row) || undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' · ')
}

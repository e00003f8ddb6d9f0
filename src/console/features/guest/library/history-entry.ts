import { type HistoryEntry, type HistoryGuest, keptValues } from '../../../../contract/guest/library.ts'
import { isSystemParameter } from '../../../../contract/guest/marks.ts'
import { parametersOf } from '../../../../contract/guest/parameters.ts'
import type { WholeCommand } from '../command/draft.ts'
import { type Batch, type Item, itemEnded } from '../run/item.ts'

/** So many characters of each output are kept, where outputs are. */
export const keptOutput = 4_000
const mostEntries = 50
/** Characters of everything; browsers give about 5 million to all of a site. */
const mostText = 2_000_000

/** A batch that is over, as the history keeps it; `undefined` while any of it goes on, and where none of it ran. */
export function entryOf(
  batch: Batch,
  outputOf: (item: Item, stream: 'stdout' | 'stderr') => string | undefined,
): HistoryEntry | undefined {
  const { typed, id, startedAt, items } = batch
  if (!items.every(itemEnded)) return undefined
  const guests = items.flatMap((item): HistoryGuest[] => {
    const { run, target } = item
    if (run === undefined) return []
    const { state, pid, exitCode, endedAt, note } = run
    const [stdout, stderr] = [outputOf(item, 'stdout'), outputOf(item, 'stderr')]
    return [
      {
        run: run.id,
        system: target.system,
        vm: { id: target.vm, name: target.name },
        state: item.lostSight === true ? 'unknown' : state,
        startedAt: run.startedAt,
        ...(pid === undefined ? {} : { pid }),
        ...(exitCode === undefined ? {} : { exitCode }),
        ...(endedAt === undefined ? {} : { endedAt }),
        ...(note === undefined ? {} : { note }),
        ...(stdout === undefined ? {} : { stdout: stdout.slice(0, keptOutput) }),
        ...(stderr === undefined ? {} : { stderr: stderr.slice(0, keptOutput) }),
      },
    ]
  })
  if (guests.length === 0) return undefined
  const values = Object.fromEntries(
    typed.parameters.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
  )
  return {
    version: 1,
    id,
    startedAt,
    command: typed.command,
    values: keptValues(values, typed.parameters),
    options: typed.options,
    guests,
  }
}

/** To be run again. What has no kept value was secret, and is to be typed anew. */
export function againOf({ command, values, options }: HistoryEntry): WholeCommand {
  return {
    command,
    options,
    parameters: parametersOf(command)
      .filter((name) => !isSystemParameter(name))
      .map((name) => {
        const value = values[name]
        return value === undefined ? { name, secret: true } : { name, value }
      }),
  }
}

/** The latest first, with one more or another one in its place; no more than a browser has room for. */
export function withEntry(entries: readonly HistoryEntry[], entry: HistoryEntry): HistoryEntry[] {
  const all = [entry, ...entries.filter(({ id }) => id !== entry.id)]
    .toSorted((a, b) => b.startedAt - a.startedAt)
    .slice(0, mostEntries)
  // Runs count more than what old ones wrote.
  const bare = all.map(withoutOutputs)
  let room = mostText
  const fitting = bare.filter((one) => {
    room -= JSON.stringify(one).length
    return room >= 0
  })
  room = Math.max(0, room)
  return fitting.map((one, index) => {
    const whole = all[index] ?? one
    const more = JSON.stringify(whole).length - JSON.stringify(one).length
    if (more > room) return one
    room -= more
    return whole
  })
}

export function withoutOutputs(entry: HistoryEntry): HistoryEntry {
  return { ...entry, guests: entry.guests.map(({ stdout: _, stderr: __, ...guest }) => guest) }
}

/** E.g. `38 exited 0, 1 exited 3, 1 failed`. */
export function summaryOf({ guests }: HistoryEntry): string {
  const counts = new Map<string, number>()
  for (const guest of guests) {
    const words = endOf(guest)
    counts.set(words, (counts.get(words) ?? 0) + 1)
  }
  return [...counts].map(([words, count]) => `${count} ${words}`).join(', ')
}

/** How it ended in one guest: `exited 0`, `failed`. */
export function endOf({ state, exitCode }: HistoryGuest): string {
  if (state === 'done') return exitCode === undefined ? 'ended' : `exited ${exitCode}`
  return state === 'unknown' ? 'ended unknown' : state
}

/** A guest of either of two runs, side by side. */
export interface Side {
  key: string
  name: string
  left: HistoryGuest | undefined
  right: HistoryGuest | undefined
}

export function sidesOf(left: HistoryEntry, right: HistoryEntry): Side[] {
  const sides = new Map<string, Side>()
  for (const [entry, side] of [
    [left, 'left'],
    [right, 'right'],
  ] as const) {
    for (const guest of entry.guests) {
      const key = `${guest.system}/${guest.vm.id}`
      const known = sides.get(key) ?? { key, name: guest.vm.name, left: undefined, right: undefined }
      sides.set(key, { ...known, [side]: guest })
    }
  }
  return [...sides.values()]
}

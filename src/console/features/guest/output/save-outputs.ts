import type { GuestRun } from '../../../../contract/guest/guest.ts'
import { saveFile } from '../../../ui/save-file.ts'
import { type RunRow, type RunSet, rowSummary } from '../run/rows.ts'
import { fetchOutputs, type Stream } from './output-store.ts'
import { textOf } from './text-of.ts'

/** Saves one output as a file of its own. */
export function downloadOne({ name, run }: RunRow, stream: Stream, text: string): void {
  if (run !== undefined) saveFile([text], `${fileName(name)}-${stream}.txt`)
}

/** Saves everything that a run wrote as one text, guest by guest. */
export async function downloadAll({ rows, title, startedAt }: RunSet): Promise<void> {
  const runs = rows.flatMap(({ run }) => (run === undefined ? [] : [run]))
  await Promise.all([fetchOutputs(runs, 'stdout'), fetchOutputs(runs, 'stderr')])
  const at = new Date(startedAt).toISOString()
  const pieces = [`# ${title}\n# Started ${at}\n`]
  for (const row of rows) {
    pieces.push(`\n===== ${rowSummary(row)} =====\n`)
    if (row.run === undefined) continue
    pieces.push(...partsOf(row.run))
  }
  saveFile(pieces, `guest-outputs-${at.slice(0, 19).replaceAll(':', '')}.txt`)
}

function partsOf(run: GuestRun): string[] {
  return (['stdout', 'stderr'] as const).flatMap((stream) => {
    const state = run[stream]
    if (state === undefined || (state.keptBytes === 0 && state.blocked === undefined)) return []
    const text = textOf(run, stream)
    const cut = state.truncated ? `[${stream}: cut off after ${state.keptBytes} bytes]\n` : ''
    const blocked = state.blocked === undefined ? '' : `[${stream}: not fetched. ${state.blocked}]\n`
    return [`----- ${stream} -----\n`, text, text === '' || text.endsWith('\n') ? '' : '\n', cut, blocked]
  })
}

const fileName = (name: string) => name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_')

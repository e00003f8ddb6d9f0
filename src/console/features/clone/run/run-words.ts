import { csvHead, csvLines, csvTime } from '../../../../contract/csv.ts'
import type { Job } from '../../../../contract/job.ts'
import { jobAdvice } from '../../../actions/job-advice.ts'
import { jobStateWords } from '../../../ui/job-state.tsx'
import type { Tone } from '../../../ui/status-dot.tsx'
import { type CopyRow, type CopyState, copyStates, countStates } from './copy-rows.ts'

export const stateWords: Readonly<Record<CopyState, { text: string; tone: Tone }>> = {
  ...jobStateWords,
  waiting: { text: 'Waiting', tone: 'off' },
  lost: { text: 'Never sent', tone: 'warning' },
  unseen: { text: 'Not told yet', tone: 'off' },
}

/** `12 done, 2 failed, 3 running`; what there is none of is left out. */
export function countsSentence(rows: readonly CopyRow[]): string {
  const counts = countStates(rows)
  return copyStates
    .filter((state) => counts.has(state))
    .map(
      (state) => `${(counts.get(state) ?? 0).toLocaleString('en')} ${stateWords[state].text.toLowerCase()}`,
    )
    .join(', ')
}

/** What there is to say of a copy beside its state, in the system's words where it spoke. */
export function rowWords({ job, state, copy }: CopyRow): string {
  if (state === 'lost') return 'Gantry was restarted before it was sent. Start it again.'
  if (state === 'unseen') return 'Nothing was heard of it since the page was loaded.'
  if (job === undefined) {
    if (state === 'unknown') return 'Gantry was restarted while it was made. Look for it by its name.'
    return copy?.seen === undefined ? '' : 'It ended some time ago; more is not known any more.'
  }
  if (job.fault !== undefined) return `${faultWords(job.fault)} ${jobAdvice(job.fault)}`
  return progressWords(job)
}

function faultWords({ message, code }: NonNullable<Job['fault']>): string {
  return code === undefined ? message : `${message} (${code})`
}

function progressWords({ state, percent, step }: Job): string {
  if (state !== 'queued' && state !== 'running') return ''
  return [percent === undefined ? undefined : `${Math.round(percent)} %`, step].filter(Boolean).join(' · ')
}

/** The run as a file, one line a copy. */
export function runCsv(rows: readonly CopyRow[], system: string): string[] {
  const columns = [
    { header: 'Copy', value: ({ name }: CopyRow) => name },
    { header: 'System', value: () => system },
    { header: 'Source', value: ({ job }: CopyRow) => job?.target.name },
    { header: 'State', value: ({ state }: CopyRow) => stateWords[state].text },
    { header: 'Percent', value: ({ job }: CopyRow) => job?.percent },
    { header: 'Progress or fault', value: (row: CopyRow) => rowWords(row) },
    { header: 'Field', value: ({ job }: CopyRow) => job?.fault?.field },
    { header: 'Left behind', value: ({ job }: CopyRow) => job?.left?.map(({ name }) => name).join(', ') },
    { header: 'Attempts', value: ({ copy }: CopyRow) => copy?.attempt },
    { header: 'Started', value: ({ job }: CopyRow) => csvTime(job?.startedAt) },
    { header: 'Ended', value: ({ job }: CopyRow) => csvTime(job?.endedAt) },
    { header: 'Job id', value: ({ job, copy }: CopyRow) => job?.id ?? copy?.intent },
    { header: 'Upstream id', value: ({ job }: CopyRow) => job?.upstreamId },
    { header: 'New id', value: ({ madeId }: CopyRow) => madeId },
  ]
  return [csvHead(columns), csvLines(rows, columns)]
}

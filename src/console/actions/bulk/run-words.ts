import { verbs } from '../../../contract/actions/verbs.ts'
import { csvHead, csvLines, csvTime } from '../../../contract/csv.ts'
import { jobStateWords } from '../../ui/job-state.tsx'
import type { Tone } from '../../ui/status-dot.tsx'
import { countStates, type ItemState, isOpen, itemStates, type Run, type RunItem } from './run.ts'

export const stateWords: Readonly<Record<ItemState, { text: string; tone: Tone }>> = {
  ...jobStateWords,
  waiting: { text: 'Waiting', tone: 'off' },
  sending: { text: 'Sending', tone: 'busy' },
  skipped: { text: 'Skipped', tone: 'off' },
  refused: { text: 'Refused', tone: 'warning' },
}

/** `Power on: 40 VMs`. */
export function runTitle({ verb, items }: Pick<Run, 'verb' | 'items'>): string {
  return `${verbs[verb].title}: ${items.length.toLocaleString('en')} VMs`
}

/** `12 done, 2 failed, 3 running`; what there is none of is left out. */
export function countsSentence(items: readonly RunItem[]): string {
  const counts = countStates(items)
  return itemStates
    .filter((state) => counts[state] > 0)
    .map((state) => `${counts[state].toLocaleString('en')} ${stateWords[state].text.toLowerCase()}`)
    .join(', ')
}

/** What the run as a whole does. */
export function runState({ items, paused }: Pick<Run, 'items' | 'paused'>): 'paused' | 'running' | 'ended' {
  if (!items.some(isOpen)) return 'ended'
  return paused ? 'paused' : 'running'
}

/** What there is to say of an item beside its state, in the system's words where it spoke. */
export function itemWords({ fault, note, percent, step, state, unsure }: RunItem): string {
  if (fault !== undefined) {
    const words = `${fault.message}${fault.code === undefined ? '' : ` (${fault.code})`}`
    return unsure === true ? `${words} Nobody knows whether it was taken.` : words
  }
  if (note !== undefined) return note
  if (state !== 'running') return ''
  return [percent === undefined ? undefined : `${Math.round(percent)} %`, step].filter(Boolean).join(' · ')
}

/** The result as a file, one line a VM. */
export function runCsv(run: Run, systemName: (id: string) => string): string[] {
  const columns = [
    { header: 'VM', value: ({ target }: RunItem) => target.name },
    { header: 'VM id', value: ({ target }: RunItem) => target.id },
    { header: 'System', value: ({ target }: RunItem) => systemName(target.system) },
    { header: 'Action', value: () => verbs[run.verb].title },
    { header: 'State', value: ({ state }: RunItem) => stateWords[state].text },
    { header: 'Reason', value: (item: RunItem) => itemWords(item) },
    { header: 'Fault', value: ({ fault }: RunItem) => fault?.kind },
    {
      header: 'Attempts',
      value: ({ attempt, startedAt }: RunItem) => (startedAt === undefined ? attempt - 1 : attempt),
    },
    { header: 'Started', value: ({ startedAt }: RunItem) => csvTime(startedAt) },
    { header: 'Ended', value: ({ endedAt }: RunItem) => csvTime(endedAt) },
    { header: 'Job id', value: ({ intent }: RunItem) => intent },
    { header: 'Upstream id', value: ({ upstreamId }: RunItem) => upstreamId },
  ]
  return [csvHead(columns), csvLines(run.items, columns)]
}

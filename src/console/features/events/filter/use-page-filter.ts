import { useMemo, useState } from 'react'
import type { EventFilter } from '../../../../contract/events/filter.ts'
import { useSystems, useSystemsKnown } from '../../../client/systems.ts'
import { type EventsUrl, type FieldProblems, filterOf, quoted } from './url-state.ts'

export interface PageFilter {
  /** `undefined` while the range makes no sense. The same object as long as it says the same. */
  filter: EventFilter | undefined
  problems: FieldProblems
  /** Ids of the signed-in systems that are asked; the same list as long as they are the same. */
  asked: readonly string[]
}

/** The filter of an address. Ranges that end now are counted back from when they were chosen. */
export function usePageFilter(url: EventsUrl, signedIn: readonly string[]): PageFilter {
  const systems = useSystems()
  const known = useSystemsKnown()
  const range = JSON.stringify(url.range)
  const [anchor, setAnchor] = useState(() => ({ range, now: wholeMinute(Date.now()) }))
  // A new range is counted from now on, and at once.
  const now = anchor.range === range ? anchor.now : wholeMinute(Date.now())
  if (anchor.range !== range) setAnchor({ range, now })

  const read = filterOf(url, now)
  const problems: FieldProblems = { ...read.problems }
  const strange = url.systems.filter((id) => !systems.some((system) => system.id === id))
  const out = url.systems.filter((id) =>
    systems.some((system) => system.id === id && system.session.state !== 'signed-in'),
  )
  if (known && strange.length > 0) problems.systems = `There is no system ${quoted(strange)}.`
  else if (out.length > 0) {
    const names = out.map((id) => systems.find((system) => system.id === id)?.name ?? id)
    problems.systems = `Not signed in to ${names.join(', ')}.`
  }
  const text = read.filter === undefined ? '' : JSON.stringify(read.filter)
  const askedText = JSON.stringify(
    read.filter === undefined
      ? []
      : signedIn.filter((id) => url.systems.length === 0 || url.systems.includes(id)),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the values
  const filter = useMemo(() => read.filter, [text])
  const asked = useMemo((): string[] => JSON.parse(askedText), [askedText])
  return { filter, problems, asked }
}

/** Those who open the page within a minute ask the same. */
function wholeMinute(at: number): number {
  return Math.floor(at / 60_000) * 60_000
}

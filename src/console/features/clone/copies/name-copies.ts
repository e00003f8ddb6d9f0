import { expandNames, type PatternNames } from '../../../../contract/clone/name-pattern.ts'
import type { CloneDraft, DraftCopy } from '../wizard.ts'

export const mostCopies = 100

/** The names that the pattern of a draft makes today, or what is wrong with it. */
export function namesOf(names: CloneDraft['names'], source: string, today = new Date()): PatternNames {
  return expandNames(names.pattern, { source, count: names.count, today })
}

/**
 * A draft whose copies have the names of its pattern; those named by hand keep theirs. Nothing changes while the pattern is
 * wrong. What was filled in for copies that are no longer made is kept aside, and comes back with them.
 */
export function withNames(draft: CloneDraft, source: string, today = new Date()): CloneDraft {
  const { names } = namesOf(draft.names, source, today)
  if (names === undefined) return draft
  const known = [...draft.copies, ...(draft.spare ?? [])]
  const copies = names.map((name, index): DraftCopy => {
    const old = known[index]
    if (old === undefined) return { name }
    return old.byHand === true || old.name === name ? old : { ...old, name }
  })
  return { ...draft, copies, spare: known.slice(names.length).filter(holdsMore) }
}

/** Whether somebody filled in more than the pattern did. */
function holdsMore({ name: _, byHand, ...rest }: DraftCopy): boolean {
  return byHand === true || Object.values(rest).some((value) => value !== '')
}

/** Another pattern or number of copies. */
export function withPattern(
  draft: CloneDraft,
  names: Partial<CloneDraft['names']>,
  source: string,
  today = new Date(),
): CloneDraft {
  return withNames({ ...draft, names: { ...draft.names, ...names } }, source, today)
}

/** One field of one copy; an empty name goes back to what the pattern says. */
export function withCopy(
  draft: CloneDraft,
  index: number,
  change: (copy: DraftCopy) => DraftCopy,
): CloneDraft {
  return { ...draft, copies: draft.copies.map((copy, at) => (at === index ? change(copy) : copy)) }
}

/** Gives a copy its name of the pattern back. */
export function withPatternName(draft: CloneDraft, index: number, source: string): CloneDraft {
  const name = namesOf(draft.names, source).names?.[index]
  if (name === undefined) return draft
  return withCopy(draft, index, ({ byHand: _, ...copy }) => ({ ...copy, name }))
}

/** Without one copy. The others keep what they have; names of a pattern that counts by itself are counted anew. */
export function withoutCopy(draft: CloneDraft, index: number, source: string): CloneDraft {
  const copies = draft.copies.filter((_, at) => at !== index)
  return withCount({ ...draft, copies }, copies.length, source)
}

/** With one copy more, at the end. */
export function withOneMore(draft: CloneDraft, source: string): CloneDraft {
  return withCount(draft, draft.copies.length + 1, source)
}

/** Copies as they came from elsewhere, e.g. pasted: all named by hand, but those without a name. */
export function withPasted(
  draft: CloneDraft,
  pasted: readonly DraftCopy[],
  source: string,
  today = new Date(),
): CloneDraft {
  const copies = pasted.map((copy): DraftCopy => (copy.name === '' ? { ...copy } : { ...copy, byHand: true }))
  return withCount({ ...draft, copies, spare: [] }, copies.length, source, today)
}

/** A pattern that lists all names cannot follow another number: those it made are then names by hand. */
function withCount(draft: CloneDraft, count: number, source: string, today = new Date()): CloneDraft {
  const now = namesOf(draft.names, source, today)
  const free = now.names !== undefined && !now.fixedCount
  const wanted = Math.min(mostCopies, Math.max(1, count))
  if (free) return withPattern(draft, { count: wanted }, source, today)
  const named = draft.copies.map((copy): DraftCopy => (copy.name === '' ? copy : { ...copy, byHand: true }))
  return withPattern({ ...draft, copies: named }, { pattern: '{source}-{n}', count: wanted }, source, today)
}

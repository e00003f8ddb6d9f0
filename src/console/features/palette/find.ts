import { rankOf } from '../../client/name-index.ts'

/** The entries whose label holds every word of the query, best first. */
export function filterByLabel<T extends { label: string }>(entries: readonly T[], query: string): T[] {
  const words = query.trim().toLowerCase().split(/\s+/)
  return entries
    .map((entry) => {
      const label = entry.label.toLowerCase()
      const ranks = words.map((word) => rankOf(label, word))
      return {
        entry,
        rank: ranks.includes(undefined) ? undefined : Math.min(...ranks.map((rank) => rank ?? 9)),
      }
    })
    .filter(({ rank }) => rank !== undefined)
    .toSorted((a, b) => (a.rank ?? 9) - (b.rank ?? 9))
    .map(({ entry }) => entry)
}

/** Releases of the vim API that this adapter knows, newest first. */
export const knownReleases = [
  '9.1.0.0',
  '9.0.0.0',
  '8.0.3.0',
  '8.0.2.0',
  '8.0.1.0',
  '8.0.0.1',
  '8.0.0.0',
  '7.0.3.0',
  '7.0.2.0',
  '7.0.1.0',
  '7.0.0.0',
  '6.7.3',
  '6.7',
  '6.5',
  '6.0',
  '5.5',
] as const

/** First release that speaks VI JSON, and first one whose system negotiates by `hello`. */
export const firstViJson = '8.0.1.0'
export const firstHello = '8.0.2.0'

const numeric = /^\d+(\.\d+)*$/

/** Negative when `a` is older than `b`. */
export function compareReleases(a: string, b: string): number {
  const left = a.split('.').map(Number)
  const right = b.split('.').map(Number)
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/**
 * The newest release that both sides know. Where the lists do not meet: the newest known one that is not
 * newer than the server's newest, since a server serves its older releases too; a server older than all
 * of them is asked in its own. An empty list gives 6.5, which every supported server understands.
 */
export function negotiateRelease(served: readonly string[]): string {
  const usable = served.filter((release) => numeric.test(release)).sort(compareReleases)
  const newest = usable.at(-1)
  if (newest === undefined) return '6.5'
  const common = knownReleases.find((release) => usable.includes(release))
  const older = knownReleases.find((release) => compareReleases(release, newest) <= 0)
  if (older === undefined) return newest
  if (common === undefined) return older
  // vimServiceVersions.xml may leave out patch releases that were never public.
  return common
}

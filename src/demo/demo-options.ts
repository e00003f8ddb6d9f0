/** How big the simulated systems are; the names that the page's URL takes. */
export const estateSizes = ['small', 'large', 'max'] as const
export type DemoEstateSize = (typeof estateSizes)[number]

export interface DemoOptions {
  seed: string
  estate: DemoEstateSize
  /** Length of the logs, as those of an estate of this size; absent: as the estate is. */
  history?: DemoEstateSize
  /** Sentences about values that were not understood and what is used instead. */
  problems: string[]
}

const defaults = { seed: 'gantry', estate: 'small' } as const

/**
 * Reads `?seed=…&estate=small|large|max&history=…` of the page's URL. The seed is 1 to 64 characters; a missing value
 * is the default silently, a bad one is the default with a sentence in `problems`.
 */
export function readDemoOptions(search: string): DemoOptions {
  const query = new URLSearchParams(search)
  const problems: string[] = []
  const history = readSize(query, 'history', problems)
  return {
    seed: readSeed(query, problems),
    estate: readSize(query, 'estate', problems) ?? defaults.estate,
    ...(history === undefined ? {} : { history }),
    problems,
  }
}

function readSeed(query: URLSearchParams, problems: string[]): string {
  const seed = query.get('seed')
  if (seed === null) return defaults.seed
  if (seed.length >= 1 && seed.length <= 64) return seed
  problems.push(`The seed must have 1 to 64 characters. The demo uses "${defaults.seed}".`)
  return defaults.seed
}

function readSize(
  query: URLSearchParams,
  name: 'estate' | 'history',
  problems: string[],
): DemoEstateSize | undefined {
  const wanted = query.get(name)
  if (wanted === null) return undefined
  const known = estateSizes.find((size) => size === wanted)
  if (known !== undefined) return known
  problems.push(
    `There is no ${name} size "${wanted.slice(0, 40)}". The demo uses "${defaults.estate}"; the sizes are ${estateSizes.join(', ')}.`,
  )
  return undefined
}

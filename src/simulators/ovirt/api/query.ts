import type { OvirtVersion } from '../estate/look.ts'

/** The parameters of a read, wherever the dialect takes them from. */
export interface Query {
  max: number | undefined
  from: number | undefined
  search: string | undefined
  caseSensitive: boolean
  /** v4 `follow`: dotted paths. */
  follow: string[]
  /** `detail` without its signs, e.g. `statistics`; `size` alone asks for the number of items only. */
  details: string[]
  sizeOnly: boolean
  current: boolean
  nextRun: boolean
  /** Any other parameter, `true` and given alone are the same. */
  flag(name: string): boolean | undefined
}

export const plainQuery: Query = {
  max: undefined,
  from: undefined,
  search: undefined,
  caseSensitive: false,
  follow: [],
  details: [],
  sizeOnly: false,
  current: false,
  nextRun: false,
  flag: () => undefined,
}

const wholeNumber = (text: string | null | undefined) =>
  text !== null && text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined

/**
 * QUIRK(rhev 3.4): `max`, `from`, `case_sensitive` and `current` are matrix parameters of the last path segment
 * only, and `detail` belongs to the Accept header; v4 takes both kinds (fact sheet §4.1).
 */
export function readQuery(
  version: OvirtVersion,
  url: URL,
  matrix: Map<string, string>,
  accept: string,
): Query {
  const old = version === '3.4'
  const value = (name: string) =>
    matrix.get(name) ?? (old ? undefined : (url.searchParams.get(name) ?? undefined))
  const detail = old
    ? (/;\s*detail=([^,\s]+)/.exec(accept)?.[1] ?? '')
    : (url.searchParams.get('detail') ?? '')
  const details = detail.split(/[+;]/).map((word) => word.trim())
  const sensitive = value('case_sensitive')
  const flag = (name: string) => {
    const given = value(name)?.toLowerCase()
    return given === undefined ? undefined : given === '' || given === 'true' || given === '1'
  }
  return {
    max: wholeNumber(value('max')) || undefined,
    from: wholeNumber(value('from')),
    search: url.searchParams.get('search') ?? undefined,
    caseSensitive: sensitive === undefined ? old : sensitive === 'true',
    follow: old ? [] : (url.searchParams.get('follow') ?? '').split(',').filter((path) => path !== ''),
    details: details.filter((word) => word !== ''),
    sizeOnly: details.includes('-main') && details.includes('size'),
    current: flag('current') === true,
    nextRun: flag('next_run') === true,
    flag,
  }
}

/** Splits `/api/vms;max=5` into its segments and the matrix parameters of the last. */
export function splitPath(path: string): { segments: string[]; matrix: Map<string, string> } {
  const matrix = new Map<string, string>()
  const parts = path.split('/').filter((part) => part !== '')
  const segments = parts.map((part, n) => {
    const [segment = '', ...parameters] = part.split(';')
    if (n === parts.length - 1) {
      for (const parameter of parameters) {
        const [name = '', value = ''] = parameter.split('=')
        matrix.set(decodeURIComponent(name), decodeURIComponent(value))
      }
    }
    return decodeURIComponent(segment)
  })
  return { segments, matrix }
}

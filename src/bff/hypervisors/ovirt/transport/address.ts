import type { Dialect } from '../../../../contract/system.ts'

/** Options of a GET; which of them go into the path, the query or a header depends on the dialect. */
export interface ReadOptions {
  /** Search expression, unencoded. */
  search?: string
  max?: number
  /** Texts are searched in any case, which 3.x does only when asked to. */
  anyCase?: true
  /** Events with a higher index only. */
  from?: number
  /** Parts to inline, e.g. `['disks', 'nics']` on v3, `['statistics']` on both. */
  detail?: readonly string[]
  /** v4 only: links to inline. */
  follow?: readonly string[]
  /** The running configuration, not the stored one. */
  current?: boolean
  /** v4 only: the configuration of the next start, where one waits. */
  nextRun?: boolean
}

/**
 * Path and query of a GET below the API's base.
 *
 * QUIRK(ovirt 3.x): `max`, `from` and `current` are matrix parameters of the last segment; v4 takes them in
 * the query (fact sheet, "Query rules").
 */
export function addressOf(dialect: Dialect, path: string, options: ReadOptions): string {
  const matrix: string[] = []
  const query: string[] = []
  const numbered = dialect === 'v3' ? matrix : query
  if (options.max !== undefined) numbered.push(`max=${options.max}`)
  if (options.from !== undefined) numbered.push(`from=${options.from}`)
  if (options.anyCase === true && dialect === 'v3') matrix.push('case_sensitive=false')
  if (options.current === true) numbered.push(dialect === 'v3' ? 'current' : 'current=true')
  if (options.search !== undefined) query.push(`search=${encodeURIComponent(options.search)}`)
  if (dialect === 'v4') {
    if (options.nextRun === true) query.push('next_run=true')
    if (options.detail !== undefined) query.push(`detail=${encodeURIComponent(options.detail.join('+'))}`)
    if (options.follow !== undefined) query.push(`follow=${encodeURIComponent(options.follow.join(','))}`)
  }
  const suffix = matrix.length === 0 ? '' : `;${matrix.join(';')}`
  return `${path}${suffix}${query.length === 0 ? '' : `?${query.join('&')}`}`
}

/** Value of `Accept`: JSON for v4, XML (with the inlined parts) for v3. */
export function acceptOf(dialect: Dialect, options: ReadOptions): string {
  if (dialect !== 'v3') return 'application/json'
  return options.detail === undefined
    ? 'application/xml'
    : `application/xml; detail=${options.detail.join('+')}`
}

/** A search term `field=value`, quoted where the grammar needs it. */
export function term(field: string, value: string): string {
  return /^[\w.-]+$/.test(value) ? `${field}=${value}` : `${field}="${value.replaceAll('"', '')}"`
}

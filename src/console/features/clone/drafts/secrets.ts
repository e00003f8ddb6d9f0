/** Fields whose values are kept nowhere: secrets, and scripts, which are free text and may hold anything. */
const secretFields = /password|passwd|secret|token|script|commands|productkey|privatekey/i

/** The same without its secrets, and whether there were any. */
export function withoutSecrets<T extends object>(value: T): { value: T; left: boolean } {
  let left = false
  const clean = (inner: unknown, key: string): unknown => {
    if (secretFields.test(key) && holdsSomething(inner)) {
      left = true
      return undefined
    }
    // An expert's text is not read any further: it goes as a whole.
    if (key === 'extraSpec' && typeof inner === 'string' && secretFields.test(inner)) {
      left = true
      return undefined
    }
    if (Array.isArray(inner)) return inner.map((item) => clean(item, ''))
    if (typeof inner !== 'object' || inner === null) return inner
    return Object.fromEntries(
      Object.entries(inner)
        .map(([name, item]) => [name, clean(item, name)] as const)
        .filter(([, item]) => item !== undefined),
    )
  }
  // Only optional texts and lists are taken away: what is left has the same shape.
  return { value: clean(value, '') as T, left }
}

function holdsSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  return typeof value === 'string' ? value !== '' : typeof value === 'object' && value !== null
}

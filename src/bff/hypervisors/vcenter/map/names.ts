const escapes: Record<string, string> = { '%2f': '/', '%5c': '\\', '%25': '%' }

/**
 * A name as people wrote it. QUIRK(vcenter): `/`, `\` and `%` arrive as `%2f`, `%5c`, `%25` and nothing else is
 * escaped. Test: `rows.test.ts`.
 */
export function plainName(name: string): string {
  return name.includes('%')
    ? name.replace(/%(2f|5c|25)/gi, (code) => escapes[code.toLowerCase()] ?? code)
    : name
}

/** A name as vCenter wants it sent. */
export function wireName(name: string): string {
  return name.replace(/[%/\\]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)
}

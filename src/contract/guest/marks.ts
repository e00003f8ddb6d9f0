/**
 * Where a command names its parameters. `{name}` is one; `{{name}}` stands for `{name}` itself. Every other brace stands
 * for itself, so that scripts keep theirs: `${HOME}`, `{ echo; }`, `{{.Names}}`, `awk '{print $1}'`.
 */

/** Values that Gantry gives, for each VM its own. */
export const systemParameters = ['name', 'ip', 'os'] as const

export const parameterName = /^[A-Za-z][A-Za-z0-9_]{0,39}$/

export interface Mark {
  name: string
  length: number
  /** `{{name}}`: no parameter, but its braces. */
  literal: boolean
}

const mark = /(?:\{\{([A-Za-z][A-Za-z0-9_]{0,39})\}\}|\{([A-Za-z][A-Za-z0-9_]{0,39})\})/y

/** The mark that begins at this place of a text. */
export function markAt(text: string, at: number): Mark | undefined {
  // `${name}` belongs to the shell.
  if (text.charAt(at) !== '{' || text.charAt(at - 1) === '$') return undefined
  mark.lastIndex = at
  const found = mark.exec(text)
  const name = found?.[1] ?? found?.[2]
  if (found === null || name === undefined) return undefined
  return { name, length: found[0].length, literal: found[1] !== undefined }
}

/** Names of parameters in a text, each once, in their order. */
export function marksOf(text: string): string[] {
  const names = new Set<string>()
  for (let at = 0; at < text.length; at += 1) {
    const found = markAt(text, at)
    if (found === undefined) continue
    if (!found.literal) names.add(found.name)
    at += found.length - 1
  }
  return [...names]
}

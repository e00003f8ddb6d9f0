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

/** What puts values into a text asks for. */
export interface Filling {
  /** Every parameter of the text has a value. */
  valueOf(name: string): string
  /** Nothing is put there; the reader is told why. */
  refuse(name: string, why: string): void
}

/** Values that mean nothing to any shell wherever they stand, even where a text is read twice. */
export const plainValue = /^[A-Za-z0-9_.:@/+-]*$/

export function isSystemParameter(name: string): boolean {
  return systemParameters.some((one) => one === name)
}

/** Programs that take an argument, or what they are fed, for code. */
export const interpreters: ReadonlySet<string> = new Set(
  (
    'sh bash dash ksh zsh ash busybox su ssh eval let trap alias unset awk gawk mawk nawk sed perl python python2 ' +
    'python3 ruby node php lua osascript mysql mariadb psql sqlite3 sqlplus cmd powershell pwsh wscript cscript ' +
    'mshta wmic sqlcmd iex invoke-expression'
  ).split(' '),
)

/** The name by which a program is known, of a path of either family. */
export function programName(path: string): string {
  return path
    .slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
    .toLowerCase()
    .replace(/\.(exe|com|cmd|bat)$/, '')
}

export const codeSentence = (name: string, by: string) =>
  `The value of {${name}} holds signs that could become code here, where ${by} reads it.`
export const commandSentence = (name: string) =>
  `{${name}} stands where a command is named: a VM must not decide what runs.`
export const optionSentence = (name: string) =>
  `The value of {${name}} begins like an option. Put something before it, or -- where the program takes that.`
export const escapedSentence = (name: string, sign: string) =>
  `A ${sign} stands before {${name}}. Take it away, or write {{${name}}} for the braces themselves.`

import { cmdFilled } from './cmd-fill.ts'
import type { GuestCommand } from './command.ts'
import type { GuestFamily } from './guest.ts'
import { type Filling, markAt, marksOf } from './marks.ts'
import { powershellFilled, psVariable } from './powershell-fill.ts'
import { psQuoted, shQuoted } from './quote.ts'
import { shFilled, shVariable } from './sh-fill.ts'
import { windowsArgumentsFilled } from './windows-arguments.ts'

/** Values of parameters, by name. */
export type ParameterValues = Readonly<Record<string, string>>

/** Why a value cannot be put where it should stand. */
export interface ParameterProblem {
  /** Of the command: `path`, `arguments`, `text`, `workingDirectory`, `environment.0.value`. */
  field: string
  parameter: string
  message: string
}

export type FilledCommand = { command: GuestCommand; problems: [] } | { problems: ParameterProblem[] }

/** The parameters that a command names, each once. Values for all of them are needed before it can run. */
export function parametersOf(command: GuestCommand): string[] {
  return [...new Set(fieldsOf(command).flatMap(({ text }) => marksOf(text)))]
}

function fieldsOf(command: GuestCommand): { field: string; text: string }[] {
  const { workingDirectory, environment = [] } = command
  return [
    ...(command.kind === 'script'
      ? [{ field: 'text', text: command.text }]
      : [
          { field: 'path', text: command.path },
          { field: 'arguments', text: command.arguments },
        ]),
    ...(workingDirectory === undefined ? [] : [{ field: 'workingDirectory', text: workingDirectory }]),
    ...environment.map(({ value }, index) => ({ field: `environment.${index}.value`, text: value })),
  ]
}

/**
 * The command with the values of one VM in it, each quoted for the place where it stands, so that no value is ever run
 * as code; or why that cannot be. `{{name}}` becomes `{name}`.
 */
export function filledCommand(
  command: GuestCommand,
  values: ParameterValues,
  family: GuestFamily,
): FilledCommand {
  const problems: ParameterProblem[] = []
  for (const { field, text } of fieldsOf(command))
    for (const name of marksOf(text))
      if (!Object.hasOwn(values, name))
        problems.push({
          field,
          parameter: name,
          message: `{${name}} has no value. Write {{${name}}} for the braces themselves.`,
        })
  if (problems.length > 0) return { problems }
  const fillingOf = (field: string): Filling => ({
    valueOf: (name) => values[name] ?? '',
    refuse: (parameter, message) => {
      const known = problems.some((one) => one.field === field && one.parameter === parameter)
      if (!known) problems.push({ field, parameter, message })
    },
  })
  const { workingDirectory, environment } = command
  const around = {
    ...(workingDirectory === undefined
      ? {}
      : { workingDirectory: plainlyFilled(workingDirectory, fillingOf('workingDirectory'), /[\0\r\n]/) }),
    ...(environment === undefined
      ? {}
      : {
          environment: environment.map(({ name, value }, index) => ({
            name,
            value: plainlyFilled(value, fillingOf(`environment.${index}.value`), /\0/),
          })),
        }),
  }
  const filled: GuestCommand =
    command.kind === 'script'
      ? { ...command, ...around, text: scriptFilled(command, fillingOf('text')) }
      : {
          ...command,
          ...around,
          // The tools put the path between double quotes before a shell reads it.
          path: plainlyFilled(
            command.path,
            fillingOf('path'),
            family === 'windows' ? /["%\0\r\n]/ : /["$`\\\0\r\n]/,
          ),
          arguments: argumentsFilled(command, family, fillingOf('arguments')),
        }
  return problems.length > 0 ? { problems } : { command: filled, problems: [] }
}

function argumentsFilled(
  { path, arguments: text }: Extract<GuestCommand, { kind: 'program' }>,
  family: GuestFamily,
  filling: Filling,
): string {
  if (family === 'windows') return windowsArgumentsFilled(text, path, filling)
  return shFilled(text, { as: 'arguments', program: path, filling }).text
}

function scriptFilled({ shell, text }: Extract<GuestCommand, { kind: 'script' }>, filling: Filling): string {
  if (shell === 'cmd') return cmdFilled(text, filling)
  if (shell === 'powershell') {
    const filled = powershellFilled(text, filling)
    const settings = filled.variables.map(
      (name) => `$${psVariable(name)} = ${psQuoted(filling.valueOf(name))}`,
    )
    if (settings.length === 0) return filled.text
    // `param` must come first in its block.
    const own = /^[ \t]*param[ \t\r\n]*\(/im.test(filled.text)
    return `${settings.join('; ')}\n${own ? `& {\n${filled.text}\n}` : filled.text}`
  }
  const filled = shFilled(text, { as: 'script', filling })
  const settings = filled.variables.map((name) => `${shVariable(name)}=${shQuoted(filling.valueOf(name))}`)
  return settings.length === 0 ? filled.text : `${settings.join('; ')}\n${filled.text}`
}

/** Where no shell reads a text, a value stands as it is, but for signs that cannot be carried. */
function plainlyFilled(text: string, filling: Filling, not: RegExp): string {
  let out = ''
  for (let at = 0; at < text.length; at += 1) {
    const mark = markAt(text, at)
    if (mark === undefined) {
      out += text.charAt(at)
      continue
    }
    const value = mark.literal ? `{${mark.name}}` : filling.valueOf(mark.name)
    const sign = not.exec(value)?.[0]
    if (sign !== undefined)
      filling.refuse(
        mark.name,
        `The value of {${mark.name}} holds ${signName(sign)}, which cannot stand here.`,
      )
    out += value
    at += mark.length - 1
  }
  return out
}

function signName(sign: string): string {
  if (sign === '\u0000') return 'a NUL character'
  if (/[\r\n]/.test(sign)) return 'a line end'
  return `the sign ${sign}`
}

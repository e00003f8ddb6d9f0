import { z } from 'zod'
import { guestCommandSchema, guestRunOptionsSchema } from './command.ts'
import { guestRunStateSchema } from './guest.ts'
import { parameterName, systemParameters } from './marks.ts'

/**
 * Saved commands and what was run before, as a browser keeps them and as files carry them. None of it holds credentials:
 * what a schema does not name is dropped when it is read.
 */

const libraryFormat = 'gantry-guest-commands'
const libraryVersion = 1
const mostCommands = 1_000

export const savedParameterSchema = z.object({
  name: z
    .string()
    .regex(parameterName, 'A letter, then letters, digits and underscores; at most 40.')
    .refine((name) => !systemParameters.some((one) => one === name), 'Gantry itself gives this value.'),
  /** What is asked for, e.g. `Directory to look into`. */
  label: z.string().trim().max(120, 'At most 120 characters.').optional(),
  /** Absent in secret ones. */
  value: z.string().max(4_096, 'At most 4,096 characters.').optional(),
  /** Typed anew each time: never saved, exported or kept in the history. */
  secret: z.boolean().optional(),
})
export type SavedParameter = z.infer<typeof savedParameterSchema>

export const savedCommandSchema = z
  .object({
    id: z.uuid('Not an id.'),
    name: z.string().trim().min(1, 'Enter a name.').max(120, 'At most 120 characters.'),
    description: z.string().trim().max(1_000, 'At most 1,000 characters.').optional(),
    command: guestCommandSchema,
    parameters: z.array(savedParameterSchema).max(50, 'At most 50 parameters.'),
    options: guestRunOptionsSchema,
    /** Epoch ms. */
    changedAt: z.number(),
  })
  .check(({ value, issues }) => {
    const seen = new Set<string>()
    for (const [index, { name, secret, value: given }] of value.parameters.entries()) {
      const issue = (field: string, message: string) =>
        issues.push({ code: 'custom', input: value, path: ['parameters', index, field], message })
      if (seen.has(name)) issue('name', `There is a parameter {${name}} already.`)
      if (secret === true && given !== undefined) issue('value', 'A secret value is not saved.')
      seen.add(name)
    }
  })
export type SavedCommand = z.infer<typeof savedCommandSchema>

/** The file that holds these commands; values of secret parameters are left out. */
export function exportedLibrary(commands: readonly SavedCommand[]): string {
  const file = {
    format: libraryFormat,
    version: libraryVersion,
    commands: commands.map((command) => ({
      ...savedCommandSchema.parse({ ...command, parameters: command.parameters.map(withoutSecret) }),
    })),
  }
  return `${JSON.stringify(file, undefined, 2)}\n`
}

function withoutSecret({ value, ...rest }: SavedParameter): SavedParameter {
  return rest.secret === true || value === undefined ? rest : { ...rest, value }
}

export interface LibraryProblem {
  /** E.g. `commands[2].command.path`; empty for the file as a whole. */
  at: string
  message: string
}

export interface ImportedLibrary {
  /** Those that can be used; one with a problem is left out. */
  commands: SavedCommand[]
  problems: LibraryProblem[]
}

/** Reads a file. A command whose id is in `known` gets an id of its own, so that nothing is overwritten. */
export function importedLibrary(text: string, known: ReadonlySet<string> = new Set()): ImportedLibrary {
  const whole = (message: string): ImportedLibrary => ({ commands: [], problems: [{ at: '', message }] })
  let file: unknown
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return whole(`This is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const head = z.object({ format: z.literal(libraryFormat), version: z.number() }).safeParse(file)
  if (!head.success) return whole('This file holds no saved commands of Gantry.')
  if (head.data.version !== libraryVersion)
    return whole(`This file has version ${head.data.version}; this Gantry reads version ${libraryVersion}.`)
  const body = z.object({ commands: z.array(z.unknown()).max(mostCommands) }).safeParse(file)
  if (!body.success) return whole(`"commands" must be a list of at most ${mostCommands} commands.`)
  const commands: SavedCommand[] = []
  const problems: LibraryProblem[] = []
  const taken = new Set(known)
  for (const [index, one] of body.data.commands.entries()) {
    const read = savedCommandSchema.safeParse(one)
    if (!read.success) {
      for (const { path, message } of read.error.issues)
        problems.push({ at: placeOf(['commands', index, ...path]), message })
      continue
    }
    const command = taken.has(read.data.id) ? { ...read.data, id: crypto.randomUUID() } : read.data
    taken.add(command.id)
    commands.push(command)
  }
  return { commands, problems }
}

function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .slice(1)
}

/** One guest of a run that is over. */
export const historyGuestSchema = z.object({
  /** Of the run, while the server still knows it. */
  run: z.uuid(),
  system: z.string(),
  vm: z.object({ id: z.string(), name: z.string() }),
  state: guestRunStateSchema,
  pid: z.number().optional(),
  exitCode: z.number().optional(),
  startedAt: z.number(),
  endedAt: z.number().optional(),
  note: z.string().optional(),
  /** What it wrote, where the admin wants that kept; the beginning of it. */
  stdout: z.string().optional(),
  stderr: z.string().optional(),
})
export type HistoryGuest = z.infer<typeof historyGuestSchema>

/** A command that was run before: as it was typed, with the values of its parameters, without credentials. */
export const historyEntrySchema = z.object({
  version: z.literal(1),
  /** The batch. */
  id: z.uuid(),
  startedAt: z.number(),
  /** Of the saved command, where it was one. */
  name: z.string().optional(),
  command: guestCommandSchema,
  /** By name; those of secret parameters are not kept. */
  values: z.record(z.string(), z.string()),
  options: guestRunOptionsSchema,
  guests: z.array(historyGuestSchema),
})
export type HistoryEntry = z.infer<typeof historyEntrySchema>

/** Values as the history keeps them. */
export function keptValues(
  values: Readonly<Record<string, string>>,
  parameters: readonly SavedParameter[],
): Record<string, string> {
  const secret = new Set(parameters.filter((one) => one.secret === true).map(({ name }) => name))
  return Object.fromEntries(Object.entries(values).filter(([name]) => !secret.has(name)))
}

import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import {
  type GuestCommand,
  type GuestRunOptions,
  type GuestShell,
  guestCommandSchema,
  guestRunOptionsSchema,
} from '../../../../contract/guest/command.ts'
import type { SavedParameter } from '../../../../contract/guest/library.ts'
import { isSystemParameter } from '../../../../contract/guest/marks.ts'
import { parametersOf } from '../../../../contract/guest/parameters.ts'

/** A command as it is being typed. It may hold secrets, so it lives in the memory of the page alone. */
export interface CommandDraft {
  kind: GuestCommand['kind']
  path: string
  arguments: string
  shell: GuestShell
  text: string
  workingDirectory: string
  /** `undefined`: what the guest gives by default. */
  environment: { name: string; value: string }[] | undefined
  startMinimized: boolean
  /** Of those that the command names and Gantry does not give. */
  parameters: SavedParameter[]
  capture: boolean
  /** KB; the empty text while it is being typed. */
  keepKb: number | ''
  /** Seconds; the empty text: never. */
  limitSeconds: number | ''
}

const blank: CommandDraft = {
  kind: 'program',
  path: '',
  arguments: '',
  shell: 'sh',
  text: '',
  workingDirectory: '',
  environment: undefined,
  startMinimized: false,
  parameters: [],
  capture: true,
  keepKb: 1024,
  limitSeconds: 600,
}

const store = createStore<{ draft: CommandDraft }>(() => ({ draft: blank }))

export function useCommandDraft(): CommandDraft {
  return useStore(store, ({ draft }) => draft)
}

export function currentCommandDraft(): CommandDraft {
  return store.getState().draft
}

export function editCommandDraft(change: Partial<CommandDraft>): void {
  store.setState({ draft: { ...store.getState().draft, ...change } })
}

/** What a draft, a saved command and a run of the history have in common. */
export interface WholeCommand {
  command: GuestCommand
  parameters: SavedParameter[]
  options: GuestRunOptions
}

/** Puts a saved command, or one that ran, into the form in place of what it holds. */
export function loadCommand({ command, parameters, options }: WholeCommand): void {
  const { workingDirectory, environment, startMinimized } = command
  store.setState({
    draft: {
      ...blank,
      ...(command.kind === 'program'
        ? { kind: 'program', path: command.path, arguments: command.arguments }
        : { kind: 'script', shell: command.shell, text: command.text }),
      workingDirectory: workingDirectory ?? '',
      environment: environment?.map((one) => ({ ...one })),
      startMinimized: startMinimized ?? false,
      parameters: parameters.map((one) => ({ ...one })),
      capture: options.capture,
      keepKb: Math.max(1, Math.round(options.keepBytes / 1024)),
      limitSeconds: options.limitSeconds ?? '',
    },
  })
}

/** The draft as it would be saved, checked by nobody yet. */
export function wholeCommandOf(draft: CommandDraft): WholeCommand {
  const command = rawCommand(draft)
  const named = parametersOf(command).filter((name) => !isSystemParameter(name))
  return {
    command,
    parameters: named.map((name) => draft.parameters.find((one) => one.name === name) ?? { name }),
    options: {
      capture: draft.capture,
      keepBytes: (draft.keepKb === '' ? 0 : draft.keepKb) * 1024,
      ...(draft.limitSeconds === '' ? {} : { limitSeconds: draft.limitSeconds }),
    },
  }
}

function rawCommand(draft: CommandDraft): GuestCommand {
  const directory = draft.workingDirectory.trim()
  const surroundings = {
    ...(directory === '' ? {} : { workingDirectory: directory }),
    ...(draft.environment === undefined ? {} : { environment: draft.environment }),
    ...(draft.startMinimized ? { startMinimized: true } : {}),
  }
  return draft.kind === 'program'
    ? { kind: 'program', path: draft.path.trim(), arguments: draft.arguments, ...surroundings }
    : { kind: 'script', shell: draft.shell, text: draft.text, ...surroundings }
}

/** What is wrong with a draft, by field: `path`, `text`, `environment.0.name`, `keepBytes`, `parameters.dir` … */
export function problemsOf(draft: CommandDraft): ReadonlyMap<string, string> {
  const problems = new Map<string, string>()
  const { command, parameters, options } = wholeCommandOf(draft)
  for (const read of [guestCommandSchema.safeParse(command), guestRunOptionsSchema.safeParse(options)]) {
    for (const { path, message } of read.error?.issues ?? []) {
      const field = path.join('.')
      if (!problems.has(field)) problems.set(field, message)
    }
  }
  for (const { name, value } of parameters) {
    if (value === undefined) problems.set(`parameters.${name}`, `Enter a value for {${name}}.`)
  }
  return problems
}

/** A command in a line, for lists. Holds what was typed, never the values of its parameters. */
export function commandTitle(command: GuestCommand): string {
  const text = command.kind === 'program' ? `${command.path} ${command.arguments}`.trim() : command.text
  const line = text.trim().split('\n', 1)[0]?.trim() ?? ''
  const more = text.trim().includes('\n') || line.length > 80
  return `${command.kind === 'script' ? `${command.shell}: ` : ''}${line.slice(0, 80)}${more ? '…' : ''}`
}

import { expect, test } from 'vitest'
import {
  exportedLibrary,
  historyEntrySchema,
  importedLibrary,
  keptValues,
  type SavedCommand,
} from './library.ts'

const command: SavedCommand = {
  id: '11111111-1111-4111-8111-111111111111',
  name: 'Disk space',
  description: 'Of one directory.',
  command: { kind: 'script', shell: 'sh', text: 'df -h {directory}; login {token}' },
  parameters: [
    { name: 'directory', label: 'Directory', value: '/var' },
    { name: 'token', secret: true },
  ],
  options: { capture: true, keepBytes: 1_048_576, limitSeconds: 60 },
  changedAt: 1_767_571_200_000,
}

const file = (...commands: unknown[]) =>
  JSON.stringify({ format: 'gantry-guest-commands', version: 1, commands })

test('what was exported is what is imported', () => {
  expect(importedLibrary(exportedLibrary([command]))).toEqual({ commands: [command], problems: [] })
})

test('secret values and credentials are in no file', () => {
  const [directory] = command.parameters
  const leaking = {
    ...command,
    auth: { type: 'password', userName: 'root', password: 'hunter2' },
    parameters: [directory ?? { name: 'x' }, { name: 'token', secret: true, value: 'hunter2' }],
  }
  expect(exportedLibrary([leaking])).not.toContain('hunter2')
  const { commands } = importedLibrary(file({ ...leaking, parameters: [] }))
  expect(JSON.stringify(commands)).not.toContain('hunter2')
  expect(keptValues({ directory: '/var', token: 'hunter2' }, command.parameters)).toEqual({
    directory: '/var',
  })
})

test('an id that is there already gets another, twice in one file too', () => {
  const { commands } = importedLibrary(file(command, command), new Set([command.id]))
  expect(new Set([command.id, ...commands.map(({ id }) => id)]).size).toBe(3)
})

test.each([
  ['{', [['', 'This is no JSON']]],
  ['[]', [['', 'no saved commands of Gantry']]],
  ['{"format":"gantry-guest-commands","version":2,"commands":[]}', [['', 'version 2']]],
  ['{"format":"gantry-guest-commands","version":1}', [['', 'must be a list']]],
  [file({ ...command, name: ' ' }), [['commands[0].name', 'Enter a name.']]],
  [
    file(command, { ...command, command: { ...command.command, text: '' } }),
    [['commands[1].command.text', 'Enter a script.']],
  ],
  [
    file({ ...command, parameters: [{ name: 'x' }, { name: 'x' }, { name: 'name' }, { name: '$(id)' }] }),
    [
      ['commands[0].parameters[2].name', 'Gantry itself'],
      ['commands[0].parameters[3].name', 'A letter'],
      ['commands[0].parameters[1].name', 'already'],
    ],
  ],
  [
    file({ ...command, parameters: [{ name: 'x' }, { name: 'x', secret: true, value: 'v' }] }),
    [
      ['commands[0].parameters[1].name', 'already'],
      ['commands[0].parameters[1].value', 'not saved'],
    ],
  ],
  [
    file({ ...command, options: { capture: true, keepBytes: 1 } }),
    [['commands[0].options.keepBytes', 'At least 1 KB.']],
  ],
])('%s', (text, expected) => {
  const { problems } = importedLibrary(text)
  expect(problems.map(({ at }) => at)).toEqual(expected.map(([at]) => at))
  for (const [index, [, words]] of expected.entries()) expect(problems[index]?.message).toContain(words)
})

test('the history keeps no credentials', () => {
  const entry = {
    version: 1,
    id: command.id,
    startedAt: 1,
    command: command.command,
    values: { directory: '/var' },
    options: command.options,
    guests: [
      {
        run: command.id,
        system: 'vc',
        vm: { id: 'vm-1', name: 'web' },
        state: 'done',
        exitCode: 0,
        startedAt: 1,
        password: 'hunter2',
      },
    ],
    auth: { password: 'hunter2' },
  }
  expect(JSON.stringify(historyEntrySchema.parse(entry))).not.toContain('hunter2')
})

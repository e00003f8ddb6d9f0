import { expect, test } from 'vitest'
import type { GuestCommand } from '../../contract/guest/command.ts'
import { filledCommand } from '../../contract/guest/parameters.ts'
import { scriptFileOf, wrapped } from '../../contract/guest/wrap.ts'
import { accountsOf } from '../../simulators/vcenter/guest/accounts.ts'
import { GuestMachine } from '../../simulators/vcenter/guest/guest-machine.ts'
import { Timers } from '../../simulators/vcenter/model/timers.ts'

/** What simulated guests run is what was typed: `show-arguments` shows what reached it. */
function ran(command: GuestCommand, family: 'linux' | 'windows', v: string): string[] {
  const accounts = accountsOf(family, 0)
  const [admin] = accounts
  if (admin === undefined) throw new Error('no account')
  const machine = new GuestMachine({
    family,
    hostName: 'web-01',
    ips: [],
    osName: 'Some OS',
    accounts,
    timers: new Timers(1_000_000),
  })
  const filled = filledCommand(command, { v }, family)
  if (!('command' in filled)) throw new Error(filled.problems[0]?.message)
  const directory = family === 'windows' ? 'C:\\Temp\\' : '/tmp/'
  const script = scriptFileOf(filled.command)
  const scriptPath = script === undefined ? undefined : `${directory}run${script.suffix}`
  if (script !== undefined && scriptPath !== undefined)
    machine.files.write(scriptPath, new TextEncoder().encode(script.text), admin.name)
  const files = { stdout: `${directory}o`, stderr: `${directory}e` }
  const started = wrapped(filled.command, family, files, scriptPath)
  machine.start(admin, { ...started, workingDirectory: undefined, environment: undefined })
  const text = new TextDecoder().decode(machine.files.read(files.stdout))
  const errors = new TextDecoder().decode(machine.files.read(files.stderr))
  if (errors !== '') throw new Error(errors)
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => String(JSON.parse(line.replace(/^\d+: /, ''))))
}

const values = [
  'web-01',
  'two words',
  "it's",
  '$HOME $(whoami) `whoami`',
  '%USERNAME%',
  'a & hostname',
  '&& hostname',
  '| cat > x',
  '(^)',
  '-n',
  'grün €',
  '; exit 9',
  'ends\\',
]
const quotes = ['say "hi"', '"; hostname; "', "'\"'"]

const script = (shell: 'bash' | 'sh' | 'powershell' | 'cmd', text: string): GuestCommand => ({
  kind: 'script',
  shell,
  text,
})
const program = (path: string, args: string): GuestCommand => ({ kind: 'program', path, arguments: args })

test.each([...values, ...quotes])('Linux: %s', (v) => {
  for (const text of [
    `show-arguments {v} 'a {v}' "b {v}"`,
    `x={v}; show-arguments "$x" 'a {v}' "b {v}" # {v}`,
  ])
    for (const shell of ['sh', 'bash'] as const)
      expect(ran(script(shell, text), 'linux', v)).toEqual([v, `a ${v}`, `b ${v}`])
  const args = `{v} 'a {v}' "b {v}"`
  expect(ran(program('/usr/bin/show-arguments', args), 'linux', v)).toEqual([v, `a ${v}`, `b ${v}`])
})

test.each([...values, ...quotes])('Windows: %s', (v) => {
  const path = 'C:\\Windows\\System32\\show-arguments.exe'
  expect(ran(program(path, '{v} "a {v}" end'), 'windows', v)).toEqual([v, `a ${v}`, 'end'])
  expect(ran(script('powershell', `show-arguments {v} 'a {v}' "b {v}"`), 'windows', v)).toEqual([
    v,
    `a ${v}`,
    `b ${v}`,
  ])
})

test.each(values.filter((v) => !/[%"]|\\$/.test(v)))('cmd: %s', (v) => {
  expect(ran(script('cmd', '@echo off\r\nshow-arguments "{v}" "a {v}"'), 'windows', v)).toEqual([v, `a ${v}`])
})

test('typed arguments reach a Windows program as they are', () => {
  const path = 'C:\\Windows\\System32\\show-arguments.exe'
  expect(ran(program(path, 'a&hostname %USERNAME% ^ "b|c" > x'), 'windows', '')).toEqual([
    'a&hostname',
    '%USERNAME%',
    '^',
    'b|c',
    '>',
    'x',
  ])
})

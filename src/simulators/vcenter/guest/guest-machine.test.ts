import { expect, test } from 'vitest'
import { Timers } from '../model/timers.ts'
import { accountsOf } from './accounts.ts'
import { GuestMachine } from './guest-machine.ts'

function guest(family: 'linux' | 'windows') {
  const timers = new Timers(1_000_000)
  const accounts = accountsOf(family, 0)
  const machine = new GuestMachine({
    family,
    hostName: 'web-01',
    ips: ['192.0.2.5'],
    osName: 'Some OS',
    accounts,
    timers,
  })
  const [admin] = accounts
  if (admin === undefined) throw new Error('no account')
  const textOf = (path: string) => new TextDecoder().decode(machine.files.read(path))
  const run = (path: string, args: string, env?: Map<string, string>) => {
    const pid = machine.start(admin, { path, arguments: args, workingDirectory: undefined, environment: env })
    return machine.list([pid])[0]
  }
  return { machine, timers, admin, textOf, run }
}

const sh = (script: string) => `-c '${script.replaceAll("'", `'\\''`)}'`

test.each([
  ['echo hello', 'hello\n', 0],
  ['echo \'a  b\' "c  $USER" d\\ e', 'a  b c  root d e\n', 0],
  ['echo "$(echo inner)" `echo old`', 'inner old\n', 0],
  ['false || echo no; true && echo yes', 'no\nyes\n', 0],
  ['echo one | cat; exit 3', 'one\n', 3],
  ['X=5; echo "$X" $?', '5 0\n', 0],
  ['echo a; echo b >&2', 'a\n', 0],
  ['hostname; whoami; cat /etc/hostname', 'web-01\nroot\nweb-01\n', 0],
  ['echo # nothing', '\n', 0],
  ['show-arguments "a b" \'$x\' é', '1: "a b"\n2: "$x"\n3: "é"\n', 0],
  ['nothing-like-this', '', 127],
])('sh: %s', (script, expected, code) => {
  const { run, textOf } = guest('linux')
  const process = run('/bin/sh', `${sh(script)} > /tmp/out 2> /tmp/err`)
  expect({ text: textOf('/tmp/out'), code: process?.exitCode }).toEqual({ text: expected, code })
})

test.each([
  ['echo hello', 'hello\r\n', 0],
  ['echo %USERNAME%& exit 4', 'Administrator\r\n', 4],
  ['type C:\\Temp\\readme.txt', 'This is web-01.\r\n', 0],
  ['show-arguments "a b" c', '1: "a b"\r\n2: "c"\r\n', 0],
  ['whoami && hostname', 'web-01\\administrator\r\nweb-01\r\n', 0],
  ['nothing', '', 9009],
])('cmd: %s', (line, expected, code) => {
  const { run, textOf } = guest('windows')
  const process = run(
    'C:\\Windows\\System32\\cmd.exe',
    `/d /s /c "cmd.exe /c ${line.includes('&') ? `"${line}"` : line} > "C:\\Temp\\out" 2> "C:\\Temp\\err""`,
  )
  expect({ text: textOf('C:\\Temp\\out'), code: process?.exitCode }).toEqual({ text: expected, code })
})

test('PowerShell takes encoded scripts', () => {
  const { run, textOf } = guest('windows')
  const script = `$n = 'it''s $n'\nWrite-Output "$n on $env:COMPUTERNAME"; exit 7 # done`
  const encoded = Buffer.from(script, 'utf16le').toString('base64')
  const process = run(
    'C:\\Windows\\System32\\cmd.exe',
    `/d /s /c "powershell.exe -NonInteractive -EncodedCommand ${encoded} > "C:\\Temp\\out""`,
  )
  expect(textOf('C:\\Temp\\out')).toBe("it's $n on WEB-01\r\n")
  expect(process?.exitCode).toBe(7)
})

test('a program takes its time, writes as it goes, and is forgotten five minutes after its end', () => {
  const { machine, timers, run, textOf } = guest('linux')
  const process = run('/bin/bash', `${sh('echo one; sleep 10; echo two; exit 2')} > /tmp/out`)
  expect(process?.endedAt).toBeUndefined()
  expect(textOf('/tmp/out')).toBe('one\n')
  timers.advance(10_000)
  expect(textOf('/tmp/out')).toBe('one\ntwo\n')
  expect(process?.exitCode).toBe(2)
  timers.advance(301_000)
  expect(machine.list([process?.pid ?? 0])).toEqual([])
})

test('what is killed writes no more', () => {
  const { machine, timers, admin, run, textOf } = guest('linux')
  const process = run('/usr/bin/noisy', '10 > /tmp/out 2>&1')
  timers.advance(2_500)
  machine.kill(process?.pid ?? 0, admin)
  timers.advance(20_000)
  expect(textOf('/tmp/out').split('\n')).toHaveLength(4)
  expect(process?.exitCode).toBe(143)
})

test('the environment that is given is the complete set', () => {
  const { run, textOf } = guest('linux')
  run('/usr/bin/env', '> /tmp/out', new Map([['ONLY', 'this']]))
  expect(textOf('/tmp/out')).toBe('ONLY=this\n')
})

test('programs that are not there, or not programs, do not start', () => {
  const { run } = guest('linux')
  expect(() => run('/usr/bin/missing', '')).toThrow('was not found')
  expect(() => run('/etc', '')).toThrow('not a file')
  expect(() => run('/etc/hosts', '')).toThrow('Unable to access')
})

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shells write their variables so.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GuestCommand } from './command.ts'
import { filledCommand } from './parameters.ts'
import { wrapped } from './wrap.ts'

/** Real shells of this machine run what the parameters are put into. */
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gantry-shell-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const hostile = [
  'web-01',
  '',
  'two words',
  "it's",
  'say "hi"',
  '$HOME',
  '$(touch hit)',
  '`touch hit`',
  '${IFS}',
  '100%',
  '%s%n',
  'line\nbreak',
  "line\n'; touch hit; '",
  'back\\slash',
  'ends\\',
  '-rf',
  '--help',
  '; touch hit',
  '&& touch hit',
  '| touch hit',
  '> hit',
  '*',
  '~',
  '#no',
  '{a,b}',
  '!!',
  '\t',
  'grün-€-😀',
  "'\"'\"'",
  '")"; touch hit; ("',
  'EOF',
  'x\nEOF\ntouch hit',
  'a[$(touch hit)]',
]

const shells = ['/bin/sh', '/bin/bash'].filter((path) => existsSync(path))

function run(shell: string, args: string[]) {
  const { stdout, stderr, status } = spawnSync(shell, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', HOME: '/home/x' },
  })
  return { stdout, stderr, status }
}

const script = (text: string): GuestCommand => ({ kind: 'script', shell: 'bash', text })
const program = (path: string, args: string): GuestCommand => ({ kind: 'program', path, arguments: args })

/** Scripts, and what they print when the value arrives as it is. */
const places: [string, (value: string) => string][] = [
  [`printf '%s|' {v} end`, (v) => `${v}|end|`],
  [`printf '%s|' a{v}b`, (v) => `a${v}b|`],
  [`printf '%s|' {v}{v}`, (v) => `${v}${v}|`],
  [`printf '%s|' 'a {v} b'`, (v) => `a ${v} b|`],
  [`printf '%s|' "a {v} b"`, (v) => `a ${v} b|`],
  [`printf '%s|' "it's {v}" 'say "{v}"'`, (v) => `it's ${v}|say "${v}"|`],
  [`x={v}; printf '%s|' "$x"`, (v) => `${v}|`],
  [`printf '%s|' "$(printf '%s|' {v})"`, (v) => `${v}||`],
  [`printf '%s|' "$(printf '%s|' "{v}")"`, (v) => `${v}||`],
  ["printf '%s|' \"`printf '%s|' {v}`\"", (v) => `${v}||`],
  ['printf \'%s|\' "`printf \'%s|\' "{v}"`"', (v) => `${v}||`],
  [`cat <<EOF\na {v} b\nEOF\nprintf end`, (v) => `a ${v} b\nend`],
  [`cat <<-EOF\n\ta {v} b\n\tEOF\nprintf '%s' {v}`, (v) => `a ${v} b\n${v}`],
  [`printf x # about {v} 'and\nprintf '%s|' {v}`, (v) => `x${v}|`],
  [`if [ {v} = "" ]; then printf empty; else printf '%s|' {v}; fi`, (v) => (v === '' ? 'empty' : `${v}|`)],
  [`for one in {v} b; do printf '%s|' "$one"; done`, (v) => `${v}|b|`],
  [`case {v} in nothing) ;; *) printf '%s|' {v} ;; esac`, (v) => `${v}|`],
  [`f() { printf '%s|' "$1"; }; f {v}`, (v) => `${v}|`],
  [`printf '%s|' {v} | cat`, (v) => `${v}|`],
  [`printf '%s|' {v} 2>&1 >/dev/null; printf '%s|' 1>&2 {v}; printf '%s' {v}`, (v) => v],
  [`printf '%s|' '{{v}}' "{{v}}" {{v}}`, () => '{v}|{v}|{v}|'],
  [`sh -c 'printf "%s|" "$1"' sh {v}`, (v) => `${v}|`],
  [`HOME=/h; printf '%s|' "\${HOME}" {v}`, (v) => `/h|${v}|`],
]

describe.each(shells)('%s', (shell) => {
  test.each(places)('%s', (text, expected) => {
    for (const v of hostile) {
      const filled = filledCommand(script(text), { v }, 'linux')
      if (!('command' in filled) || filled.command.kind !== 'script')
        throw new Error(JSON.stringify({ v, filled }))
      const { stdout, stderr } = run(shell, ['-c', filled.command.text])
      expect({ v, stdout, stderr: stderr.replaceAll(/./gs, text.includes('1>&2') ? '' : '$&') }).toEqual({
        v,
        stdout: expected(v),
        stderr: '',
      })
    }
    expect(existsSync(join(folder, 'hit'))).toBe(false)
  })

  test('arguments of a program arrive as they are', () => {
    for (const [args, expected] of [
      [`'%s|' {v} end`, (v: string) => `${v}|end|`],
      [`'%s|' 'a {v} b'`, (v: string) => `a ${v} b|`],
      [`"%s|" "a {v} b" x{v}`, (v: string) => `a ${v} b|x${v}|`],
      [`"%s|" "it's {v}" | cat`, (v: string) => `it's ${v}|`],
    ] as const) {
      for (const v of hostile) {
        const filled = filledCommand(program('/usr/bin/printf', args), { v }, 'linux')
        if (!('command' in filled) || filled.command.kind !== 'program')
          throw new Error(JSON.stringify(filled))
        const files = { stdout: join(folder, 'o'), stderr: join(folder, 'e') }
        const { path, arguments: all } = wrapped(filled.command, 'linux', files, undefined)
        // As the tools do.
        run(shell, ['-c', `"${path}" ${all}`])
        expect(run('/bin/cat', [files.stdout]).stdout).toBe(expected(v))
      }
    }
  })

  test('a script is handed over as it was typed', () => {
    for (const text of [
      '-x',
      '+e',
      `echo 'a' "b" \\$c`,
      'echo a\r\necho b',
      "printf '%s' '\n'",
      'echo {x,y} ${HOME} {print}',
    ]) {
      const { path, arguments: args } = wrapped(
        { kind: 'script', shell: 'sh', text },
        'linux',
        undefined,
        undefined,
      )
      const direct = run('/bin/sh', ['-c', '--', text.replaceAll('\r\n', '\n')])
      expect(run(shell, ['-c', `"${path}" ${args}`]).stdout).toBe(direct.stdout)
    }
  })

  test('whatever a script looks like, a value never runs', () => {
    const fragments = [
      "'",
      '"',
      '`',
      '$(',
      ')',
      '$((',
      '))',
      '((',
      '\\',
      '\n',
      ' ',
      ';',
      '&&',
      '|',
      '#',
      '{v}',
      ' {v} ',
      '"{v}"',
      "'{v}'",
      'echo ',
      'printf %s ',
      '<<EOF\n',
      "<<'EOF'\n",
      '\nEOF\n',
      '<<<',
      '${x:-',
      '}',
      "$'",
      '$"',
      '[[ ',
      ' ]]',
      ' -eq 1 ',
      'case x in x) ',
      ';; esac',
      'if true; then ',
      '; fi',
      'x[',
      ']=1',
      '=(',
      ' >/dev/null ',
      '2>&1',
      'eval ',
      'let ',
      'sh -c ',
      '$[',
      '!',
      '- ',
      ' -- ',
      'declare -i y=',
    ]
    const value = `'"\`touch hit\`$(touch hit)\ntouch hit\n;touch hit;)]} a[$(touch hit)] \\`
    let seed = shell.length * 7919
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return Math.floor((seed / 2_147_483_648) * below)
    }
    let ran = 0
    for (let round = 0; round < 4_000 && ran < 150; round += 1) {
      const text = Array.from({ length: 2 + random(10) }, () => fragments[random(fragments.length)]).join('')
      if (!text.includes('{v}')) continue
      const filled = filledCommand(script(text), { v: value }, 'linux')
      if (!('command' in filled) || filled.command.kind !== 'script') continue
      ran += 1
      run(shell, ['-c', filled.command.text])
      if (existsSync(join(folder, 'hit'))) throw new Error(`ran: ${JSON.stringify(text)}`)
    }
    expect(ran).toBe(150)
  }, 120_000)
})

const refusals: [string, Record<string, string>, string][] = [
  ['echo $(( {v} + 1 ))', { v: 'a[$(id)]' }, 'only a number'],
  ['(( {v} ))', { v: 'x' }, 'only a number'],
  ['echo ${x:-{v}}', { v: '$(id)' }, 'could become code'],
  ["echo $'{v}'", { v: "'" }, 'could become code'],
  ["cat <<'EOF'\n{v}\nEOF", { v: '$(id)' }, 'could become code'],
  ["cat <<'EOF'\n{v}\nEOF", { v: 'EOF' }, 'would end the here-document'],
  ['bash <<EOF\necho {v}\nEOF', { v: '$(id)' }, 'where bash reads it'],
  ['cat <<EOF | ssh host\necho {v}\nEOF', { v: ';id' }, 'where ssh reads it'],
  ["sh -c 'echo {v}'", { v: '$(id)' }, 'where sh reads it'],
  ['sudo -u app bash -lc "echo {v}"', { v: ';id' }, 'where bash reads it'],
  ['awk \'{print "{v}"}\' /etc/hosts', { v: '"; system("id")' }, 'where awk reads it'],
  ["sed -e 's/a/{v}/' x", { v: 'x/e;' }, 'where sed reads it'],
  ['eval echo {v}', { v: '$(id)' }, 'where eval reads it'],
  ['echo {v} | sudo bash', { v: '$(id)' }, 'where bash reads it'],
  ['[[ {v} -eq 1 ]]', { v: 'a[$(id)]' }, 'comparison of numbers'],
  ['a[{v}]=1', { v: '$(id)' }, 'index of an array'],
  ['echo "$(case x in x) echo {v};; esac)"', { v: '$(id)' }, '"case" in parentheses'],
  ['echo \\{v}', { v: 'x' }, 'backslash stands before'],
  ['{name} --force', { name: 'reboot' }, 'must not decide what runs'],
  ['cd /; sudo "{name}"', { name: 'reboot' }, 'must not decide what runs'],
  ['rm {name}', { name: '-rf' }, 'begins like an option'],
  ['echo {v}', { v: 'a\0b' }, 'NUL'],
  ['echo {v} {w}', { v: 'x' }, '{w} has no value'],
  ['echo {constructor}', {}, 'has no value'],
]

test.each(refusals)('%s is refused for %j: %s', (text, values, words) => {
  const { problems } = filledCommand(script(text), values, 'linux')
  expect(problems[0]).toMatchObject({ field: 'text' })
  expect(problems[0]?.message).toContain(words)
})

test.each([
  ["awk '{print $1}' {v}", 'a b'],
  ["sh -c 'echo {v}'", 'web-01'],
  ['rm -- {name}', '-rf'],
  ['echo $(( {v} + 1 ))', '41'],
  ['ssh host uptime {v}', 'web-01'],
  ["docker ps --format '{{.Names}}' {v}", 'x y'],
])('%s takes %j', (text, value) => {
  expect(filledCommand(script(text), { v: value, name: value }, 'linux').problems).toEqual([])
})

test.each([
  ["'open", 'not closed'],
  ['a # b', 'comment'],
  ['a \\', 'backslash'],
  ['a &', 'nothing would be captured'],
  ['a;', 'nothing would be captured'],
  ['<<EOF', 'here-document'],
])('arguments %j cannot be captured, and that is said', (args, words) => {
  const files = { stdout: '/tmp/o', stderr: '/tmp/e' }
  expect(() => wrapped(program('/bin/echo', args), 'linux', files, undefined)).toThrow(words)
  expect(wrapped(program('/bin/echo', args), 'linux', undefined, undefined).arguments).toBe(args)
})

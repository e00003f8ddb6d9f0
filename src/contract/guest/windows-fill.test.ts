// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shells write their variables so.
import { describe, expect, test } from 'vitest'
import type { GuestCommand, GuestShell } from './command.ts'
import { filledCommand } from './parameters.ts'
import { encodedCommand } from './quote.ts'
import { scriptFileOf, wrapped } from './wrap.ts'

/** The rules of Windows' parsers, written down again here, read what the parameters are put into. */

const hostile = [
  'web-01',
  '',
  'two words',
  "it's",
  'it\u2019s \u2018so\u201A',
  'say "hi"',
  'say \u201Chi\u201D',
  '$env:PATH',
  '$(calc)',
  '`calc',
  '%PATH%',
  '100%',
  '& del x',
  '&& del x',
  '| more',
  '> out',
  '< in',
  '^',
  'a^b',
  '!PATH!',
  '(x)',
  'back\\slash',
  'ends\\',
  'ends\\\\',
  '\\"quoted\\\\"',
  '-rf',
  '/q',
  "'; calc; '",
  '"; calc; "',
  '\t',
  'grün-€-😀',
  '#no',
  '@(1)',
  '{}',
]

/** `CommandLineToArgvW`, as its document says, for what follows the program. */
function argvOf(line: string): string[] {
  const words: string[] = []
  let word: string | undefined
  let quoted = false
  let slashes = 0
  for (const sign of line) {
    if (sign === '\\') {
      slashes += 1
      continue
    }
    if (sign === '"') {
      word = (word ?? '') + '\\'.repeat(Math.floor(slashes / 2))
      if (slashes % 2 === 1) word += '"'
      else quoted = !quoted
      slashes = 0
      continue
    }
    if (slashes > 0) word = (word ?? '') + '\\'.repeat(slashes)
    slashes = 0
    if (/[ \t]/.test(sign) && !quoted) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + sign
  }
  if (slashes > 0) word = (word ?? '') + '\\'.repeat(slashes)
  if (word !== undefined) words.push(word)
  return words
}

/** The one command of a line of `cmd /s /c`: variables, then carets and quotes, then redirections. Throws on a second one. */
function commandOf(args: string): { command: string; files: string[] } {
  const inside = /^\/d \/v:off \/s \/c "(.*)"$/s.exec(args)?.[1]
  if (inside === undefined) throw new Error(`not understood: ${args}`)
  const variables = new Map([['PATH', 'INJECTED" & calc & "']])
  const filled = inside.replaceAll(/%([^%]+)%/g, (whole, name: string) => variables.get(name) ?? whole)
  let command = ''
  let quoted = false
  const files: string[] = []
  for (let at = 0; at < filled.length; at += 1) {
    const sign = filled.charAt(at)
    if (sign === '\n') throw new Error('the line ends')
    if (sign === '^' && !quoted) {
      at += 1
      command += filled.charAt(at)
      continue
    }
    if (sign === '"') quoted = !quoted
    if (!quoted && /[&|()<]/.test(sign)) throw new Error(`cmd reads ${sign} in ${filled}`)
    const redirection = quoted ? null : /^2?> "([^"]*)"/.exec(filled.slice(at))
    if (redirection !== null) {
      files.push(redirection[1] ?? '')
      at += redirection[0].length - 1
    } else command += sign
  }
  return { command: command.trimEnd(), files }
}

const program = (args: string): Extract<GuestCommand, { kind: 'program' }> => ({
  kind: 'program',
  path: 'C:\\Program Files\\show.exe',
  arguments: args,
})
const script = (shell: GuestShell, text: string): GuestCommand => ({ kind: 'script', shell, text })
const files = { stdout: 'C:\\Temp\\gantry 1.out', stderr: 'C:\\Temp\\gantry 2.err' }

describe('arguments of a program', () => {
  test.each<[string, (value: string) => string[]]>([
    ['{v}', (v) => [v]],
    ['a {v} b', (v) => ['a', v, 'b']],
    ['"{v}"', (v) => [v]],
    ['"a {v} b" c', (v) => [`a ${v} b`, 'c']],
    ['/name={v} /path="C:\\dir\\{v}"', (v) => [`/name=${v}`, `/path=C:\\dir\\${v}`]],
    ['C:\\dir\\{v}\\ "C:\\my dir\\{v}\\\\" end', (v) => [`C:\\dir\\${v}\\`, `C:\\my dir\\${v}\\`, 'end']],
    ['say\\"{v}\\" "x\\"{v}"', (v) => [`say"${v}"`, `x"${v}`]],
    ['{{v}} "{{v}}"', () => ['{v}', '{v}']],
    ['{v}{v}', (v) => [v + v]],
  ])('%s', (text, expected) => {
    for (const v of hostile) {
      const filled = filledCommand(program(text), { v }, 'windows')
      if (!('command' in filled) || filled.command.kind !== 'program')
        throw new Error(JSON.stringify({ v, filled }))
      const plain = wrapped(filled.command, 'windows', undefined, undefined)
      expect({ v, argv: argvOf(plain.arguments) }).toEqual({ v, argv: expected(v) })
      const captured = wrapped(filled.command, 'windows', files, undefined)
      const { command, files: taken } = commandOf(captured.arguments)
      expect(taken).toEqual([files.stdout, files.stderr])
      expect(command).toBe(`"C:\\Program Files\\show.exe" ${plain.arguments}`.trimEnd())
    }
  })

  test.each([
    ['x {v}', { v: 'a\nb' }, 'line end'],
    ['x {v}', { v: 'a\0b' }, 'NUL'],
    ['x {name}', { name: '/delete' }, 'like an option'],
    ['"a""{v}"', { v: 'b"c' }, 'instead of ""'],
  ])('%s with %j is refused: %s', (text, values, words) => {
    expect(filledCommand(program(text), values, 'windows').problems[0]?.message).toContain(words)
  })

  test('a shell as the program takes plain values only', () => {
    const cmd = { ...program('/c echo {v}'), path: 'C:\\Windows\\System32\\cmd.exe' }
    expect(filledCommand(cmd, { v: 'a & calc' }, 'windows').problems[0]?.message).toContain(
      'where cmd reads it',
    )
    expect(filledCommand(cmd, { v: 'web-01' }, 'windows').problems).toEqual([])
  })

  test('typed arguments are the same with and without capture, whatever cmd would make of them', () => {
    for (const args of ['a & b', '"%PATH%" ^ %PATH%', 'x > y', '(a|b)', 'say \\"hi\\"', '!x!']) {
      const { arguments: line } = wrapped(program(args), 'windows', files, undefined)
      expect(commandOf(line).command).toBe(`"C:\\Program Files\\show.exe" ${args}`)
    }
    expect(() => wrapped(program('a\nb'), 'windows', files, undefined)).toThrow('line end')
    expect(() => wrapped(program('x'.repeat(9_000)), 'windows', files, undefined)).toThrow('characters long')
    expect(() =>
      wrapped({ ...program('x'), path: 'C:\\%PATH%\\x.exe' }, 'windows', files, undefined),
    ).toThrow('percent')
  })
})

/** What PowerShell makes of one string or bare word, with the variables that the script sets first. */
function psValues(text: string): string[] {
  const variables = new Map<string, string>()
  const single = /['\u2018-\u201B]/
  const double = /["\u201C-\u201E]/
  let at = 0
  const here = (): string | undefined => {
    const opening = /^@(['"])\n/.exec(text.slice(at))
    if (opening === null) return undefined
    at += opening[0].length
    const end = text.indexOf(`\n${opening[1]}@`, at - 1)
    const inner = text.slice(at, end)
    at = end + 3
    return opening[1] === '"' ? expanded(inner) : inner
  }
  const expanded = (inner: string) =>
    inner.replaceAll(
      /`(.)|\$\{(\w+)\}/gs,
      (_, sign: string | undefined, name: string) => sign ?? variables.get(name) ?? '',
    )
  const word = (): string => {
    let value = ''
    while (at < text.length && !/[\s;]/.test(text.charAt(at))) {
      const sign = text.charAt(at)
      if (single.test(sign) || double.test(sign)) {
        const kind = single.test(sign) ? single : double
        let inner = ''
        at += 1
        for (;;) {
          const one = text.charAt(at)
          if (one === '') throw new Error('a string is not closed')
          if (kind.test(one)) {
            if (!kind.test(text.charAt(at + 1))) break
            inner += one
            at += 2
          } else if (kind === double && one === '`') {
            inner += text.slice(at, at + 2)
            at += 2
          } else {
            inner += one
            at += 1
          }
        }
        at += 1
        value += kind === double ? expanded(inner) : inner
      } else if (sign === '$') {
        const name = /^\$\{?(\w+)\}?/.exec(text.slice(at))
        if (name?.[1] === undefined) throw new Error(`a dollar sign runs free in ${text}`)
        at += name[0].length
        value += variables.get(name[1]) ?? ''
      } else {
        if (/[`&|(){}<>@,]/.test(sign)) throw new Error(`${sign} runs free in ${text}`)
        value += sign
        at += 1
      }
    }
    return value
  }
  const given: string[] = []
  while (at < text.length) {
    if (/[\s;]/.test(text.charAt(at))) at += 1
    else if (text.charAt(at) === '#') at = Math.max(text.indexOf('\n', at), at + 1)
    else {
      const setting = /^\$(gantry_\w+) = /.exec(text.slice(at))
      if (setting?.[1] !== undefined) {
        at += setting[0].length
        variables.set(setting[1], word())
      } else given.push(here() ?? word())
    }
  }
  return given
}

describe('PowerShell', () => {
  test.each<[string, (value: string) => string[]]>([
    ['Show {v} end', (v) => ['Show', v, 'end']],
    ['Show a{v}b', (v) => ['Show', `a${v}b`]],
    ["Show 'a {v} b'", (v) => ['Show', `a ${v} b`]],
    ["Show 'it''s {v}'", (v) => ['Show', `it's ${v}`]],
    ['Show "a {v} b"', (v) => ['Show', `a ${v} b`]],
    ['Show "say ""{v}"""', (v) => ['Show', `say "${v}"`]],
    ["Show @'\na {v} b\n'@", (v) => ['Show', `a ${v} b`]],
    ['Show @"\na {v} b\n"@', (v) => ['Show', `a ${v} b`]],
    ["Show x # it's {v}\nShow {v}", (v) => ['Show', 'x', 'Show', v]],
    ['Show \'{{v}}\' "{{v}}"', () => ['Show', '{v}', '{v}']],
  ])('%s', (text, expected) => {
    for (const v of [...hostile, ...(text.includes("@'") ? [] : ['two\nlines', "x\n'@\ncalc"])]) {
      const filled = filledCommand(script('powershell', text), { v }, 'windows')
      if (!('command' in filled) || filled.command.kind !== 'script')
        throw new Error(JSON.stringify({ v, filled }))
      if (text.includes('{{')) expect(filled.command.text).not.toContain('gantry')
      else expect({ v, values: psValues(filled.command.text) }).toEqual({ v, values: expected(v) })
    }
  })

  test.each([
    ["Show @'\n{v}\n'@", { v: "a\n'@\ncalc" }, 'line end'],
    ['iex "echo {v}"', { v: '; calc' }, 'where iex reads it'],
    ['cmd.exe /c "echo {v}"', { v: '& calc' }, 'where cmd reads it'],
    ['icacls --% {v}', { v: '"x" y' }, 'where --% reads it'],
    ['& {name}', { name: 'calc' }, 'must not decide'],
    ['Show `{v}', { v: 'x' }, 'backtick stands before'],
    ['Show {v}', { v: '\0' }, 'NUL'],
  ])('%s with %j is refused: %s', (text, values, words) => {
    expect(filledCommand(script('powershell', text), values, 'windows').problems[0]?.message).toContain(words)
  })

  test('braces of its own stay, and a block of parameters stays first', () => {
    const own = 'if ($a) { Get-Process | % { ${env:X}; $_.Name } }}'
    expect(filledCommand(script('powershell', own), {}, 'windows')).toMatchObject({ command: { text: own } })
    const text = "param(\n $x = 'y'\n)\nShow {v}"
    expect(filledCommand(script('powershell', text), { v: 'a' }, 'windows')).toMatchObject({
      command: { text: `$gantry_v = 'a'\n& {\n${text.replace('{v}', '${gantry_v}')}\n}` },
    })
  })

  test('a script is encoded as it was typed', () => {
    const text = 'Write-Output \'ü€😀\'\r\n"$x"'
    expect(Buffer.from(encodedCommand(text), 'base64').toString('utf16le')).toBe(text)
    expect(scriptFileOf(script('powershell', text))).toBeUndefined()
    expect(scriptFileOf(script('powershell', 'x'.repeat(9_000)))?.text.startsWith('\uFEFFx')).toBe(true)
  })
})

describe('cmd', () => {
  /** Signs that stand for themselves between quotes of a batch file. */
  const carried = hostile.filter((value) => !/["%]|\\$/.test(value))

  test('between quotes a value stands as it is', () => {
    for (const v of carried) {
      const filled = filledCommand(script('cmd', 'show "a {v}" "{{v}}"\r\nshow "{v}"'), { v }, 'windows')
      expect(filled).toMatchObject({ command: { text: `show "a ${v}" "{v}"\r\nshow "${v}"` } })
    }
  })

  test.each([
    ['show "{v}"', { v: '%PATH%' }, 'percent sign'],
    ['show "{v}"', { v: 'a"b' }, 'a quote'],
    ['show "{v}"', { v: 'a\r\nb' }, 'line end'],
    ['show "{v}"', { v: 'ends\\' }, 'ends with a backslash'],
    ['show {v}', { v: 'two words' }, 'Write "{v}" in quotes'],
    ['show {v}', { v: 'a&calc' }, 'Write "{v}" in quotes'],
    ['show ^{v}', { v: 'x' }, 'caret stands before'],
    ['setlocal EnableDelayedExpansion\nshow "{v}"', { v: '!PATH!' }, 'exclamation mark'],
    ['call show "{v}"', { v: 'a^b' }, 'where call reads it'],
    ['for %%x in ("{v}") do show', { v: 'a;b' }, 'where for reads it'],
    ['powershell -c "{v}"', { v: '; calc' }, 'where powershell reads it'],
    ['{name} /x', { name: 'format' }, 'must not decide'],
    ['del {name}', { name: '/s' }, 'like an option'],
    ['show {v}> x', { v: '2' }, 'ends with a digit'],
  ])('%s with %j is refused: %s', (text, values, words) => {
    expect(filledCommand(script('cmd', text), values, 'windows').problems[0]?.message).toContain(words)
  })

  test('a batch file says when it is not ASCII', () => {
    expect(scriptFileOf(script('cmd', 'echo hi\ndir'))?.text).toBe('echo hi\r\ndir')
    expect(scriptFileOf(script('cmd', 'echo ü'))?.text).toBe('@chcp 65001 > nul\r\necho ü')
  })

  test('shells of the other family are refused', () => {
    expect(() => wrapped(script('bash', 'x'), 'windows', undefined, undefined)).toThrow('Windows guest')
    expect(() => wrapped(script('cmd', 'x'), 'linux', undefined, undefined)).toThrow('no Windows guest')
  })
})

describe('where no shell reads', () => {
  test('directories and variables take values as they are', () => {
    const command = {
      ...program('x'),
      workingDirectory: 'C:\\{v}',
      environment: [{ name: 'X', value: '{v} {{v}}' }],
    }
    expect(filledCommand(command, { v: '$(x) "%y%' }, 'windows')).toMatchObject({
      command: { workingDirectory: 'C:\\$(x) "%y%', environment: [{ name: 'X', value: '$(x) "%y% {v}' }] },
    })
    expect(
      filledCommand({ ...command, workingDirectory: '{v}' }, { v: 'a\0' }, 'windows').problems,
    ).toMatchObject([{ field: 'workingDirectory' }, { field: 'environment.0.value' }])
  })

  test.each([
    ['linux', '/opt/{v}', '$(id)'],
    ['linux', '/opt/{v}', '`id`'],
    ['windows', 'C:\\{v}.exe', '%PATH%'],
    ['windows', 'C:\\{v}.exe', 'a"b'],
  ] as const)('a path in %s takes no %s of %s', (family, path, v) => {
    expect(filledCommand({ ...program(''), path }, { v }, family).problems).toMatchObject([{ field: 'path' }])
  })
})

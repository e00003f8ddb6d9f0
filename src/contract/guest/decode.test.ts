import { expect, test } from 'vitest'
import { decodedOutput, outputEncodings } from './decode.ts'

const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'))
const big = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le').swap16())
const utf8 = (text: string) => new TextEncoder().encode(text)
const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts))

test.each([
  ['plain text', utf8('hello\n'), 'windows', 'utf-8', 'hello\n'],
  ['UTF-8 of Linux', utf8('grün €\n'), 'linux', 'utf-8', 'grün €\n'],
  ['UTF-8 with a mark', joined(Uint8Array.of(0xef, 0xbb, 0xbf), utf8('é')), 'windows', 'utf-8', 'é'],
  ['UTF-16 with a mark', utf16('\uFEFFgrün\r\n'), 'windows', 'utf-16le', 'grün\r\n'],
  ['UTF-16 with a mark, big end first', big('\uFEFFgrün'), 'windows', 'utf-16be', 'grün'],
  ['UTF-16 without a mark', utf16('Name  Größe\r\n'), 'windows', 'utf-16le', 'Name  Größe\r\n'],
  ['UTF-16 cut in the middle', utf16('abcd').subarray(0, 7), 'windows', 'utf-16le', 'abc'],
  ['an OEM code page', Uint8Array.of(0x67, 0x72, 0x81, 0x6e, 0x20, 0xe1), 'windows', 'cp850', 'grün ß'],
  ['Latin-1 of Linux', Uint8Array.of(0x67, 0x72, 0xfc, 0x6e), 'linux', 'windows-1252', 'grün'],
  ['nothing', new Uint8Array(0), 'windows', 'utf-8', ''],
] as const)('%s', (_what, bytes, family, encoding, text) => {
  expect(decodedOutput(bytes, family)).toMatchObject({ encoding, text })
})

test('how it was read is said', () => {
  expect(decodedOutput(utf16('\uFEFFa'), 'windows').why).toBe('UTF-16, as its byte order mark says')
  expect(decodedOutput(Uint8Array.of(0x81), 'windows').why).toBe(
    'Code page 850 (Western Europe), supposed: it is no UTF-8',
  )
  expect(decodedOutput(Uint8Array.of(0x81), 'windows', 'cp437').why).toContain('as chosen')
})

test.each([...'a€😀é'])('half of %s at the end is left out', (sign) => {
  const bytes = utf8(`abc${sign}`)
  for (let length = 3; length < bytes.length; length += 1)
    expect(decodedOutput(bytes.subarray(0, length), 'linux')).toMatchObject({
      encoding: 'utf-8',
      text: 'abc',
    })
})

test.each([
  ['cp437', [0x9b, 0xe1, 0xfe], '¢ß■'],
  ['cp850', [0x9b, 0xb5, 0xf0], 'øÁ\u00AD'],
  ['cp852', [0xa5, 0x88, 0xff], 'ął\u00A0'],
  ['ibm866', [0x8f, 0xe0, 0xa8], 'При'],
  ['shift_jis', [0x93, 0xfa, 0x96], '日'],
  ['gbk', [0xd6, 0xd0], '中'],
] as const)('%s as chosen', (encoding, bytes, text) => {
  expect(decodedOutput(Uint8Array.from(bytes), 'windows', encoding).text).toBe(text)
})

test('every encoding reads every byte', () => {
  const all = Uint8Array.from({ length: 256 }, (_, index) => index)
  for (const { id } of outputEncodings)
    expect(decodedOutput(all, 'windows', id).text.length).toBeGreaterThan(90)
})

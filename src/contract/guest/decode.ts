/** What programs in guests write, as text. Bytes in, text out, and how they were read said in words. */

import type { GuestFamily } from './guest.ts'

/** The upper halves of code pages that browsers do not know. Source: Unicode's mapping tables of them. */
const oemPages = {
  cp437:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0',
  cp850:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0',
  cp852:
    'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00AD˝˛ˇ˘§÷¸°¨˙űŘř■\u00A0',
} as const

/** What an output can be read as; `auto` looks at the bytes and at the family of the guest. */
export const outputEncodings = [
  { id: 'auto', label: 'Automatic' },
  { id: 'utf-8', label: 'UTF-8' },
  { id: 'utf-16le', label: 'UTF-16' },
  { id: 'utf-16be', label: 'UTF-16, big end first' },
  { id: 'cp437', label: 'Code page 437 (United States)' },
  { id: 'cp850', label: 'Code page 850 (Western Europe)' },
  { id: 'cp852', label: 'Code page 852 (Central Europe)' },
  { id: 'ibm866', label: 'Code page 866 (Cyrillic)' },
  { id: 'windows-1252', label: 'Windows-1252 (Western Europe)' },
  { id: 'shift_jis', label: 'Code page 932 (Japanese)' },
  { id: 'gbk', label: 'Code page 936 (Chinese, simplified)' },
  { id: 'euc-kr', label: 'Code page 949 (Korean)' },
  { id: 'big5', label: 'Code page 950 (Chinese, traditional)' },
] as const
export type OutputEncoding = (typeof outputEncodings)[number]['id']
export type KnownEncoding = Exclude<OutputEncoding, 'auto'>

export interface DecodedOutput {
  text: string
  encoding: KnownEncoding
  /** E.g. `UTF-16, as its byte order mark says`. */
  why: string
}

/**
 * Reads an output. Its end may be missing (cut off, or still growing): half a character there is left out. Bytes that an
 * encoding does not have become U+FFFD; nothing throws.
 */
export function decodedOutput(
  bytes: Uint8Array,
  family: GuestFamily | undefined,
  wanted: OutputEncoding = 'auto',
): DecodedOutput {
  const { encoding, why } =
    wanted === 'auto' ? guessed(bytes, family) : { encoding: wanted, why: 'as chosen' }
  const { label } = outputEncodings.find(({ id }) => id === encoding) ?? { label: encoding }
  return { text: textOf(bytes, encoding), encoding, why: `${label}, ${why}` }
}

function guessed(
  bytes: Uint8Array,
  family: GuestFamily | undefined,
): { encoding: KnownEncoding; why: string } {
  const marked = 'as its byte order mark says'
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', why: marked }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', why: marked }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', why: marked }
  const wide = wideness(bytes)
  if (wide !== undefined) return { encoding: wide, why: 'as its zero bytes show' }
  if (isUtf8(bytes)) return { encoding: 'utf-8', why: 'which its bytes fit' }
  // QUIRK(Windows): programs write into files what they would show in a console: in the OEM code page of the system.
  if (family === 'windows') return { encoding: 'cp850', why: 'supposed: it is no UTF-8' }
  return { encoding: 'windows-1252', why: 'supposed: it is no UTF-8' }
}

/** UTF-16 without a mark: text of any language has line ends and blanks, whose upper bytes are zero, all on one side. */
function wideness(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(bytes.length & ~1, 4_096)
  if (length < 4) return undefined
  let even = 0
  let odd = 0
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) even += 1
    if (bytes[at + 1] === 0) odd += 1
  }
  const pairs = length / 2
  if (odd > pairs * 0.3 && even === 0) return 'utf-16le'
  if (even > pairs * 0.3 && odd === 0) return 'utf-16be'
  return undefined
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(withoutHalf(bytes))
    return true
  } catch {
    return false
  }
}

/** Without the first bytes of a character of UTF-8 whose last ones are missing. */
function withoutHalf(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if ((byte & 0xc0) === 0x80) continue
    const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return wanted > back ? bytes.subarray(0, bytes.length - back) : bytes
  }
  return bytes
}

function textOf(bytes: Uint8Array, encoding: KnownEncoding): string {
  switch (encoding) {
    case 'cp437':
    case 'cp850':
    case 'cp852':
      return byTable(bytes, oemPages[encoding])
    case 'utf-8':
      return new TextDecoder(encoding).decode(withoutHalf(bytes))
    case 'utf-16le':
    case 'utf-16be':
      return new TextDecoder(encoding).decode(bytes.subarray(0, bytes.length & ~1))
    default:
      // While it streams a decoder keeps half a character back.
      return new TextDecoder(encoding).decode(bytes, { stream: true })
  }
}

function byTable(bytes: Uint8Array, upper: string): string {
  const parts: string[] = []
  for (let from = 0; from < bytes.length; from += 8_192) {
    let part = ''
    for (const byte of bytes.subarray(from, from + 8_192))
      part += byte < 0x80 ? String.fromCharCode(byte) : upper.charAt(byte - 0x80)
    parts.push(part)
  }
  return parts.join('')
}

import type { SearchValue } from './ast.ts'

export type TextTest = (lowerCase: string) => boolean

/**
 * A test of lower-case texts. Without `*` the text has to contain the value, or equal it under `whole`;
 * with `*` the pattern has to fit the whole text. No regular expression is built, so no pattern is slow:
 * the parts between the stars are sought one after the other.
 */
export function textTest(value: Pick<SearchValue, 'text' | 'quoted'>, whole: boolean): TextTest {
  const wanted = value.text.toLowerCase()
  if (value.quoted || !wanted.includes('*')) {
    return whole ? (text) => text === wanted : (text) => text.includes(wanted)
  }
  const parts = wanted.split('*')
  const first = parts[0] ?? ''
  const last = parts.at(-1) ?? ''
  const middle = parts.slice(1, -1).filter((part) => part !== '')
  const least = first.length + last.length
  return (text) => {
    if (text.length < least || !text.startsWith(first) || !text.endsWith(last)) return false
    let at = first.length
    for (const part of middle) {
      const found = text.indexOf(part, at)
      if (found < 0) return false
      at = found + part.length
    }
    return at <= text.length - last.length
  }
}

/** `10.1.0.0/16` as a test of IPv4 addresses; undefined when the text is no such network. */
export function networkTest(text: string): TextTest | undefined {
  const match = /^(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})\/(\d{1,2})$/.exec(text)
  const network = ipv4(match?.[1] ?? '')
  const bits = Number(match?.[2])
  if (network === undefined || bits > 32) return undefined
  const size = 2 ** (32 - bits)
  const block = Math.floor(network / size)
  return (address) => {
    const number = ipv4(address)
    return number !== undefined && Math.floor(number / size) === block
  }
}

function ipv4(text: string): number | undefined {
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  let number = 0
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return undefined
    number = number * 256 + Number(part)
  }
  return number
}

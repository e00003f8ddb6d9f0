/**
 * A key whose plain string order is the natural order of names: case is ignored and numbers count as
 * numbers, so `vm-2` comes before `vm-10`. Numbers of up to 99 digits keep their order.
 */
export function naturalKey(text: string): string {
  return text.toLowerCase().replace(/\d+/g, (digits) => {
    const number = digits.replace(/^0+(?=\d)/, '')
    return String(number.length).padStart(2, '0') + number
  })
}

const digit0 = 48
const digit9 = 57
const isDigit = (code: number) => code >= digit0 && code <= digit9
/** Without regard to case, within ASCII. */
const lower = (code: number) => (code >= 65 && code <= 90 ? code + 32 : code)

/**
 * Orders two names naturally: negative when `a` comes first. The order is that of `naturalKey`, found without
 * making keys, because tables compare names by the hundred thousand.
 */
export function compareNatural(a: string, b: string): number {
  if (a === b) return 0
  let left = 0
  let right = 0
  while (left < a.length && right < b.length) {
    const one = a.charCodeAt(left)
    const other = b.charCodeAt(right)
    if (one > 127 || other > 127) return compareKeys(a, b)
    if (isDigit(one) && isDigit(other)) {
      const leftEnd = endOfDigits(a, left)
      const rightEnd = endOfDigits(b, right)
      left = skipZeros(a, left, leftEnd)
      right = skipZeros(b, right, rightEnd)
      if (leftEnd - left !== rightEnd - right) return leftEnd - left - (rightEnd - right)
      for (; left < leftEnd; left += 1, right += 1) {
        const order = a.charCodeAt(left) - b.charCodeAt(right)
        if (order !== 0) return order
      }
    } else {
      const order = lower(one) - lower(other)
      if (order !== 0) return order
      left += 1
      right += 1
    }
  }
  // What is left of the one that goes on decides nothing: it is the longer one.
  return a.length - left - (b.length - right)
}

function compareKeys(a: string, b: string): number {
  const left = naturalKey(a)
  const right = naturalKey(b)
  return left < right ? -1 : left > right ? 1 : 0
}

function endOfDigits(text: string, from: number): number {
  let end = from + 1
  while (end < text.length && isDigit(text.charCodeAt(end))) end += 1
  return end
}

/** Where a number starts without the zeros before it; its last digit always counts. */
function skipZeros(text: string, from: number, end: number): number {
  let start = from
  while (start < end - 1 && text.charCodeAt(start) === digit0) start += 1
  return start
}

/** How many numbers `naturalPrefix` writes for a text: two letters each. */
export const prefixLength = 12

/**
 * The start of a text's natural key as numbers of 16 bits, written to `into` from `at` on: where the numbers of
 * two texts differ, they order them as `compareNatural` does; where all are equal, it has to be asked.
 */
export function naturalPrefix(text: string, into: Uint16Array, at: number): void {
  let letters = text
  let place = 0
  let digitsEnd = 0
  /** Once a letter or number is too much for one place, the places after it say nothing. */
  let blind = false
  for (let written = 0; written < 2 * prefixLength; written += 1) {
    let code = 0
    if (!blind && place < letters.length) {
      code = letters.charCodeAt(place)
      if (code > 127) {
        // Everything before is within ASCII, so the place stays the same.
        letters = letters.toLowerCase()
        code = Math.min(255, letters.charCodeAt(place))
        blind = code > 127
      }
      if (isDigit(code) && place >= digitsEnd) {
        // The length of a number counts first.
        digitsEnd = endOfDigits(letters, place)
        place = skipZeros(letters, place, digitsEnd)
        code = digit0 + Math.min(9, digitsEnd - place)
        blind = code === digit9
      } else {
        code = code > 127 ? 255 : lower(code)
        place += 1
      }
    }
    const slot = at + (written >>> 1)
    into[slot] = written % 2 === 0 ? code << 8 : (into[slot] ?? 0) | code
  }
}

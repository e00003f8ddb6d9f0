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

/** Orders two names naturally: negative when `a` comes first. */
export function compareNatural(a: string, b: string): number {
  const left = naturalKey(a)
  const right = naturalKey(b)
  return left < right ? -1 : left > right ? 1 : 0
}

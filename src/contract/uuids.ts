const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether every value is a UUID in lower case. */
export function areUuids(values: readonly unknown[]): values is readonly string[] {
  return values.every((value) => typeof value === 'string' && uuidForm.test(value))
}

/** 16 bytes for each UUID, as base64. In pure hexadecimal they would take a third more, even compressed. */
export function packUuids(uuids: readonly string[]): string {
  let bytes = ''
  for (const uuid of uuids) {
    const digits = uuid.replaceAll('-', '')
    for (let at = 0; at < 32; at += 2)
      bytes += String.fromCharCode(Number.parseInt(digits.slice(at, at + 2), 16))
  }
  return btoa(bytes)
}

const hex = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0))
const dash = 0x2d
/** A dash follows these bytes. */
const beforeDash = new Set([3, 5, 7, 9])

/** What `packUuids` was given; empty when the text is no base64 or holds part of a UUID. */
export function unpackUuids(packed: string): string[] {
  let bytes: string
  try {
    bytes = atob(packed)
  } catch {
    return []
  }
  if (bytes.length % 16 !== 0) return []
  const uuids: string[] = []
  const codes: number[] = []
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes.charCodeAt(index)
    // Both halves are below 16.
    codes.push(hex[byte >> 4] ?? 0, hex[byte & 15] ?? 0)
    if (beforeDash.has(index % 16)) codes.push(dash)
    if (index % 16 < 15) continue
    // Made in one piece: joined parts would stay parts in memory.
    uuids.push(String.fromCharCode(...codes))
    codes.length = 0
  }
  return uuids
}

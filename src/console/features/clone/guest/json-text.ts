/** A text as JSON, or what is wrong with it and in which line. */
export type ParsedJson = { value: unknown } | { error: string; line: number }

/** Reads JSON that a person typed. Lines count from 1. */
export function parseJson(text: string): ParsedJson {
  try {
    return { value: JSON.parse(text) }
  } catch {
    const at = firstFlaw(text)
    const before = text.slice(0, at)
    const line = before.split('\n').length
    const column = at - before.lastIndexOf('\n')
    const found =
      at >= text.trimEnd().length ? 'the text ends too early' : `“${text.charAt(at)}” is not expected here`
    return { error: `Line ${line}, column ${column}: ${found}.`, line }
  }
}

/** Where an object of JSON is expected, what is there instead; `undefined` when it is one, or no JSON at all. */
export function notAnObject({ value }: { value: unknown }): string | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? undefined
    : 'Line 1: an object in braces is expected.'
}

/**
 * How far the text is the beginning of some JSON: engines word and place their errors each in its own way, so it is read
 * again here.
 */
function firstFlaw(text: string): number {
  const reader = new Reader(text)
  try {
    reader.value()
    reader.space()
  } catch (error) {
    if (!(error instanceof Flaw)) throw error
  }
  return reader.at
}

class Flaw extends Error {}

class Reader {
  at = 0
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  space(): void {
    this.match(/[ \t\n\r]*/y)
  }

  value(): void {
    this.space()
    const next = this.text.charAt(this.at)
    if (next === '{') this.list('}', () => this.member())
    else if (next === '[') this.list(']', () => this.value())
    else if (next === '"') this.string()
    else this.need(/true|false|null|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y)
  }

  private list(end: string, item: () => void): void {
    this.at += 1
    this.space()
    if (this.text.charAt(this.at) === end) {
      this.at += 1
      return
    }
    for (;;) {
      item()
      this.space()
      const next = this.text.charAt(this.at)
      if (next !== ',' && next !== end) throw new Flaw()
      this.at += 1
      if (next === end) return
    }
  }

  private member(): void {
    this.space()
    this.string()
    this.space()
    this.need(/:/y)
    this.value()
  }

  private string(): void {
    this.need(/"/y)
    // Until its end, or where it breaks off.
    this.match(/([^"\\\p{Cc}]|\\(["\\/bfnrt]|u[0-9a-fA-F]{4}))*/uy)
    this.need(/"/y)
  }

  private need(pattern: RegExp): void {
    if (!this.match(pattern)) throw new Flaw()
  }

  private match(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    if (!pattern.test(this.text)) return false
    this.at = pattern.lastIndex
    return true
  }
}

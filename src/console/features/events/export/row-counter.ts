import type { ExportFormat } from './save-export.ts'

const [quote, comma, lineEnd] = [34, 44, 10]
const [g, l] = [103, 108]

/**
 * Counts what passes of an export without keeping it: entries, and the lines that tell of what is missing. Of CSV the third
 * field of such a line is `gap` or `limit`; of JSON Lines the line begins with `{"gap"`, the last one with `{"end"`.
 */
export class RowCounter {
  entries = 0
  gaps = 0
  /** The file was cut at the bound. */
  cut = false
  readonly #csv: boolean
  #field = 0
  #inField = 0
  #quoted = false
  #mark = 0
  #head: boolean
  #last: number[] = []

  constructor(format: ExportFormat) {
    this.#csv = format === 'csv'
    this.#head = this.#csv
  }

  add(bytes: Uint8Array): void {
    if (this.#csv) for (const byte of bytes) this.#csvByte(byte)
    else for (const byte of bytes) this.#jsonByte(byte)
  }

  #csvByte(byte: number): void {
    if (byte === quote) {
      this.#quoted = !this.#quoted
      return
    }
    if (this.#quoted) return
    if (byte === comma) {
      this.#field += 1
      this.#inField = 0
      return
    }
    if (byte !== lineEnd) {
      if (this.#field === 2 && this.#inField === 0) this.#mark = byte
      this.#inField += 1
      return
    }
    if (this.#head) this.#head = false
    else if (this.#mark === g) this.gaps += 1
    else if (this.#mark === l) this.cut = true
    else this.entries += 1
    this.#field = 0
    this.#inField = 0
    this.#mark = 0
  }

  #jsonByte(byte: number): void {
    // The end of an export is a short line; of others only the first letters count.
    if (byte !== lineEnd) {
      if (this.#last.length < 300) this.#last.push(byte)
      return
    }
    const line = String.fromCharCode(...this.#last)
    this.#last = []
    if (line.startsWith('{"gap"')) this.gaps += 1
    else if (line.startsWith('{"end"')) this.cut = line.includes('"limit"')
    else this.entries += 1
  }
}

import type { GuestOutput } from '../../contract/guest/guest.ts'

/** What is kept of one output of a program: its beginning, up to a limit. */
export class KeptOutput {
  private readonly limit: number
  private bytes = new Uint8Array(0)
  private size = 0
  private whole = false
  private reason: string | undefined

  constructor(limit: number) {
    this.limit = limit
  }

  get state(): GuestOutput {
    return {
      bytes: this.size,
      keptBytes: this.bytes.length,
      truncated: this.size > this.bytes.length && this.whole,
      complete: this.whole,
      ...(this.reason === undefined ? {} : { blocked: this.reason }),
    }
  }

  /** Whether a file of this size holds what is not kept yet. */
  wants(sizeBytes: number): boolean {
    return sizeBytes > this.size && this.bytes.length < this.limit
  }

  /** Reads a file up to the limit. A file that was read while it grew may hold more than `sizeBytes`. */
  async take(file: { sizeBytes: number; body: ReadableStream<Uint8Array> }): Promise<void> {
    const parts: Uint8Array[] = []
    let length = 0
    for await (const part of file.body) {
      parts.push(part.subarray(0, this.limit - length))
      length += Math.min(part.length, this.limit - length)
      // Leaving the loop cancels the rest of the transfer.
      if (length >= this.limit) break
    }
    const bytes = new Uint8Array(length)
    let at = 0
    for (const part of parts) {
      bytes.set(part, at)
      at += part.length
    }
    this.bytes = bytes
    this.size = Math.max(file.sizeBytes, length)
    this.reason = undefined
  }

  /** Nothing more will be written. */
  end(): void {
    this.whole = true
  }

  block(reason: string): void {
    this.reason = reason
  }

  /** From `offset` on, at most 1 MiB. */
  slice(offset: number): Uint8Array {
    return this.bytes.subarray(offset, offset + 1024 ** 2)
  }
}

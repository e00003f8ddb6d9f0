import { expect } from 'vitest'
import type { LogEvent } from '../../contract/events/event.ts'
import type { LiveMessage } from '../../contract/live.ts'
import { decodeLiveData } from '../../contract/live-wire.ts'

type EventsMessage = Extract<LiveMessage, { type: 'events' }>

/** Reads the events of a live stream as they come; `doubles` are those that were told twice. */
export class EventStream {
  readonly events = new Map<string, LogEvent>()
  readonly order: string[] = []
  last: EventsMessage | undefined
  fulls = 0
  doubles: string[] = []
  private readonly ending = new AbortController()

  constructor(body: NonNullable<Response['body']>) {
    void this.read(body.pipeThrough(new TextDecoderStream()))
  }

  get place(): string {
    return `${this.last?.system}:${this.last?.epoch}:${this.last?.version}`
  }

  async until(holds: () => boolean, what: string): Promise<void> {
    await expect.poll(holds, { timeout: 30_000, interval: 20, message: what }).toBe(true)
  }

  stop(): void {
    this.ending.abort()
  }

  private async read(text: ReadableStream<string>): Promise<void> {
    let rest = ''
    const reader = text.getReader()
    this.ending.signal.addEventListener('abort', () => void reader.cancel())
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const parts = (rest + value).split('\n\n')
      rest = parts.pop() ?? ''
      for (const part of parts) this.take(part)
    }
  }

  private take(text: string): void {
    const message = decodeLiveData(text.split('\ndata: ')[1] ?? '')
    if (message?.type !== 'events') return
    this.last = message
    if (message.full) {
      this.fulls += 1
      this.events.clear()
    }
    for (const event of message.events) {
      if (this.events.has(event.id)) this.doubles.push(event.id)
      this.events.set(event.id, event)
      this.order.push(event.id)
    }
  }
}

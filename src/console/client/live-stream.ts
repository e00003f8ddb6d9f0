import { createParser } from 'eventsource-parser'
import type { LiveMessage } from '../../contract/live.ts'
import { decodeLiveData } from '../../contract/live-wire.ts'
import { afterOthers, slice } from './sliced.ts'

export interface LiveConnection {
  /** `connecting` never open yet; `open` messages come; `lost` was open or failed, and is being retried. */
  state: 'connecting' | 'open' | 'lost'
  /** Since when it is lost, epoch ms. */
  since?: number
  /** When the next attempt starts; absent while one is under way. */
  retryAt?: number
}

export interface LiveStreamOptions {
  fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Address to open, asked anew for each attempt because it carries what to resume from. */
  url: () => string
  /** Takes one message; `false` asks for a new stream. */
  onMessage: (message: LiveMessage) => boolean
  onConnection: (connection: LiveConnection) => void
  /** A stream ended, for whatever reason; another one follows. */
  onEnd: () => void
  now: () => number
  /** 0 ≤ x < 1 */
  random: () => number
}

/** The server beats every 10 s; longer silence than this means that the connection is gone. */
export const silenceLimit = 25_000
/** A connection that was begun so recently, in ms, may still be on its way. */
const settleTime = 2000
const firstDelay = 500
const longestDelay = 15_000

/** Wait before attempt `failures` + 1, in ms: doubles up to 15 s, with half of it at random. */
export function retryDelay(failures: number, random: number): number {
  const full = Math.min(longestDelay, firstDelay * 2 ** Math.max(0, failures - 1))
  return Math.round(full / 2 + (full / 2) * random)
}

/** Keeps one server-sent event stream open until `close`. */
export class LiveStream {
  private readonly options: LiveStreamOptions
  private connection: LiveConnection = { state: 'connecting' }
  private current: AbortController | undefined
  private retryTimer: ReturnType<typeof setTimeout> | undefined
  private silenceTimer: ReturnType<typeof setTimeout> | undefined
  private openedAt = 0
  private lastMessageAt = 0
  private failures = 0

  constructor(options: LiveStreamOptions) {
    this.options = options
  }

  /** Starts, or starts anew without calling the connection lost (after a sign-in, say). */
  open(): void {
    this.stop()
    const { connection } = this
    if (connection.state === 'lost')
      this.show({ state: 'lost', since: connection.since ?? this.options.now() })
    const controller = new AbortController()
    this.current = controller
    this.openedAt = this.options.now()
    this.listenForSilence(controller)
    void this.run(controller)
  }

  /**
   * Looks whether the connection still lives and does not wait for the next attempt when it does not. Several
   * reasons to look may come at once; an attempt that has just begun is left alone.
   */
  wake(): void {
    // The network, too, may come back in a moment: what failed before says nothing about now.
    this.failures = 0
    const now = this.options.now()
    const justBegun = this.current !== undefined && Math.abs(now - this.openedAt) < settleTime
    const silent = Math.abs(now - this.lastMessageAt) > silenceLimit
    if (this.current === undefined || (silent && !justBegun)) this.open()
  }

  /** Gives the connection up until `wake` or `open`, and says so. */
  pause(): void {
    if (this.current === undefined && this.retryTimer === undefined) return
    this.stop()
    this.show({ state: 'lost', since: this.connection.since ?? this.options.now() })
  }

  close(): void {
    this.stop()
  }

  private async run(controller: AbortController): Promise<void> {
    try {
      const response = await this.options.fetch(this.options.url(), {
        headers: { accept: 'text/event-stream', 'x-gantry': '1' },
        signal: controller.signal,
        cache: 'no-store',
      })
      if (!response.ok || response.body === null)
        throw new Error(`The live stream answered ${response.status}.`)
      const events: string[] = []
      let worked = 0
      const parser = createParser({ onEvent: ({ data }) => events.push(data) })
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
      for (;;) {
        const { done, value } = await reader.read()
        if (done || controller.signal.aborted) break
        let began = performance.now()
        parser.feed(value)
        for (const data of events.splice(0)) {
          this.receive(controller, data)
          const now = performance.now()
          worked += now - began
          began = now
          if (worked < slice) continue
          // At a first read or after a sleep much comes in at once; the page must not stand still meanwhile.
          await afterOthers()
          worked = 0
          began = performance.now()
        }
      }
    } catch {
      // Whatever ended it, the answer is the same: say so and try again.
    }
    if (this.current === controller) this.fail()
  }

  private receive(controller: AbortController, data: string): void {
    if (this.current !== controller) return
    const message = decodeLiveData(data)
    if (message === undefined) return
    this.lastMessageAt = this.options.now()
    this.listenForSilence(controller)
    if (this.connection.state !== 'open') this.show({ state: 'open' })
    if (this.options.onMessage(message)) {
      this.failures = 0
      return
    }
    // A stream that contradicts what is known; counts as a failure so that a broken server is not hammered.
    this.failures += 1
    if (this.failures > 1) this.fail()
    else this.open()
  }

  private fail(): void {
    this.stop()
    this.failures += 1
    const now = this.options.now()
    const delay = retryDelay(this.failures, this.options.random())
    this.show({ state: 'lost', since: this.connection.since ?? now, retryAt: now + delay })
    this.retryTimer = setTimeout(() => this.open(), delay)
  }

  private listenForSilence(controller: AbortController): void {
    clearTimeout(this.silenceTimer)
    this.silenceTimer = setTimeout(() => {
      if (this.current === controller) this.fail()
    }, silenceLimit)
  }

  private stop(): void {
    clearTimeout(this.retryTimer)
    clearTimeout(this.silenceTimer)
    this.retryTimer = undefined
    const { current } = this
    this.current = undefined
    if (current === undefined) return
    current.abort()
    this.options.onEnd()
  }

  private show(connection: LiveConnection): void {
    this.connection = connection
    this.options.onConnection(connection)
  }
}

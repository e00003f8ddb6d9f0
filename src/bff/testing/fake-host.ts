import type { LiveMessage } from '../../contract/live.ts'
import { decodeLiveData } from '../../contract/live-wire.ts'
import { createBff } from '../create-bff.ts'
import type { Bff, SessionJar } from '../host.ts'
import type { UpstreamSession } from '../hypervisors/port.ts'
import { silentLog } from '../hypervisors/recording-sink.ts'
import { FakeHypervisor } from './fake-hypervisor.ts'
import { ManualClock, settle } from './manual-clock.ts'

/** One browser's jar, kept in memory. */
export class MemoryJar implements SessionJar {
  readonly sessions = new Map<string, UpstreamSession>()
  get(system: string): UpstreamSession | undefined {
    return this.sessions.get(system)
  }
  set(system: string, session: UpstreamSession): void {
    this.sessions.set(system, session)
  }
  delete(system: string): void {
    this.sessions.delete(system)
  }
}

/** A browser of a test: its jar and its requests. */
export class Browser {
  readonly jar = new MemoryJar()
  private readonly bff: Bff
  private requests = 0

  constructor(bff: Bff) {
    this.bff = bff
  }

  request(path: string, init?: RequestInit): Promise<Response> {
    this.requests += 1
    const request = new Request(`http://gantry.test${path}`, init)
    return this.bff.fetch(request, { sessions: this.jar, requestId: `r${this.requests}` })
  }

  async signIn(system = 'one', password = 'right', userName = 'ann'): Promise<Response> {
    return this.request(`/api/systems/${system}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userName, password }),
    })
  }

  /** `resume` and `events`: how far an earlier stream got with rows and with events. */
  async live(resume = '', events = ''): Promise<LiveReader> {
    const abort = new AbortController()
    const query = new URLSearchParams({ resume, events })
    const response = await this.request(`/api/live?${query}`, { signal: abort.signal })
    return new LiveReader(response, abort)
  }
}

/** Reads a live stream as far as it goes. */
export class LiveReader {
  readonly messages: LiveMessage[] = []
  ended = false
  private readonly reader: ReadableStreamDefaultReader<string>
  private readonly abort: AbortController
  private pending: Promise<void> | undefined
  private text = ''
  private taken = 0

  constructor(response: Response, abort: AbortController) {
    if (response.body === null) throw new Error('no stream')
    this.reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    this.abort = abort
  }

  /** Everything that came since the last call, up to now. */
  async drain(): Promise<LiveMessage[]> {
    const from = this.taken
    for (;;) {
      const before = this.messages.length
      this.pending ??= this.readOne()
      await settle()
      if (this.messages.length > before) continue
      this.taken = this.messages.length
      return this.messages.slice(from)
    }
  }

  stop(): void {
    this.abort.abort()
  }

  private async readOne(): Promise<void> {
    const { done, value } = await this.reader.read()
    this.pending = undefined
    if (done) {
      this.ended = true
      return
    }
    this.text += value
    const events = this.text.split('\n\n')
    this.text = events.pop() ?? ''
    for (const event of events) {
      const data = event.split('\n').find((line) => line.startsWith('data: '))
      if (data === undefined) continue
      const message = decodeLiveData(data.slice(6))
      if (message === undefined) throw new Error(`no message: ${data}`)
      this.messages.push(message)
    }
  }
}

/** A BFF over fake systems named `one`, `two`, … with time in the test's hand. */
export function fakeBff(count = 1) {
  const clock = new ManualClock()
  const ids = ['one', 'two', 'three'].slice(0, count)
  const fakes = new Map(ids.map((id) => [id, new FakeHypervisor(id)]))
  const adapter = ({ system }: { system: { id: string } }) => {
    const fake = fakes.get(system.id)
    if (fake === undefined) throw new Error(`no fake ${system.id}`)
    return fake
  }
  const bff = createBff(
    {
      systems: ids.map((id) => ({
        config: { id, name: id, kind: 'vcenter', url: `https://${id}.example.test` },
        send: () => Promise.reject(new Error('not used')),
        warnings: [],
      })),
      clock,
      log: silentLog,
    },
    { adapters: { vcenter: adapter, ovirt: adapter }, random: () => 0 },
  )
  const only = fakes.get('one')
  if (only === undefined) throw new Error('no systems')
  return { bff, clock, fakes, fake: only, browser: () => new Browser(bff) }
}

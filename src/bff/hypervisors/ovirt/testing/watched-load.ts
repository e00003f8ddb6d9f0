import type { Credentials } from '../../../../contract/system.ts'
import type { InventorySink, Log } from '../../port.ts'
import { createOvirt } from '../ovirt.ts'
import { SteppedClock } from './stepped-clock.ts'

/** What is needed of a simulated engine. */
interface Engine {
  readonly host: string
  fetch(request: Request): Promise<Response>
}

/** Requests that one watch made in some time. */
export interface Load {
  requests: number
  /** Most at the same time. */
  atOnce: number
  /** By what was asked for: the path without ids, with `?search` and the like left out. */
  byPath: Map<string, number>
}

/** One watch of a simulated engine whose time is stepped, so that what it asks for can be counted. */
export class WatchedLoad {
  private readonly clock = new SteppedClock()
  private readonly engine: Engine
  private readonly ending = new AbortController()
  private running = 0
  private load: Load = noLoad()

  constructor(engine: Engine) {
    this.engine = engine
  }

  /** Signs in and watches until everything was read once. Throws what the watch throws. */
  async start(credentials: Credentials, sink: InventorySink, log: Log): Promise<void> {
    const { host } = this.engine
    const hypervisor = createOvirt({
      system: { id: 'counted', name: 'counted', kind: 'ovirt', url: `https://${host}` },
      send: (request) => this.send(request),
      clock: this.clock,
      log,
    })
    const session = await hypervisor.signIn(credentials, this.ending.signal)
    await new Promise<void>((resolve, reject) => {
      const complete = (): void => {
        sink.complete()
        resolve()
      }
      const told: InventorySink = {
        begin: () => sink.begin(),
        put: (rows) => sink.put(rows),
        remove: (ids) => sink.remove(ids),
        confirm: () => sink.confirm(),
        complete,
      }
      hypervisor.connect(session).watch(told, this.ending.signal).catch(reject)
    })
  }

  stop(): void {
    this.ending.abort(new Error('counted'))
  }

  /** Lets seconds pass for the watch, with `each` before every one of them. The engine's time is the caller's. */
  async pass(seconds: number, each: (second: number) => void = () => {}): Promise<Load> {
    this.load = noLoad()
    for (let second = 0; second < seconds; second += 1) {
      each(second)
      await this.clock.pass(1_000, () => this.settled())
    }
    return this.load
  }

  private async send(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname.replace(/;.*/, '').replace(/[0-9a-f]{8}-[-0-9a-f]+/g, '*')
    this.load.requests += 1
    this.load.byPath.set(path, (this.load.byPath.get(path) ?? 0) + 1)
    this.running += 1
    this.load.atOnce = Math.max(this.load.atOnce, this.running)
    try {
      const { status, headers, ...rest } = await this.whole(request)
      return new Response(rest.body, { status, headers })
    } finally {
      this.running -= 1
    }
  }

  private async whole(request: Request): Promise<{ status: number; headers: Headers; body: string }> {
    const response = await this.engine.fetch(request)
    return { status: response.status, headers: response.headers, body: await response.text() }
  }

  /** No request is under way, and what came of the last one was dealt with. */
  private async settled(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet = this.running === 0 ? quiet + 1 : 0) {
      await new Promise((resolve) => setTimeout(resolve, 0))
    }
  }
}

function noLoad(): Load {
  return { requests: 0, atOnce: 0, byPath: new Map() }
}

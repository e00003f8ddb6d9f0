/**
 * What every simulated system is: a fetch handler that speaks the vendor's wire format, and a handle for
 * tests and the demo to move time and change things "upstream". Shares no code with bff or contract.
 */
export interface Simulator {
  /** Host name under which the simulated system is reached, e.g. `vc-east.gantry.example`. */
  readonly host: string
  fetch(request: Request): Promise<Response>
  /** Rules that make chosen requests fail; empty by default. */
  readonly faults: FaultRules
  /** Moves simulated time by `ms`: boots finish, hosts change state, datastores fill, tasks progress. */
  advance(ms: number): void
  /** Ends every session, as a restart of the system's service does; the inventory stays. */
  restart(): void
  readonly upstream: Upstream
  /** What a server shows that belongs to the system, e.g. an ESXi host; absent where there are none. */
  peer?(host: string): SimulatedPeerState
}

/** How a server of a system looks to who connects to it. */
export type SimulatedPeerState =
  | { state: 'up'; sha1: string }
  /** The name does not resolve, nobody listens, or there is no such server. */
  | { state: 'unknown-name' }
  | { state: 'refuses' }

/**
 * Changes that "somebody else" makes in the system, effective at once and reported on the wire as any
 * other change (updates, events). VMs and hosts are named by name; an unknown name throws.
 */
export interface Upstream {
  vms(): { id: string; name: string; power: 'on' | 'off' | 'suspended'; host: string | undefined }[]
  hosts(): { id: string; name: string }[]
  setPower(vm: string, power: 'on' | 'off' | 'suspended'): void
  rename(vm: string, name: string): void
  /** A new powered-off VM in the first cluster. */
  create(name: string): void
  remove(vm: string): void
  /** Moves a VM to another host. */
  move(vm: string, host: string): void
}

/** A rule applies to requests whose `METHOD path` and body contain all given texts. */
export interface FaultRule {
  /** `GET`, `POST`, …; any method when absent. */
  method?: string
  /** Part of path and query. */
  path?: string
  /** Part of the body, e.g. `WaitForUpdatesEx`. */
  body?: string
  /** How often it applies; for ever when absent. */
  times?: number
  effect: /** Delays the reply by so many ms of real time. */
    | { slow: number }
    /** `fetch` rejects as if nobody listened. */
    | { refuse: true }
    /** Replies with this status and body. */
    | { status: number; body?: string; contentType?: string }
    /** 200 with a body that no parser understands. */
    | { garbage: true }
    /** Sends half of the real reply, then breaks the stream. */
    | { cut: true }
    /** Drops the session of the request before it is handled. */
    | { expireSession: true }
}

export class FaultRules {
  private rules: FaultRule[] = []

  add(rule: FaultRule): void {
    this.rules.push({ ...rule })
  }

  clear(): void {
    this.rules = []
  }

  get size(): number {
    return this.rules.length
  }

  /** The first rule that applies; counts its use. */
  match(method: string, pathAndQuery: string, body: string): FaultRule['effect'] | undefined {
    for (const rule of this.rules) {
      if (rule.times === 0) continue
      if (rule.method !== undefined && rule.method !== method) continue
      if (rule.path !== undefined && !pathAndQuery.includes(rule.path)) continue
      if (rule.body !== undefined && !body.includes(rule.body)) continue
      if (rule.times !== undefined) rule.times -= 1
      return rule.effect
    }
    return undefined
  }
}

/**
 * Runs `handle` under the rules. `expireSession` is told to the handler's system by `dropSession` first.
 */
export async function withFaults(
  rules: FaultRules,
  request: Request,
  dropSession: (request: Request) => void,
  handle: (request: Request) => Promise<Response>,
): Promise<Response> {
  if (rules.size === 0) return handle(request)
  const url = new URL(request.url)
  const body = request.body === null ? '' : await request.clone().text()
  const effect = rules.match(request.method, url.pathname + url.search, body)
  if (effect === undefined) return handle(request)
  if ('slow' in effect) {
    await new Promise((resolve) => setTimeout(resolve, effect.slow))
    request.signal.throwIfAborted()
    return handle(request)
  }
  if ('refuse' in effect) throw new TypeError('fetch failed: connection refused')
  if ('status' in effect) {
    return new Response(effect.body ?? '', {
      status: effect.status,
      headers: { 'content-type': effect.contentType ?? 'text/html' },
    })
  }
  if ('garbage' in effect) {
    return new Response('<<{"not a reply \u0000', { headers: { 'content-type': 'application/octet-stream' } })
  }
  if ('expireSession' in effect) {
    dropSession(request)
    return handle(request)
  }
  return cutShort(await handle(request))
}

async function cutShort(response: Response): Promise<Response> {
  const whole = new Uint8Array(await response.arrayBuffer())
  const half = whole.slice(0, Math.floor(whole.length / 2))
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(half)
      controller.error(new TypeError('terminated: other side closed'))
    },
  })
  return new Response(body, { status: response.status, headers: response.headers })
}

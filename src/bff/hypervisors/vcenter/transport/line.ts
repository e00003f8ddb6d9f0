import { Fault } from '../../../../contract/fault.ts'
import type { AdapterOptions } from '../../port.ts'

/** One system as the transport sees it. */
export interface Line extends AdapterOptions {
  /** URL without `/sdk` and without a slash at the end. */
  base: string
  /** `release:path` of properties that the system refused as unknown, so that each is asked for once. */
  unknownPaths: Set<string>
}

/** Time that an ordinary call may take. */
export const callTimeoutMs = 30_000

export interface CallOptions {
  signal: AbortSignal
  /** Default `callTimeoutMs`. */
  timeoutMs?: number
  /**
   * What the limit is on: the exchange as a whole (the default), or its silence, so that a reply may take as
   * long as it keeps coming.
   */
  limits?: 'whole' | 'silence'
  /** Sent along as the id of the operation, by which the system's own logs name it. */
  operationId?: string
}

/** The line to a system; `https://vc/sdk`, as other tools want it, is taken as `https://vc`. */
export function openLine(options: AdapterOptions): Line {
  const base = options.system.url.replace(/\/+$/, '').replace(/\/sdk$/, '')
  return { ...options, base, unknownPaths: new Set() }
}

/** Ends the timer of an exchange; made once, because an error's stack costs more than the rest of it. */
const over = new Error('over')

/**
 * Runs one exchange with the system. Whatever breaks it becomes a `Fault`: `timeout` when it takes
 * longer than allowed, `unavailable` when nothing or only half an answer comes. Faults of `work` pass
 * through, and so does the reason of an abort by the caller. `work` calls `heard` for each piece of the reply.
 */
export async function exchange<T>(
  line: Line,
  options: CallOptions,
  work: (signal: AbortSignal, heard: () => void) => Promise<T>,
): Promise<T> {
  const { signal, timeoutMs = callTimeoutMs, limits = 'whole' } = options
  signal.throwIfAborted()
  const ending = new AbortController()
  const timer = new AbortController()
  const passOn = () => ending.abort(signal.reason)
  signal.addEventListener('abort', passOn, { once: true })
  let heardAt = line.clock.now()
  const heard = () => {
    heardAt = line.clock.now()
  }
  const expire = async () => {
    for (let left = timeoutMs; left > 0; ) {
      await line.clock.sleep(left, timer.signal)
      left = limits === 'whole' ? 0 : heardAt + timeoutMs - line.clock.now()
    }
    ending.abort(timeoutFault(line, timeoutMs))
  }
  expire().catch(() => {})
  let giveUp = () => {}
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => reject(ending.signal.reason)
  })
  ending.signal.addEventListener('abort', giveUp, { once: true })
  try {
    // A race, because a host's `send` may be deaf to the signal.
    return await Promise.race([work(ending.signal, heard), aborted])
  } catch (error) {
    if (ending.signal.aborted) throw ending.signal.reason
    if (error instanceof Fault) throw error
    throw unavailableFault(line, error)
  } finally {
    timer.abort(over)
    signal.removeEventListener('abort', passOn)
    // Hosts keep the signals of requests until the next full collection of garbage. Through the race they would
    // keep each reply as well: 45,000 VMs took 254 MB of heap instead of 89 MB.
    ending.signal.removeEventListener('abort', giveUp)
  }
}

function timeoutFault(line: Line, ms: number): Fault {
  return new Fault({
    kind: 'timeout',
    system: line.system.id,
    message: `${line.system.name} did not answer within ${Math.round(ms / 1000)} s.`,
  })
}

function unavailableFault(line: Line, error: unknown): Fault {
  const causes: string[] = []
  for (let cause = error; cause instanceof Error && causes.length < 5; cause = cause.cause) {
    if (cause.message !== '' && !causes.includes(cause.message)) causes.push(cause.message)
  }
  return new Fault(
    {
      kind: 'unavailable',
      system: line.system.id,
      message: `The connection to ${line.system.name} failed${causes[0] === undefined ? '.' : `: ${causes[0]}`}`,
      ...(causes.length > 1 ? { causes: causes.slice(1) } : {}),
    },
    { cause: error },
  )
}

/** The fault for a reply that this adapter cannot read; says what came instead of what was expected. */
export function unreadable(line: Line, expected: string, response: Response, why?: string): Fault {
  const type = response.headers.get('content-type') ?? 'no content type'
  const gone = response.status === 502 || response.status === 503 || response.status === 504
  return new Fault({
    kind: gone ? 'unavailable' : 'protocol',
    system: line.system.id,
    code: String(response.status),
    message: gone
      ? `${line.system.name} is not ready: HTTP ${response.status}.`
      : `${line.system.name} was expected to answer with ${expected}, but HTTP ${response.status} with ${type} came${why === undefined ? '.' : `: ${why}`}`,
  })
}

import type { FaultRule, Upstream } from '../simulators/world/simulator.ts'
import { type Answer, answerElsewhere } from './answer-over-port.ts'
import type { DemoOptions } from './demo-options.ts'
import type { CallResult, EstateCall, FromWorker, SystemName, ToWorker } from './worker-messages.ts'

/** A simulated system from afar: as `Simulator`, but every answer is a promise. */
export interface RemoteSimulator {
  upstream: {
    [M in keyof Upstream]: (...args: Parameters<Upstream[M]>) => Promise<ReturnType<Upstream[M]>>
  }
  /** Whatever else this kind of simulated system can be told to do, see its own `upstream`; what it lacks is refused. */
  order(method: string, ...args: unknown[]): Promise<unknown>
  faults: { add(rule: FaultRule): Promise<void>; clear(): Promise<void> }
  /** Ends every session, as a restart of the system's service does. */
  restart(): Promise<void>
}

/** BFF and simulated systems in the worker, as the page reaches them. */
export interface WorkerEstate {
  answer: Answer
  systems: (SystemName & { simulator: RemoteSimulator })[]
  /** Moves the simulated time of every system by `ms`. */
  advance(ms: number): Promise<void>
  /** Stops and restarts the flow of simulated time; `advance` works either way. */
  time: { pause(): Promise<void>; resume(): Promise<void> }
}

/**
 * Starts the worker and lets it grow the simulated systems. `signedIn` is told the systems that are signed
 * in. Rejects with the reason when the worker cannot start.
 */
export async function startWorkerEstate(
  options: DemoOptions,
  apiBase: URL,
  remembered: string[],
  signedIn: (systems: string[]) => void,
): Promise<WorkerEstate> {
  const worker = new Worker(new URL('./demo-worker.ts', import.meta.url), { type: 'module' })
  const post = (message: ToWorker, ...transfer: Transferable[]) => worker.postMessage(message, transfer)
  const names = await new Promise<SystemName[]>((resolve, reject) => {
    worker.onerror = ({ message }) => reject(new Error(message || 'Its worker could not be loaded.'))
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.type === 'ready') resolve(data.systems)
      else if (data.type === 'failed') reject(new Error(data.reason))
      else signedIn(data.systems)
    }
    post({ type: 'start', options, apiBase: apiBase.href, remembered })
  })

  const call = (what: EstateCall) =>
    new Promise<unknown>((resolve, reject) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = ({ data }: MessageEvent<CallResult>) => {
        port1.close()
        if ('error' in data) reject(new Error(data.error))
        else resolve(data.value)
      }
      post({ type: 'call', call: what, port: port2 }, port2)
    })
  const order = async (what: EstateCall) => void (await call(what))

  return {
    answer: answerElsewhere((request, port) => post({ type: 'request', request, port }, port)),
    systems: names.map((name) => ({ ...name, simulator: remoteSimulator(name.id, call) })),
    advance: (ms) => order({ do: 'advance', ms }),
    time: { pause: () => order({ do: 'pause' }), resume: () => order({ do: 'resume' }) },
  }
}

function remoteSimulator(system: string, call: (what: EstateCall) => Promise<unknown>): RemoteSimulator {
  const order = async (what: EstateCall) => void (await call(what))
  const change =
    <M extends keyof Upstream>(method: M) =>
    (...args: Parameters<Upstream[M]>) =>
      // The worker calls that very method and gives back what it gave.
      call({ do: 'upstream', system, method, args }) as Promise<ReturnType<Upstream[M]>>
  return {
    upstream: {
      vms: change('vms'),
      hosts: change('hosts'),
      setPower: change('setPower'),
      rename: change('rename'),
      create: change('create'),
      remove: change('remove'),
      move: change('move'),
    },
    order: (method, ...args) => call({ do: 'upstream', system, method, args }),
    faults: {
      add: (rule) => order({ do: 'addFault', system, rule }),
      clear: () => order({ do: 'clearFaults', system }),
    },
    restart: () => order({ do: 'restart', system }),
  }
}

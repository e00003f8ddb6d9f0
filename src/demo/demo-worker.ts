import { createBff } from '../bff/create-bff.ts'
import type { Bff, SessionJar } from '../bff/host.ts'
import type { Log } from '../bff/hypervisors/port.ts'
import { createDemoEstate, type DemoEstate } from '../simulators/demo-estate.ts'
import { demoAccount } from '../simulators/world/options.ts'
import { simulatedPeer } from '../simulators/world/simulated-peer.ts'
import { type Answer, serveOverPort } from './answer-over-port.ts'
import { keepCookies } from './keep-cookies.ts'
import { keepTime, pageClock, type TimeKeeper } from './page-time.ts'
import { createMemoryJar } from './signed-in-systems.ts'
import type { CallResult, EstateCall, FromWorker, ToWorker } from './worker-messages.ts'

// The whole demo but the console: BFF and simulated systems, in a thread of their own so that they take no
// frame from the page. Started by `worker-estate.ts`.

interface Running {
  estate: DemoEstate
  time: TimeKeeper
  answer: Answer
}

let running: Promise<Running> | undefined

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  switch (data.type) {
    case 'start':
      running = start(data)
      running.then(
        ({ estate }) =>
          tell({
            type: 'ready',
            systems: estate.systems.map(({ id, name, kind, url }) => ({ id, name, kind, url })),
          }),
        (error: unknown) => tell({ type: 'failed', reason: wordsOf(error) }),
      )
      break
    case 'request':
      void running?.then(({ answer }) => serveOverPort(data.request, data.port, answer))
      break
    case 'call':
      void running?.then((demo) => data.port.postMessage(resultOf(() => obey(demo, data.call))))
  }
})

function tell(message: FromWorker): void {
  postMessage(message)
}

async function start({
  options,
  apiBase,
  remembered,
}: Extract<ToWorker, { type: 'start' }>): Promise<Running> {
  keepCookies()
  const { problems, ...wanted } = options
  const estate = createDemoEstate({ ...wanted, startAt: Date.now() })
  const bff = createBff({
    systems: estate.systems.map(({ id, name, kind, url, simulator }) => ({
      config: { id, name, kind, url },
      send: (request) => simulator.fetch(request),
      sendTo: (peer) => simulatedPeer(simulator, peer),
      warnings: [],
    })),
    clock: pageClock,
    log: consoleLog,
    demo: demoAccount,
  })
  const jar = createMemoryJar((systems) => tell({ type: 'signed-in', systems }))
  const answer = answerWith(bff, jar, apiBase)
  await signInAgain(answer, apiBase, remembered)
  return { estate, answer, time: keepTime((ms) => estate.advance(ms)) }
}

/** The BFF under the page's own path: `…/folder/api/vms` there is `/api/vms` here. */
function answerWith(bff: Bff, sessions: SessionJar, apiBase: string): Answer {
  let requests = 0
  return async (request) => {
    requests += 1
    const target = new URL(request.url)
    target.pathname = `/api/${request.url.slice(apiBase.length).split(/[?#]/, 1)[0]}`
    const bodyless = request.method === 'GET' || request.method === 'HEAD'
    const inner = new Request(target, {
      method: request.method,
      headers: request.headers,
      signal: request.signal,
      ...(bodyless ? {} : { body: await request.arrayBuffer() }),
    })
    return bff.fetch(inner, { sessions, requestId: `page-${requests}` })
  }
}

/** The simulators forgot every session with the old page; the demo account opens them again. */
async function signInAgain(answer: Answer, apiBase: string, systems: string[]): Promise<void> {
  await Promise.all(
    systems.map(async (system) => {
      const url = new URL(`systems/${encodeURIComponent(system)}/session`, apiBase)
      const reply = await answer(
        new Request(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-gantry': '1' },
          body: JSON.stringify(demoAccount),
        }),
      )
      await reply.body?.cancel()
    }),
  )
}

function obey({ estate, time }: Running, call: EstateCall): unknown {
  if (call.do === 'advance') return estate.advance(call.ms)
  if (call.do === 'pause') return time.pause()
  if (call.do === 'resume') return time.resume()
  const simulator = estate.systems.find(({ id }) => id === call.system)?.simulator
  if (simulator === undefined) throw new Error(`There is no simulated system "${call.system}".`)
  const { faults, upstream } = simulator
  switch (call.do) {
    case 'restart':
      return simulator.restart()
    case 'addFault':
      return faults.add(call.rule)
    case 'clearFaults':
      return faults.clear()
    case 'upstream': {
      // Any method may be named; whether this system has it is looked up here.
      const method = (upstream as unknown as Record<string, unknown>)[call.method]
      if (typeof method !== 'function') throw new Error(`${call.system} knows no order "${call.method}".`)
      return method.apply(upstream, call.args)
    }
  }
}

function resultOf(work: () => unknown): CallResult {
  try {
    return { value: work() }
  } catch (error) {
    return { error: wordsOf(error) }
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

const consoleLog: Log = {
  // Every request to a simulated system: too much for the console of a page.
  debug: () => {},
  info: (fields, message) => console.debug(message, fields),
  warn: (fields, message) => console.warn(message, fields),
  error: (fields, message) => console.error(message, fields),
}

import { createBff } from '../bff/create-bff.ts'
import type { Bff, SessionJar } from '../bff/host.ts'
import type { Log } from '../bff/hypervisors/port.ts'
import { createDemoEstate, type DemoEstate } from '../simulators/demo-estate.ts'
import { demoAccount } from '../simulators/world/options.ts'
import type { Simulator } from '../simulators/world/simulator.ts'
import { type Answer, interceptApi, type Transport } from './api-transport.ts'
import { type DemoOptions, readDemoOptions } from './demo-options.ts'
import { keepCookies } from './keep-cookies.ts'
import { showNotice, showProgress } from './notice.ts'
import { keepTime, pageClock, type TimeKeeper } from './page-time.ts'
import { createPageJar, rememberedSystems } from './signed-in-systems.ts'

/** What tests and presenters reach as `window.gantryDemo`. */
export interface GantryDemo extends DemoEstate {
  options: DemoOptions
  transport: Transport
  /** Stops and restarts the flow of simulated time; `advance` works either way. */
  time: TimeKeeper
  /** The simulator of a system, with its `faults` and `upstream`; an unknown id throws. */
  simulator(system: string): Simulator
}

declare global {
  interface Window {
    gantryDemo?: GantryDemo
  }
}

/**
 * Grows the simulated systems of the page's URL, puts the BFF over them and lets the page's API requests
 * reach it. Resolves when the console may start. There is no server that knows the console's paths, so they
 * live in the hash. When the demo cannot start, the page says why and the promise is rejected.
 */
export async function startDemo(): Promise<{ router: 'hash' }> {
  try {
    await start()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    showNotice([`The demo could not start: ${reason}`], 'failure')
    throw error
  }
  return { router: 'hash' }
}

async function start(): Promise<void> {
  const options = readDemoOptions(window.location.search)
  await showProgress(`Growing the simulated systems (${options.estate})…`)
  keepCookies()

  const estate = createDemoEstate({ seed: options.seed, estate: options.estate, startAt: Date.now() })
  const bff = createBff({
    systems: estate.systems.map(({ id, name, kind, url, simulator }) => ({
      config: { id, name, kind, url },
      send: (request) => simulator.fetch(request),
      warnings: [],
    })),
    clock: pageClock,
    log: consoleLog,
    demo: demoAccount,
  })

  const apiBase = new URL('api/', document.baseURI)
  const jar = createPageJar(window.sessionStorage)
  const answer = answerWith(bff, jar, apiBase)
  const remembered = rememberedSystems(window.sessionStorage)
  await signInAgain(answer, apiBase, remembered)

  const workerUrl = new URL('mockServiceWorker.js', document.baseURI)
  const transport = await interceptApi(apiBase, workerUrl, answer)
  if (transport.reason !== undefined) {
    console.info(`The demo runs without its service worker: ${transport.reason}`)
  }
  window.gantryDemo = {
    ...estate,
    options,
    transport,
    time: keepTime((ms) => estate.advance(ms)),
    simulator(system) {
      const found = estate.systems.find(({ id }) => id === system)
      if (found === undefined) throw new Error(`There is no simulated system "${system}".`)
      return found.simulator
    },
  }
  if (options.problems.length > 0) showNotice(options.problems, 'notice')
}

/** The BFF under the page's own path: `…/folder/api/vms` there is `/api/vms` here. */
function answerWith(bff: Bff, sessions: SessionJar, apiBase: URL): Answer {
  let requests = 0
  return async (request) => {
    requests += 1
    const target = new URL(request.url)
    target.pathname = `/api/${request.url.slice(apiBase.href.length).split(/[?#]/, 1)[0]}`
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
async function signInAgain(answer: Answer, apiBase: URL, systems: string[]): Promise<void> {
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

const consoleLog: Log = {
  // Every request to a simulated system: too much for the console of a page.
  debug: () => {},
  info: (fields, message) => console.debug(message, fields),
  warn: (fields, message) => console.warn(message, fields),
  error: (fields, message) => console.error(message, fields),
}

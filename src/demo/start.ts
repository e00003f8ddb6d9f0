import { interceptApi, type Transport } from './api-transport.ts'
import { type DemoOptions, readDemoOptions } from './demo-options.ts'
import { showNotice, showProgress } from './notice.ts'
import { rememberedSystems, rememberSystems } from './signed-in-systems.ts'
import { type RemoteSimulator, startWorkerEstate, type WorkerEstate } from './worker-estate.ts'

/** What tests and presenters reach as `window.gantryDemo`. */
export interface GantryDemo extends Omit<WorkerEstate, 'answer'> {
  options: DemoOptions
  transport: Transport
  /** The simulator of a system, with its `faults` and `upstream`; an unknown id throws. */
  simulator(system: string): RemoteSimulator
}

declare global {
  interface Window {
    gantryDemo?: GantryDemo
  }
}

/**
 * Lets a worker grow the simulated systems of the page's URL and run the BFF over them, and lets the page's API
 * requests reach it. Resolves when the console may start. There is no server that knows the console's paths, so
 * they live in the hash. When the demo cannot start, the page says why and the promise is rejected.
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
  const apiBase = new URL('api/', document.baseURI)
  const remembered = rememberedSystems(window.sessionStorage)
  const { answer, ...estate } = await startWorkerEstate(options, apiBase, remembered, (systems) =>
    rememberSystems(window.sessionStorage, systems),
  )

  const workerUrl = new URL('mockServiceWorker.js', document.baseURI)
  const transport = await interceptApi(apiBase, workerUrl, answer)
  if (transport.reason !== undefined) {
    console.info(`The demo runs without its service worker: ${transport.reason}`)
  }
  window.gantryDemo = {
    ...estate,
    options,
    transport,
    simulator(system) {
      const found = estate.systems.find(({ id }) => id === system)
      if (found === undefined) throw new Error(`There is no simulated system "${system}".`)
      return found.simulator
    },
  }
  if (options.problems.length > 0) showNotice(options.problems, 'notice')
}

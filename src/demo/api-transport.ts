import { http } from 'msw'
import { setupWorker } from 'msw/browser'
import type { Answer } from './answer-over-port.ts'

export interface Transport {
  /** `worker`: MSW's service worker stands between console and BFF; `direct`: the page's `fetch` does. */
  kind: 'worker' | 'direct'
  /** Why there is no worker. */
  reason?: string
}

const startTimeout = 5_000

/**
 * Lets `answer` take every request of this page below `apiBase`, by MSW's service worker where the browser
 * has one that can stream, else by the page's own `fetch`. The rest of the page's requests stay untouched.
 * Never throws: a demo without a worker is still a demo.
 */
export async function interceptApi(apiBase: URL, workerUrl: URL, answer: Answer): Promise<Transport> {
  try {
    await demandWorkerSupport(workerUrl)
    await startWorker(apiBase, workerUrl, answer)
    return { kind: 'worker' }
  } catch (error) {
    interceptFetch(apiBase, answer)
    return { kind: 'direct', reason: error instanceof Error ? error.message : String(error) }
  }
}

async function demandWorkerSupport(workerUrl: URL): Promise<void> {
  if (!('serviceWorker' in navigator)) throw new Error('This page has no service workers.')
  demandStreamTransfer()
  // A forced reload leaves the page outside its worker, and MSW would reload it once more, for ever where
  // the browser goes on bypassing workers.
  const registrations = await navigator.serviceWorker.getRegistrations()
  const known = registrations.some(({ active }) => active?.scriptURL === workerUrl.href)
  if (known && navigator.serviceWorker.controller === null) {
    throw new Error('The page was loaded past its service worker.')
  }
}

/** Without transferable streams MSW waits for the end of a reply, and a live stream has none. */
function demandStreamTransfer(): void {
  const stream = new ReadableStream()
  const { port1 } = new MessageChannel()
  try {
    port1.postMessage(stream, [stream])
  } catch {
    throw new Error('This browser cannot hand streams to a service worker.')
  } finally {
    port1.close()
  }
}

async function startWorker(apiBase: URL, workerUrl: URL, answer: Answer): Promise<void> {
  const worker = setupWorker(
    http.all(
      ({ request }) => request.url.startsWith(apiBase.href),
      ({ request }) => answer(request),
    ),
  )
  const started = worker.start({
    serviceWorker: { url: workerUrl.href },
    quiet: true,
    onUnhandledFrame: 'bypass',
  })
  // A refusal that comes after the time limit has been handled by then.
  started.catch(() => {})
  try {
    await within(startTimeout, started, 'The service worker did not start.')
    await within(startTimeout, proveInterception(apiBase), 'The service worker does not answer.')
  } catch (error) {
    worker.stop()
    throw error
  }
}

async function proveInterception(apiBase: URL): Promise<void> {
  const reply = await fetch(new URL('demo', apiBase), { headers: { 'x-gantry': '1' } })
  const type = reply.headers.get('content-type') ?? ''
  if (!reply.ok || !type.includes('json')) throw new Error('The service worker passes requests by.')
}

function within<T>(ms: number, work: Promise<T>, message: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(message)), ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** The page's `fetch`, except that requests below `apiBase` go to `answer`. */
function interceptFetch(apiBase: URL, answer: Answer): void {
  const original = window.fetch.bind(window)
  window.fetch = async (input, init) => {
    const request = new Request(input, init)
    if (!request.url.startsWith(apiBase.href)) return original(input, init)
    const { signal } = request
    signal.throwIfAborted()
    const aborted = Promise.withResolvers<never>()
    const abort = () => aborted.reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    try {
      return await Promise.race([answer(request), aborted.promise])
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }
}

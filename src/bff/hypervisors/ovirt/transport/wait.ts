import type { Clock } from '../../port.ts'

/** Sleeps for `ms`; rejects with the signal's reason when aborted. Leaves no listener on a long-lived signal. */
export async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const { controller, release } = linked(signal)
  try {
    await clock.sleep(ms, controller.signal)
  } finally {
    release()
  }
}

/** A controller that aborts with `signal` until released. */
export function linked(signal: AbortSignal): { controller: AbortController; release: () => void } {
  const controller = new AbortController()
  const abort = (): void => controller.abort(signal.reason)
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  return { controller, release: () => signal.removeEventListener('abort', abort) }
}

/** Runs `work` over all items, at most `width` at a time; the first failure ends it. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const item = items[next]
      next += 1
      // The index is within the list, so undefined can only be an item that is undefined itself.
      await work(item as T)
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane))
}

/** Runs something after the browser had a chance to paint and to take input. */
export function later(run: () => void): void {
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    port1.close()
    run()
  }
  port2.postMessage(undefined)
}

/** Runs something when the browser has nothing else to do, where it can tell. */
export function whenIdle(run: () => void): void {
  // Not in every browser.
  if (typeof requestIdleCallback === 'function') requestIdleCallback(run)
  else later(run)
}

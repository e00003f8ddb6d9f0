/** Work in steps; between any two of them it may be put aside or given up. */
export type Steps<T> = Generator<void, T, void>

/** Rows between two places where the work may be put aside. */
const stride = 500

/** Visits every row, with a step now and then. */
export function* eachRow<R>(rows: readonly R[], visit: (row: R) => void): Steps<void> {
  for (let from = 0; from < rows.length; from += stride) {
    yield
    const to = Math.min(rows.length, from + stride)
    for (let at = from; at < to; at += 1) {
      const row = rows[at]
      if (row !== undefined) visit(row)
    }
  }
}

/** How long one slice may take, ms: leaves most of a frame to the rest of the page. */
export const slice = 6

/** Does the work in one go. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** Does the work in slices, so that no other waits long, then calls `done`; returns the way to give it up. */
export function inSlices<T>(steps: Steps<T>, done: (result: T) => void): () => void {
  const { port1, port2 } = new MessageChannel()
  let over = false
  const end = () => {
    over = true
    port1.close()
  }
  port1.onmessage = () => {
    const until = performance.now() + slice
    while (!over && performance.now() < until) {
      const step = steps.next()
      if (step.done === true) {
        end()
        done(step.value)
      }
    }
    if (!over) port2.postMessage(undefined)
  }
  port2.postMessage(undefined)
  return end
}

/** Resolves after other tasks of the page had their turn; unlike timers, soon also in a hidden page. */
export function afterOthers(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}

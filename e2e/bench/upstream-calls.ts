export interface CallCounts {
  /** Calls since the start, by method: `PropertyCollector.WaitForUpdatesEx`, `GET /api/…`. */
  calls: Record<string, number>
  /** Waits for updates that are open now: one per collector in use. */
  waiting: number
  /** The most of them at one time. */
  mostWaiting: number
}

/** Counts what a simulated system is asked. */
export class UpstreamCalls {
  readonly counts: CallCounts = { calls: {}, waiting: 0, mostWaiting: 0 }

  async count(request: Request, answer: (request: Request) => Promise<Response>): Promise<Response> {
    const method = await methodOf(request)
    const { calls } = this.counts
    calls[method] = (calls[method] ?? 0) + 1
    if (!method.endsWith('WaitForUpdatesEx')) return answer(request)
    this.counts.waiting += 1
    this.counts.mostWaiting = Math.max(this.counts.mostWaiting, this.counts.waiting)
    try {
      return await answer(request)
    } finally {
      this.counts.waiting -= 1
    }
  }
}

async function methodOf(request: Request): Promise<string> {
  const { pathname } = new URL(request.url)
  if (/^\/sdk\/?$/.test(pathname)) {
    const body = await request.clone().text()
    return /<(?:\w+:)?Body[^>]*>\s*<(?:\w+:)?(\w+)/.exec(body)?.[1] ?? 'SOAP'
  }
  const json = /^\/sdk\/vim25\/[^/]+\/[^/]+\/[^/]+\/(\w+)/.exec(pathname)
  if (json?.[1] !== undefined) return json[1]
  // Ids would make a line for every object.
  return `${request.method} ${pathname.replace(/\/(vm-\w+|[0-9a-f-]{36}|\d+)(?=\/|$)/g, '/{id}')}`
}

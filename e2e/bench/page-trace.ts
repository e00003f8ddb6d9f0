/** An event of Chromium's trace; times in µs. `tdur` is processor time of the thread. */
export interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  ts: number
  dur?: number
  tdur?: number
  id?: string
  args?: {
    data?: {
      /** Of a dispatched event: `keydown` … */
      type?: string
      cpuProfile?: { nodes?: ProfileNode[]; samples?: number[] }
      timeDeltas?: number[]
    }
  }
}

interface ProfileNode {
  id: number
  parent?: number
  callFrame: { functionName: string; url?: string; lineNumber?: number }
}

/** What kinds of work are told apart, by the names that Chromium gives its events. */
const kinds: Record<string, string> = {
  EventDispatch: 'script',
  FunctionCall: 'script',
  EvaluateScript: 'script',
  FireAnimationFrame: 'script',
  FireIdleCallback: 'script',
  TimerFire: 'script',
  RunMicrotasks: 'script',
  'v8.callFunction': 'script',
  UpdateLayoutTree: 'style',
  Layout: 'layout',
  PrePaint: 'paint',
  Paint: 'paint',
  Layerize: 'paint',
  Commit: 'paint',
  HitTest: 'hit test',
  MinorGC: 'garbage',
  MajorGC: 'garbage',
}
const columns = ['script', 'style', 'layout', 'paint', 'hit test', 'garbage', 'other'] as const

/** Begins the names of the marks. */
const markPrefix = 'gantry '

type Shares = Record<string, number>

/** The events of the thread that wrote marks. */
export function mainThreadOf(events: readonly TraceEvent[]): TraceEvent[] {
  const marked = events.find(({ name }) => name.startsWith(markPrefix))
  if (marked === undefined) throw new Error('no marks in the trace')
  const { pid, tid } = marked
  return events.filter((event) => event.pid === pid && (event.tid === tid || event.name === 'ProfileChunk'))
}

/**
 * What a thread did in moments: each begins with a mark `gantry <label>`, and what is looked at with the key or click
 * after it. A mark `gantry rest <ms>` ends it, so many ms after the key, or at once.
 */
export class Moments {
  readonly #events: readonly TraceEvent[]
  readonly #spans: { label: string; from: number; to: number }[] = []

  constructor(events: readonly TraceEvent[]) {
    this.#events = events.toSorted((a, b) => a.ts - b.ts)
    let open: { label: string; from: number; begun: boolean } | undefined
    for (const { name, ts, ph, args } of this.#events) {
      const type = args?.data?.type
      if (open && !open.begun && name === 'EventDispatch' && (type === 'keydown' || type === 'click')) {
        open = { ...open, from: ts, begun: true }
      }
      if (!name.startsWith(markPrefix) || ph === 'E') continue
      const label = name.slice(markPrefix.length)
      const [, ms] = /^rest ?([\d.]*)$/.exec(label) ?? []
      if (open && ms !== undefined) {
        const { from } = open
        this.#spans.push({ label: open.label, from, to: ms === '' ? ts : from + Number(ms) * 1000 })
      }
      open = ms === undefined ? { label, from: ts, begun: false } : undefined
    }
  }

  /** A line for each moment, the heaviest first, and the mean of all. */
  momentsTable(): string {
    const rows = this.#spans.map(({ label, from, to }) => ({
      label: `${label} (${((to - from) / 1000).toFixed(0)} ms)`,
      shares: this.#sharesWithin(from, to),
    }))
    rows.sort((a, b) => total(b.shares) - total(a.shares))
    const mean: Shares = {}
    for (const { shares } of rows) {
      for (const [kind, ms] of Object.entries(shares)) mean[kind] = (mean[kind] ?? 0) + ms / rows.length
    }
    return asTable([{ label: 'mean', shares: mean }, ...rows.slice(0, 12)])
  }

  /** A line for each of the `count` longest tasks, and the sum of all. */
  tasksTable(count: number): string {
    const [span] = this.#spans
    if (span === undefined) return 'no moment'
    const tasks = this.#events.filter(
      ({ name, ts, dur = 0 }) =>
        name.endsWith('RunTask') && ts >= span.from && ts + dur <= span.to && dur > 1000,
    )
    const rows = tasks
      .toSorted((a, b) => (b.dur ?? 0) - (a.dur ?? 0))
      .slice(0, count)
      .map(({ ts, dur = 0 }) => ({
        label: `task of ${(dur / 1000).toFixed(0)} ms at ${((ts - span.from) / 1000).toFixed(0)}`,
        shares: this.#sharesWithin(ts - 1, ts + dur),
      }))
    return asTable([{ label: 'all', shares: this.#sharesWithin(span.from, span.to) }, ...rows])
  }

  #sharesWithin(from: number, to: number): Shares {
    const shares: Shares = {}
    const stack: { end: number; kind: string; left: number }[] = []
    const close = (until: number) => {
      for (let top = stack.at(-1); top && top.end <= until; top = stack.at(-1)) {
        shares[top.kind] = (shares[top.kind] ?? 0) + Math.max(0, top.left) / 1000
        stack.pop()
      }
    }
    for (const { name, ph, ts, dur = 0, tdur } of this.#events) {
      if (ph !== 'X' || tdur === undefined || ts < from || ts + dur > to) continue
      close(ts)
      const parent = stack.at(-1)
      if (parent) parent.left -= tdur
      const own = kinds[name]
      stack.push({ end: ts + dur, kind: own ?? parent?.kind ?? 'other', left: tdur })
    }
    close(Number.POSITIVE_INFINITY)
    return shares
  }

  /** Functions by their own time within the moments, ms of the sampling profiler. */
  functionsTable(count: number): string {
    const nodes = new Map<number, ProfileNode>()
    const own = new Map<string, number>()
    let time: number | undefined
    for (const { name, ts, args } of this.#events) {
      if (name === 'Profile') time = ts
      if (name !== 'ProfileChunk') continue
      const { cpuProfile, timeDeltas } = args?.data ?? {}
      for (const node of cpuProfile?.nodes ?? []) nodes.set(node.id, node)
      time ??= ts
      for (const [index, id] of (cpuProfile?.samples ?? []).entries()) {
        const delta = timeDeltas?.[index] ?? 0
        time += delta
        const at = time
        if (!this.#spans.some(({ from, to }) => at >= from && at <= to)) continue
        const frame = nodes.get(id)?.callFrame
        const file = frame?.url?.split('/').at(-1) ?? ''
        const key = `${frame?.functionName || '(no name)'}${file === '' ? '' : ` ${file}:${(frame?.lineNumber ?? 0) + 1}`}`
        own.set(key, (own.get(key) ?? 0) + delta / 1000)
      }
    }
    const lines = [...own].sort((a, b) => b[1] - a[1]).slice(0, count)
    return ['own ms | function', ...lines.map(([key, ms]) => `${ms.toFixed(1).padStart(6)} | ${key}`)].join(
      '\n',
    )
  }
}

function total(shares: Shares): number {
  return Object.values(shares).reduce((sum, ms) => sum + ms, 0)
}

function asTable(rows: readonly { label: string; shares: Shares }[]): string {
  const lines = rows.map(
    ({ label, shares }) =>
      `| ${label} | ${total(shares).toFixed(1)} | ${columns.map((kind) => (shares[kind] ?? 0).toFixed(1)).join(' | ')} |`,
  )
  return [
    `| | total ms | ${columns.join(' | ')} |`,
    `|${' --- |'.repeat(columns.length + 2)}`,
    ...lines,
  ].join('\n')
}

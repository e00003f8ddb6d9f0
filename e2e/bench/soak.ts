import { writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { openInventory, openStage } from './browser-page.ts'
import type { Comparison } from './compare-rows.ts'
import { median, type Setting } from './measure.ts'
import { compareWithUpstream } from './measures/churn.ts'
import { heapOf } from './measures/page-load.ts'
import { memoryOf, pause, signIn, startReaders } from './processes.ts'
import { machine } from './report.ts'
import { serverHeap } from './server-heap.ts'

/** Enough to change every VM several times, and little enough for the simulator to keep up for long. */
const perSecond = 200
const readers = 5
const sampleEveryMs = 15_000
/** Caches fill and machine code is made before memory can be expected to be flat. */
const warmUpMs = 60_000

interface SoakSample {
  /** Minutes since the start. */
  minute: number
  serverHeap: number
  serverRss: number
  pageHeap: number
}

const series = [
  { key: 'serverHeap', what: 'server, heap after garbage collection' },
  { key: 'serverRss', what: 'server, resident memory' },
  { key: 'pageHeap', what: 'page, heap after garbage collection' },
] as const

/** Minutes of churn with one page and some more readers; writes `docs/bench-soak.md` and `.json`. Returns what is wrong. */
export async function soak(setting: Setting, minutes: number): Promise<string | undefined> {
  const stage = await openStage(setting)
  const { simulator, gantry, size } = stage
  const page = await stage.context.newPage()
  await openInventory(page, gantry, stage.vms)
  const streams = await startReaders(setting)
  await streams.ask('open', {
    url: gantry.url,
    cookies: [await signIn(gantry)],
    count: readers,
    overMs: 1_000,
  })
  await simulator.ask('churn', { perSecond, seconds: warmUpMs / 1_000 })
  const loadBefore = loadavg()[0] ?? Number.NaN
  const startedAt = performance.now()
  const ending = simulator.ask('churn', { perSecond, seconds: minutes * 60 })
  const samples: SoakSample[] = []
  for (let next = startedAt; next < startedAt + minutes * 60_000; next += sampleEveryMs) {
    await pause(Math.max(0, next - performance.now()))
    const sample = {
      minute: (performance.now() - startedAt) / 60_000,
      serverRss: memoryOf(gantry.pid, 'VmRSS'),
      serverHeap: await serverHeap(gantry),
      pageHeap: await heapOf(page),
    }
    samples.push(sample)
    setting.say(
      `${sample.minute.toFixed(1)} min: server heap ${sample.serverHeap.toFixed(1)} MB, resident ${sample.serverRss.toFixed(0)} MB, page heap ${sample.pageHeap.toFixed(1)} MB`,
    )
  }
  const { changes } = await ending
  await pause(5_000)
  const { failures } = await streams.ask('state')
  const compared = await compareWithUpstream(page, stage)
  const report = {
    at: new Date().toISOString(),
    minutes,
    size,
    changes,
    machine: machine(loadBefore),
    compared,
    series: series.map(({ key, what }) => ({
      what,
      ...trend(samples.map((each) => [each.minute, each[key]])),
    })),
    samples,
  }
  const docs = join(import.meta.dirname, '../../docs')
  await writeFile(join(docs, 'bench-soak.json'), `${JSON.stringify(report, null, 2)}\n`)
  await writeFile(join(docs, 'bench-soak.md'), asMarkdown(report))
  console.log(asMarkdown(report))
  if (failures.length > 0) return `${failures.length} streams ended: ${failures[0]}`
  if (compared.different > 0)
    return `${compared.different} rows of the page differ: ${compared.examples.join(' | ')}`
  return undefined
}

interface Trend {
  first: number
  last: number
  /** MB an hour, by least squares. */
  slope: number
}

/** How a series goes: medians of its first and last third, and its slope. Points are minutes and MB. */
function trend(points: readonly (readonly [number, number])[]): Trend {
  const third = Math.max(1, Math.floor(points.length / 3))
  const values = points.map(([, value]) => value)
  const mean = (list: readonly number[]) => list.reduce((sum, each) => sum + each, 0) / list.length
  const [x, y] = [mean(points.map(([minute]) => minute)), mean(values)]
  const above = points.reduce((sum, [minute, value]) => sum + (minute - x) * (value - y), 0)
  const below = points.reduce((sum, [minute]) => sum + (minute - x) ** 2, 0)
  return {
    first: median(values.slice(0, third)),
    last: median(values.slice(-third)),
    slope: (above / below) * 60,
  }
}

function asMarkdown(report: {
  at: string
  minutes: number
  size: string
  changes: number
  machine: ReturnType<typeof machine>
  compared: Comparison
  series: (Trend & { what: string })[]
  samples: readonly SoakSample[]
}): string {
  const { machine: host, compared } = report
  const mb = (value: number) => `${value.toFixed(1)} MB`
  const rows = report.series.map(
    ({ what, first, last, slope }) =>
      `| ${what} | ${mb(first)} | ${mb(last)} | ${(last / first).toFixed(2)} | ${slope >= 0 ? '+' : ''}${slope.toFixed(1)} MB/h |`,
  )
  const every = Math.max(1, Math.floor(report.samples.length / 15))
  const course = report.samples
    .filter((_, index) => index % every === 0)
    .map(
      ({ minute, serverHeap: heap, serverRss, pageHeap }) =>
        `| ${minute.toFixed(1)} | ${mb(heap)} | ${mb(serverRss)} | ${mb(pageHeap)} |`,
    )
  return `# Soak

Written by \`npm run bench -- --soak${report.minutes === 30 ? '' : `=${report.minutes}`}\` on ${report.at.slice(0, 10)}: ${report.minutes} minutes with ${report.size}, one page and ${readers} more readers, ${report.changes.toLocaleString('en')} changes upstream (${Math.round(report.changes / report.minutes / 60).toLocaleString('en')} a second), after ${warmUpMs / 1_000} s of warm-up.

Machine: ${host.cores} cores (${host.cpu}), ${host.memoryGiB} GiB, Node ${host.node}.

| what | median of the first third | of the last third | ratio | slope |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

Afterwards ${compared.different === 0 ? 'every one' : `${compared.rows - compared.different}`} of ${compared.rows.toLocaleString('en')} rows of the page was equal to a fresh read from upstream, field by field.

| minute | server heap | server resident | page heap |
| --- | --- | --- | --- |
${course.join('\n')}
`
}

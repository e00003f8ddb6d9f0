import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { MachineWatch } from './machine-watch.ts'
import type { Finding, Measure, Setting } from './measure.ts'
import { churn } from './measures/churn.ts'
import { events } from './measures/events.ts'
import { manyBrowsers } from './measures/many-browsers.ts'
import { ovirtPages } from './measures/ovirt.ts'
import { pageLoad } from './measures/page-load.ts'
import { preflightOfClones } from './measures/preflight.ts'
import { scroll } from './measures/scroll.ts'
import { search } from './measures/search.ts'
import { server } from './measures/server.ts'
import { sort } from './measures/sort.ts'
import { upstreamLoad } from './measures/upstream-load.ts'
import { vcsimSync } from './measures/vcsim-sync.ts'
import { viJson } from './measures/vi-json.ts'
import { asMarkdown, asText, machine, outcomesOf, type Report } from './report.ts'
import { soak } from './soak.ts'

/**
 * `npm run bench [-- --quick] [--only name,…]`: measures, prints one table, writes `docs/bench.json` and
 * `docs/bench.md`. With `--only` nothing is written. `--soak[=minutes]` writes `docs/bench-soak.md` instead.
 */
const { values } = parseArgs({
  // `--soak` alone is half an hour.
  args: process.argv.slice(2).map((argument) => (argument === '--soak' ? '--soak=30' : argument)),
  options: {
    quick: { type: 'boolean', default: false },
    /** Measures or figures by name. */
    only: { type: 'string' },
    /** Minutes of churn instead of the measures. */
    soak: { type: 'string' },
    /** Measures the console as it was built before. */
    'no-build': { type: 'boolean', default: false },
  },
})
const { quick } = values
const all: Measure[] = [
  server,
  pageLoad,
  search,
  sort,
  scroll,
  churn,
  manyBrowsers,
  upstreamLoad,
  viJson,
  ovirtPages,
  preflightOfClones,
  events,
  vcsimSync,
]
const only = values.only?.split(',')
const measures = all.filter(({ ids }) => only === undefined || ids.some((id) => only.includes(id)))
if (measures.length === 0)
  throw new Error(`--only takes figures: ${all.flatMap(({ ids }) => ids).join(', ')}`)
if (!values['no-build']) {
  const vite = join(import.meta.dirname, '../../node_modules/vite/bin/vite.js')
  execFileSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], { stdio: 'inherit' })
}
const runs = quick ? 3 : 5

/** Runs one thing, and ends all that it started, however it went. */
async function staged<T>(run: (setting: Setting) => Promise<T>): Promise<T> {
  const ends: (() => unknown)[] = []
  try {
    return await run({
      quick,
      runs,
      defer: (end) => void ends.push(end),
      say: (line) => console.log(`  ${line}`),
    })
  } finally {
    for (const end of ends.reverse()) await end()
  }
}

if (values.soak !== undefined) {
  const minutes = Number(values.soak)
  if (!(minutes > 0)) throw new Error('--soak takes minutes')
  const trouble = await staged((setting) => soak(setting, minutes))
  if (trouble !== undefined) console.error(`WRONG: ${trouble}`)
  process.exit(trouble === undefined ? 0 : 1)
}

const watch = new MachineWatch()
const startedAt = Date.now()
const loadBefore = loadavg()[0] ?? Number.NaN
const findings: Finding[] = []
const failures = new Map<string, string>()

/** What is known by now. */
function reportNow(): Report {
  return {
    quick,
    runs,
    at: new Date(startedAt).toISOString(),
    seconds: Math.round((Date.now() - startedAt) / 1000),
    machine: machine(loadBefore),
    outcomes: outcomesOf(findings, failures, quick),
  }
}

for (const measure of measures) {
  console.log(measure.name)
  try {
    watch.take()
    const found = await staged((setting) => measure.run(setting))
    const slowdown = watch.take()
    findings.push(...found.map((finding) => ({ ...finding, slowdown })))
  } catch (error) {
    // One measure that cannot run must not hide the others.
    console.error(error)
    const [why] = (error instanceof Error ? error.message : String(error)).split('\n')
    for (const id of measure.ids) failures.set(id, `failed: ${why}`)
  }
  if (only !== undefined) continue
  // After each measure: a run that is stopped leaves what it found.
  const docs = join(import.meta.dirname, '../../docs')
  await writeFile(join(docs, 'bench.json'), `${JSON.stringify(reportNow(), null, 2)}\n`)
  await writeFile(join(docs, 'bench.md'), asMarkdown(reportNow()))
}

watch.stop()
const wrong = findings.flatMap(({ wrong: what }) => (what === undefined ? [] : [what]))
console.log(`\n${asText(reportNow(), only === undefined)}\n`)
if (only === undefined) console.log('Also in docs/bench.md and docs/bench.json.')
for (const what of wrong) console.error(`WRONG: ${what}`)
// A measure that failed or found wrong rows is a failure of the bench; a slow figure is not.
process.exit(failures.size > 0 || wrong.length > 0 ? 1 : 0)

import { writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Finding, Measure, Setting } from './measure.ts'
import { ovirtPages } from './measures/ovirt.ts'
import { server } from './measures/server.ts'
import { vcsimSync } from './measures/vcsim-sync.ts'
import { viJson } from './measures/vi-json.ts'
import { asMarkdown, asText, machine, outcomesOf, type Report } from './report.ts'

/** `npm run bench [-- --quick]`: measures, prints one table, writes `docs/bench.json` and `docs/bench.md`. */
const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const { quick } = values
const measures: Measure[] = [vcsimSync, viJson, ovirtPages, server]
const runs = quick ? 3 : 5
const startedAt = Date.now()
const loadBefore = loadavg()[0] ?? Number.NaN
const findings: Finding[] = []
const failures = new Map<string, string>()

for (const measure of measures) {
  const ends: (() => unknown)[] = []
  const setting: Setting = {
    quick,
    runs,
    defer: (end) => void ends.push(end),
    say: (line) => console.log(`  ${line}`),
  }
  console.log(measure.name)
  try {
    findings.push(...(await measure.run(setting)))
  } catch (error) {
    // One measure that cannot run must not hide the others.
    console.error(error)
    const why = error instanceof Error ? error.message : String(error)
    for (const id of measure.ids) failures.set(id, `failed: ${why}`)
  } finally {
    for (const end of ends.reverse()) await end()
  }
}

const report: Report = {
  quick,
  runs,
  at: new Date(startedAt).toISOString(),
  seconds: Math.round((Date.now() - startedAt) / 1000),
  machine: machine(loadBefore),
  outcomes: outcomesOf(findings, failures, quick),
}
const docs = join(import.meta.dirname, '../../docs')
await writeFile(join(docs, 'bench.json'), `${JSON.stringify(report, null, 2)}\n`)
await writeFile(join(docs, 'bench.md'), asMarkdown(report))
console.log(`\n${asText(report)}\n\nAlso in docs/bench.md and docs/bench.json.`)
// A measure that failed is a failure of the bench; a slow figure is not.
process.exit(failures.size > 0 ? 1 : 0)

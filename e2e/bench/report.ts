import { cpus, loadavg, totalmem } from 'node:os'
import { type Figure, figures } from './figures.ts'
import { type Finding, median } from './measure.ts'

export interface Outcome extends Figure {
  size?: string
  measured?: number
  baseline?: number
  /** Median of the ratios of the single runs. */
  ratio?: number
  met?: boolean
  /** Processor time, ms. */
  cpu?: number
  slowdown?: number
  runs?: number
  samples?: Finding['samples']
  /** A note, or why there is no figure. */
  note?: string
}

export interface Report {
  quick: boolean
  runs: number
  at: string
  seconds: number
  machine: {
    cpu: string
    cores: number
    memoryGiB: number
    node: string
    loadBefore: number
    loadAfter: number
  }
  outcomes: Outcome[]
}

export function machine(loadBefore: number): Report['machine'] {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    loadBefore,
    loadAfter: loadavg()[0] ?? Number.NaN,
  }
}

/**
 * Judges what was found. A quick run leaves figures in bytes, time or memory open: a tenth of the estate says
 * nothing about them.
 */
export function outcomesOf(
  findings: readonly Finding[],
  failures: ReadonlyMap<string, string>,
  quick: boolean,
): Outcome[] {
  return figures.map((figure): Outcome => {
    const found = findings.find(({ id }) => id === figure.id)
    if (found === undefined) return { ...figure, note: failures.get(figure.id) ?? 'not measured yet' }
    const { size, samples, note, slowdown } = found
    const measured = median(samples.map(({ value }) => value))
    const paired = samples.flatMap(({ value, baseline }) =>
      baseline === undefined ? [] : [{ value, baseline }],
    )
    const compared =
      paired.length === 0
        ? {}
        : {
            baseline: median(paired.map(({ baseline }) => baseline)),
            ratio: median(paired.map(({ value, baseline }) => value / baseline)),
          }
    const cpu = samples.flatMap((sample) => sample.cpu ?? [])
    const { of, atMost } = figure.target
    const judged = of === 'ratio' ? compared.ratio : measured
    const open = !Number.isFinite(atMost) || (quick && of === 'value')
    const met = !open && judged !== undefined ? { met: judged <= atMost } : {}
    return {
      ...figure,
      size,
      measured,
      ...compared,
      ...met,
      ...(cpu.length === 0 ? {} : { cpu: median(cpu) }),
      ...(slowdown === undefined ? {} : { slowdown }),
      runs: samples.length,
      samples,
      ...(note === undefined ? {} : { note }),
    }
  })
}

const heads = ['what', 'size', 'figure', 'measured', 'baseline', 'ratio', 'processor', 'machine', 'met']

function cellsOf(outcome: Outcome): string[] {
  const { unit } = outcome
  const show = (value: number | undefined) =>
    value === undefined
      ? ''
      : `${unit === 'MB' || unit === '%' ? value.toFixed(1) : Math.round(value).toLocaleString('en')} ${unit}`.trim()
  const met = outcome.met === undefined ? '' : outcome.met ? 'yes' : 'NO'
  const measured = outcome.measured === undefined ? (outcome.note ?? '') : show(outcome.measured)
  // With its range: on a busy machine single runs can fall on both sides of a figure.
  const ratios = (outcome.samples ?? []).flatMap(({ value, baseline }) =>
    baseline === undefined ? [] : [value / baseline],
  )
  const range = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`
  const ratio = outcome.ratio === undefined ? '' : `${outcome.ratio.toFixed(2)} (${range})`
  const processor = outcome.cpu === undefined ? '' : `${Math.round(outcome.cpu).toLocaleString('en')} ms`
  const slower = outcome.slowdown === undefined ? '' : `× ${outcome.slowdown.toFixed(1)}`
  return [
    outcome.what,
    outcome.size ?? '',
    outcome.figure,
    measured,
    show(outcome.baseline),
    ratio,
    processor,
    slower,
    met,
  ]
}

/** The table for a terminal; with notes instead of what was not measured where `whole` is false. */
export function asText({ outcomes }: Report, whole: boolean): string {
  const found = outcomes.filter(
    ({ measured, note }) => whole || measured !== undefined || note?.startsWith('failed'),
  )
  const rows = [heads, ...found.map(cellsOf)]
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const notes = found.flatMap(({ what, note }) => (whole || note === undefined ? [] : [`- ${what}: ${note}`]))
  return [...lines, ...notes].join('\n')
}

export function asMarkdown(report: Report): string {
  const { cpu, cores, memoryGiB, node, loadBefore, loadAfter } = report.machine
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  const caveat = report.quick
    ? '\n**A quick run: estates of a tenth of the size that the figures speak of. Sizes, times and memory are not judged; ratios may change with size.**\n'
    : ''
  const notes = report.outcomes.filter(({ note, measured }) => note !== undefined && measured !== undefined)
  return `# Bench

Written by \`npm run bench${report.quick ? ' -- --quick' : ''}\` on ${report.at.slice(0, 10)}, in ${report.seconds} s. Medians of ${report.runs} runs; a ratio is the median of the ratios of single runs. Processor: the time that the measured side itself used, the page's main thread for instance. Machine: how many times longer than at its best a fixed piece of work took meanwhile; × 1 is a machine of one's own.
${caveat}
Machine: ${cores} cores (${cpu}), ${memoryGiB} GiB, Node ${node}; load ${loadBefore.toFixed(1)} before, ${loadAfter.toFixed(1)} after.

${[line(heads), line(heads.map(() => '---')), ...report.outcomes.map((outcome) => line(cellsOf(outcome)))].join('\n')}

${notes.map(({ what, note }) => `- ${what}: ${note}`).join('\n')}
`
}

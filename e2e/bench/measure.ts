import type { FigureId } from './figures.ts'

/** One run of one figure; `baseline` is what ran beside it, in the same unit. */
export interface Sample {
  value: number
  baseline?: number
  /** Processor time of what is measured, ms: hardly depends on what else the machine does. */
  cpu?: number
}

/** What a measure found for one figure. */
export interface Finding {
  id: FigureId
  /** Objects that it was measured with, e.g. `4,496 VMs`. */
  size: string
  samples: Sample[]
  /** What a reader must know to judge it. */
  note?: string
  /** What is wrong in the rows; the bench then fails. */
  wrong?: string
  /** How many times slower than at its best the machine was meanwhile; filled in by the runner. */
  slowdown?: number
}

export interface Setting {
  quick: boolean
  /** Runs per figure whose median counts. */
  runs: number
  /** Ends what a measure started, in reverse order; called by the runner also after a failure. */
  defer(end: () => unknown): void
  say(line: string): void
}

export interface Measure {
  name: string
  /** Figures it finds, so that a failure can be told from a gap. */
  ids: readonly FigureId[]
  run(setting: Setting): Promise<Finding[]>
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
  return (upper + lower) / 2
}

/** The value that `share` (0…1) of all values do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** Collects garbage where Node was told to allow it, so that one run does not pay for the one before. */
export function tidy(): void {
  globalThis.gc?.()
}

import { type LogEvent, newestFirst } from '../../contract/events/event.ts'
import type { FaultInfo } from '../../contract/fault.ts'
import type { OrderedLog } from './ordered-log.ts'

/** What a system did not give: its log before `until`, or all of it. */
export interface MissingLog {
  system: string
  until?: number
  fault: FaultInfo
}

export type MergedLine = { event: LogEvent } | { gap: MissingLog }

/** Logs of several systems as one, newest first. A log that fails leaves a gap where it ended. */
export class MergedLog {
  private logs: OrderedLog[]
  private readonly onFault: (log: OrderedLog) => void

  constructor(logs: OrderedLog[], onFault: (log: OrderedLog) => void = () => {}) {
    this.logs = logs
    this.onFault = onFault
  }

  /** The next lines, at most so many, as soon as there are some; none at the end. Never throws. */
  async next(most: number): Promise<MergedLine[]> {
    const lines: MergedLine[] = []
    while (lines.length < most && this.logs.length > 0) {
      const dry = this.logs.filter((log) => log.isDry)
      if (dry.length > 0) {
        if (lines.length > 0) return lines
        await Promise.all(dry.map((log) => log.fill()))
      }
      const newest = this.newest()
      if (newest?.head === undefined) {
        lines.push(...this.ended())
        continue
      }
      lines.push({ event: newest.head })
      newest.take()
      if (newest.head === undefined) lines.push(...this.ended())
    }
    return lines
  }

  private newest(): OrderedLog | undefined {
    let best: OrderedLog | undefined
    for (const log of this.logs) {
      if (log.head === undefined) continue
      if (best?.head === undefined || newestFirst(log.head, best.head) < 0) best = log
    }
    return best
  }

  /** Takes out logs that have nothing more; those that failed are told. */
  private ended(): MergedLine[] {
    const lines: MergedLine[] = []
    this.logs = this.logs.filter((log) => {
      if (log.head !== undefined || log.isDry) return true
      const { fault, system, readBackTo } = log
      if (fault === undefined) return false
      this.onFault(log)
      lines.push({
        gap: { system, ...(readBackTo === undefined ? {} : { until: readBackTo }), fault: fault.info },
      })
      return false
    })
    return lines
  }
}

import type { Random } from '../../world/random.ts'
import type { MachineParts } from '../estate/grow-machine.ts'
import type { Disk, Estate } from '../estate/model.ts'
import type { DiskWork } from './disk-work.ts'
import type { EventLog, EventSubject } from './event-log.ts'
import type { Operation } from './operation.ts'
import type { Timeline } from './timeline.ts'

/** What whoever copies disks works with. */
export interface CopyBase {
  timeline: Timeline
  events: EventLog
  random: Random
  work: DiskWork
  estate: Estate
  parts: MachineParts
}

const gib = 1024 ** 3

/** How long the copy of these disks takes, ms. Thin ones are only begun. */
export function copyTime(disks: readonly Disk[], thin: boolean): number {
  const size = disks.reduce((sum, disk) => sum + disk.provisioned, 0)
  return thin ? 3_000 : 5_000 + Math.round((size / gib) * 100)
}

export function tell(
  { events, timeline }: CopyBase,
  code: number,
  text: string,
  subject: EventSubject,
  operation: Operation,
): void {
  events.add(timeline.now, code, text, { host: subject.vm?.host, ...subject, ...operation.caller })
}

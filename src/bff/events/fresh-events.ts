import type { LogEvent } from '../../contract/events/event.ts'
import type { FreshEvents } from './count-scan.ts'
import type { EventTail } from './event-tail.ts'

/** What a tail tells, for those who count. */
export function freshEvents(tail: EventTail): FreshEvents {
  return {
    get epoch() {
      return tail.epoch
    },
    get version() {
      return tail.version
    },
    get following() {
      const { fault, gaps } = tail.changesSince(tail.version, 1)
      return tail.ready && fault === undefined && gaps.length === 0
    },
    since(version) {
      const told: LogEvent[] = []
      let from = version
      while (from < tail.version) {
        const changes = tail.changesSince(from)
        if (changes.full) return undefined
        told.push(...changes.events)
        from = changes.version
      }
      return told
    },
  }
}

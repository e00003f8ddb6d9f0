import { invalidState } from '../vim/faults.ts'
import { method, numberOf } from '../vim/method.ts'
import type { Session, SessionObject } from '../vim/sessions.ts'

const collectorsPerSession = 32
const biggestPage = 1_000

/** What collectors of events and of tasks have in common. */
export interface HistoryCollector extends SessionObject {
  pageSize: number
  /** To just before the latest page. */
  reset(): void
  /** To the oldest. */
  rewind(): void
}

/** Throws InvalidState when the session has as many collectors of the kind as it may have. */
export function openHistories(session: Session, ofKind: (object: SessionObject) => boolean): void {
  const open = [...session.objects.values()].filter(ofKind)
  if (open.length < collectorsPerSession) return
  throw invalidState('The maximum number of collectors per session has been reached.')
}

export const historyMethods = [
  method<HistoryCollector>(
    'HistoryCollector.SetCollectorPageSize',
    'maxCount int',
    'void',
    ({ world, self, args }) => {
      self.pageSize = Math.min(biggestPage, Math.max(1, numberOf(args, 'maxCount') ?? 10))
      world.estate.changed(self, 'latestPage')
      return undefined
    },
  ),
  method<HistoryCollector>('HistoryCollector.RewindCollector', '', 'void', ({ self }) => {
    self.rewind()
    return undefined
  }),
  method<HistoryCollector>('HistoryCollector.ResetCollector', '', 'void', ({ self }) => {
    self.reset()
    return undefined
  }),
  method<HistoryCollector>('HistoryCollector.DestroyCollector', '', 'void', ({ world, session, self }) => {
    session.objects.delete(self.id)
    self.dispose()
    world.estate.restructured(self.type)
    return undefined
  }),
]

import { Fault } from '../../contract/fault.ts'
import type { GuestAuth } from '../../contract/guest/command.ts'
import type { GuestUpload } from '../hypervisors/guest-port.ts'
import type { Clock } from '../hypervisors/port.ts'

const goodForMs = 60_000

/** One file that is about to be fetched from a guest, or put into it. */
export interface Transfer {
  system: string
  /** Of the session that prepared it; nobody else may use it. */
  userName: string
  vm: string
  auth: GuestAuth
  path: string
  upload?: Omit<GuestUpload, 'path'> | undefined
}

/** Prepared transfers, each good once and for a minute. Their credentials live here meanwhile, and nowhere else. */
export class Transfers {
  private readonly clock: Clock
  private readonly prepared = new Map<string, { transfer: Transfer; timer: AbortController }>()

  constructor(clock: Clock) {
    this.clock = clock
  }

  prepare(transfer: Transfer): string {
    const id = crypto.randomUUID()
    const timer = new AbortController()
    this.prepared.set(id, { transfer, timer })
    void this.clock.sleep(goodForMs, timer.signal).then(
      () => this.prepared.delete(id),
      // It was used in time.
      () => undefined,
    )
    return id
  }

  /** Throws `not-found` for what was never prepared, is too old, or was used. */
  take(id: string, upload: boolean): Transfer {
    const found = this.prepared.get(id)
    if (found === undefined || (found.transfer.upload !== undefined) !== upload) {
      throw new Fault({
        kind: 'not-found',
        message: 'This transfer was used already, or is older than a minute.',
        advice: 'Start it again.',
      })
    }
    this.prepared.delete(id)
    found.timer.abort()
    return found.transfer
  }
}

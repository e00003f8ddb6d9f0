import type { FileTransfers } from './guest/file-transfers.ts'
import type { GuestFaults } from './guest/guest-access.ts'
import type { GuestMachines } from './guest/guest-machines.ts'
import type { Actions } from './model/actions.ts'
import type { Authority } from './model/authority.ts'
import type { Estate } from './model/estate.ts'
import type { EventStore } from './model/events.ts'
import type { GuestLife } from './model/guest-life.ts'
import type { Questions } from './model/questions.ts'
import type { Snapshots } from './model/snapshots.ts'
import type { TaskStore } from './model/tasks.ts'
import type { Whereabouts } from './model/whereabouts.ts'
import type { PropertyReader } from './properties/table.ts'
import type { Directory } from './rest/directory.ts'
import type { SessionBook } from './vim/sessions.ts'

export type VcenterVersion = '8.0.3' | '7.0.3'

/** One simulated vCenter: its model and what the endpoints share. */
export interface World {
  readonly version: VcenterVersion
  /** Host name under which it is reached. */
  readonly host: string
  readonly estate: Estate
  readonly events: EventStore
  readonly tasks: TaskStore
  readonly actions: Actions
  readonly places: Whereabouts
  readonly guests: GuestLife
  readonly guestMachines: GuestMachines
  readonly guestFaults: GuestFaults
  readonly transfers: FileTransfers
  readonly snapshots: Snapshots
  readonly questions: Questions
  readonly authority: Authority
  readonly properties: PropertyReader
  readonly sessions: SessionBook
  readonly directory: Directory
}

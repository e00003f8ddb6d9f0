import { implement } from '@orpc/server'
import { contract } from '../../contract/api.ts'
import { actionProcedures, jobProcedures } from './actions.ts'
import type { Call } from './call.ts'
import { cloneProcedures } from './clones.ts'
import { eventProcedures } from './events.ts'
import { guestProcedures } from './guest.ts'
import { objectProcedures, vmProcedures } from './objects.ts'
import { systemProcedures } from './systems.ts'

const os = implement(contract).$context<Call>()

/** Every procedure of the contract. */
export const router = os.router({
  demo: {
    get: os.demo.get.handler(({ context }) => context.core.options.demo ?? null),
  },
  systems: systemProcedures,
  vms: { ...vmProcedures, ...actionProcedures },
  clones: cloneProcedures,
  guest: guestProcedures,
  events: eventProcedures,
  jobs: jobProcedures,
  objects: objectProcedures,
})

import { implement } from '@orpc/server'
import { contract } from '../../contract/api.ts'
import { Fault } from '../../contract/fault.ts'
import type { Job, JobStep } from '../../contract/job.ts'
import type { ActionRequest, Actions } from '../hypervisors/action-port.ts'
import type { Connection } from '../hypervisors/port.ts'
import type { JobBook } from '../jobs/job-book.ts'
import { ask } from './ask.ts'
import type { Call } from './call.ts'

const os = implement(contract).$context<Call>()

/** Throws `unsupported` where the adapter can change nothing. */
function actionsOf(connection: Connection, system: string): Actions {
  if (connection.actions !== undefined) return connection.actions
  throw new Fault({ kind: 'unsupported', message: 'Gantry can only look at this system.', system })
}

/** Starts the action with this browser's session, as a job of its account; the job's watcher lives as long as the job. */
async function act(
  call: Call,
  system: string,
  request: ActionRequest,
  run: string | undefined,
): Promise<Job> {
  const session = call.sessions.need(system)
  const { hypervisor } = call.core.system(system)
  const { watcher, release } = call.core.pool.lease(system, session)
  try {
    const actions = actionsOf(hypervisor.connect(session), system)
    const name = watcher.store.get(request.vm)?.name ?? request.vm
    const { taken, followed } = watcher.jobs.start(request, name, actions, run)
    void followed.finally(release)
    return await taken
  } catch (error) {
    release()
    throw error
  }
}

function jobOf(call: Call, system: string, id: string): { book: JobBook; job: Job } {
  const { userName } = call.sessions.need(system)
  const book = call.core.pool.find(system, userName)?.jobs
  const job = book?.get(id)
  if (book !== undefined && job !== undefined) return { book, job }
  const message = 'Gantry does not know this job any more. It may have ended long ago.'
  throw new Fault({ kind: 'not-found', message, system })
}

async function cancel(
  call: Call,
  system: string,
  id: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { book, job } = jobOf(call, system, id)
  if (job.cancel !== true) throw new Fault({ kind: 'invalid-state', message: job.cancel, system })
  const { upstreamId } = job
  if (upstreamId === undefined) {
    book.withdraw(id)
    return
  }
  await ask(call, system, signal, (connection, inner) =>
    actionsOf(connection, system).cancelJob(upstreamId, inner),
  )
}

export const actionProcedures = {
  act: os.vms.act.handler(({ context, input: { system, vm, intent, action, run } }) =>
    act(context, system, { vm, action, intent }, run),
  ),
  preview: os.vms.preview.handler(({ context, input: { system, vm, action }, signal }) =>
    ask(context, system, signal, async (connection, inner) => ({
      // Nothing is sent, so no intent is used up.
      requests: await actionsOf(connection, system).preview({ vm, action, intent: exampleIntent }, inner),
    })),
  ),
  console: os.vms.console.handler(({ context, input: { system, vm, options }, signal }) =>
    ask(context, system, signal, (connection, inner) =>
      actionsOf(connection, system).console(vm, options, inner),
    ),
  ),
  isoFiles: os.vms.isoFiles.handler(({ context, input: { system, vm }, signal }) =>
    ask(context, system, signal, async (connection, inner) => ({
      files: await actionsOf(connection, system).isoFiles(vm, inner),
    })),
  ),
}

/** Stands in previews where the real request has the id of its intent. */
const exampleIntent = '00000000-0000-4000-8000-000000000000'

/** Without steps where the system tells of none, or has not named a job of its own. */
async function steps(
  call: Call,
  system: string,
  id: string,
  signal: AbortSignal | undefined,
): Promise<{ steps?: JobStep[] }> {
  const { upstreamId } = jobOf(call, system, id).job
  if (upstreamId === undefined) return {}
  return ask(call, system, signal, async (connection, inner) => {
    const actions = actionsOf(connection, system)
    return actions.jobSteps === undefined ? {} : { steps: await actions.jobSteps(upstreamId, inner) }
  })
}

export const jobProcedures = {
  steps: os.jobs.steps.handler(({ context, input, signal }) =>
    steps(context, input.system, input.job, signal),
  ),
  cancel: os.jobs.cancel.handler(async ({ context, input, signal }) => {
    await cancel(context, input.system, input.job, signal)
    return {}
  }),
}

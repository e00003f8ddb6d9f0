import { implement } from '@orpc/server'
import { contract } from '../../contract/api.ts'
import { type CloneOrder, type ClonePace, orderForCopy } from '../../contract/clone/order.ts'
import { Fault } from '../../contract/fault.ts'
import type { Job } from '../../contract/job.ts'
import type { Cloning } from '../hypervisors/clone-port.ts'
import type { Connection } from '../hypervisors/port.ts'
import type { Lease } from '../live/watcher-pool.ts'
import { ask } from './ask.ts'
import type { Call } from './call.ts'

const os = implement(contract).$context<Call>()

/** Throws `unsupported` where the adapter can copy nothing. */
function cloningOf(connection: Connection, system: string): Cloning {
  if (connection.cloning !== undefined) return connection.cloning
  throw new Fault({ kind: 'unsupported', message: 'Gantry cannot make copies on this system.', system })
}

function leaseOf(call: Call, system: string): Lease {
  return call.core.pool.lease(system, call.sessions.need(system))
}

interface Start {
  system: string
  order: CloneOrder
  run: string
  intents: string[]
  pace: ClonePace
}

/** Queues one copy as a job; its watcher lives as long as the job. */
async function queueCopy(
  call: Call,
  { system, order, run }: Start,
  index: number,
  intent: string,
): Promise<Job> {
  const session = call.sessions.need(system)
  const cloning = cloningOf(call.core.system(system).hypervisor.connect(session), system)
  const single = orderForCopy(order, index)
  const { watcher, release } = leaseOf(call, system)
  const source = order.source.vm
  const { taken, followed } = watcher.jobs.begin({
    intent,
    verb: 'clone',
    title: order.template ? 'Clone to template' : 'Clone',
    target: { id: source, name: watcher.store.get(source)?.name ?? source },
    run,
    makes: { kind: order.template ? 'template' : 'vm', name: single.copies[0]?.name ?? '' },
    follow: async (report, withdrawn) => {
      report({ state: 'queued', step: 'Waits in Gantry for its turn.', cancel: true })
      const leave = await watcher.clones.turn({ source, perSource: cloning.perSource }, withdrawn)
      if (leave === undefined) return { state: 'cancelled' }
      try {
        report({ state: 'queued', step: 'Sent.', cancel: 'The system has not taken it yet.' })
        return await cloning.run({ order: single, intent }, report, new AbortController().signal)
      } finally {
        leave()
      }
    },
  })
  void followed.finally(release)
  return await taken
}

async function start(call: Call, input: Start): Promise<{ jobs: Job[] }> {
  const { system, order, intents, pace } = input
  if (intents.length !== order.copies.length)
    throw new Fault({ kind: 'invalid-input', message: 'Every copy needs an intent of its own.', system })
  const { watcher, release } = leaseOf(call, system)
  try {
    watcher.clones.setPace(pace)
    return { jobs: await Promise.all(intents.map((intent, index) => queueCopy(call, input, index, intent))) }
  } finally {
    release()
  }
}

export const cloneProcedures = {
  options: os.clones.options.handler(({ context, input: { system, vm, snapshotId }, signal }) =>
    ask(context, system, signal, (connection, inner) =>
      cloningOf(connection, system).options(
        { vm, ...(snapshotId === undefined ? {} : { snapshotId }) },
        inner,
      ),
    ),
  ),
  plan: os.clones.plan.handler(async ({ context, input: { system, order, copy }, signal }) => {
    const { watcher, release } = leaseOf(context, system)
    try {
      const plan = await ask(context, system, signal, (connection, inner) =>
        cloningOf(connection, system).plan(order, copy, watcher.store, inner),
      )
      return { ...plan, space: [] }
    } finally {
      release()
    }
  }),
  start: os.clones.start.handler(({ context, input }) => start(context, input)),
  pace: os.clones.pace.handler(({ context, input: { system, pace } }) => {
    const { watcher, release } = leaseOf(context, system)
    watcher.clones.setPace(pace)
    release()
    return watcher.clones.paced
  }),
}

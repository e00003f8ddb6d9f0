import { implement } from '@orpc/server'
import { contract } from '../../contract/api.ts'
import type { CloneOptions } from '../../contract/clone/options.ts'
import {
  type CloneOrder,
  type ClonePace,
  type CloneSource,
  orderForCopy,
} from '../../contract/clone/order.ts'
import { Fault, toFault } from '../../contract/fault.ts'
import type { Job } from '../../contract/job.ts'
import type { CloneEnd, CloneProgress, CloneRequest, Cloning } from '../hypervisors/clone-port.ts'
import type { Connection, UpstreamSession } from '../hypervisors/port.ts'
import type { Watcher } from '../live/watcher.ts'
import type { Lease } from '../live/watcher-pool.ts'
import { ask } from './ask.ts'
import type { Call } from './call.ts'
import { checkByRules, forgetOptions, optionsOf, refuseErrors, wholePlan } from './clone-checks.ts'

/** How long a plan waits for an inventory that is still being read. */
const settleMs = 5000

const os = implement(contract).$context<Call>()

/** Throws `unsupported` where the adapter can copy nothing. */
function cloningOf(connection: Connection, system: string): Cloning {
  if (connection.cloning !== undefined) return connection.cloning
  throw new Fault({ kind: 'unsupported', message: 'Gantry cannot make copies on this system.', system })
}

function leaseOf(call: Call, system: string): Lease {
  return call.core.pool.lease(system, call.sessions.need(system))
}

/** Not with the signal of one request: who asks next waits for the same answer. */
function readOptions(
  call: Call,
  system: string,
  watcher: Watcher,
  source: CloneSource,
): Promise<CloneOptions> {
  return optionsOf(watcher, source, call.core.options.clock.now(), () =>
    ask(call, system, undefined, (connection, inner) => cloningOf(connection, system).options(source, inner)),
  )
}

interface Start {
  system: string
  order: CloneOrder
  run: string
  intents: string[]
  pace: ClonePace
}

/** Why a copy that waited was never sent. */
function endedFault(call: Call, key: string, system: string): Fault {
  const out = call.core.book.endOf(key) === 'signed-out'
  return new Fault({
    kind: 'auth',
    message: out
      ? 'You signed out before this copy was sent; nothing was made.'
      : 'The session ended before this copy was sent; nothing was made.',
    advice: 'Sign in again and start it again.',
    system,
  })
}

/** Waits for the copy's turn, then makes it; the end of the session ends the waiting. */
async function follow(
  call: Call,
  watcher: Watcher,
  session: UpstreamSession,
  request: CloneRequest,
  report: (progress: CloneProgress) => void,
  withdrawn: AbortSignal,
): Promise<CloneEnd> {
  const { core } = call
  const { system } = watcher
  const cloning = cloningOf(core.system(system).hypervisor.connect(session), system)
  const key = core.book.keyOf(system, session)
  const over = new AbortController()
  const stop = core.book.ended.add((ended) => {
    if (ended.key === key) over.abort()
  })
  // It may wait for hours, and no page may be open.
  const letGo = core.book.hold(system, session)
  report({ state: 'queued', step: 'Waits in Gantry for its turn.', cancel: true })
  const place = { source: request.order.source.vm, perSource: cloning.perSource }
  const leave = await watcher.clones.turn(place, AbortSignal.any([withdrawn, over.signal]))
  stop()
  if (leave === undefined) {
    letGo()
    if (over.signal.aborted) throw endedFault(call, key, system)
    return { state: 'cancelled' }
  }
  try {
    report({ state: 'queued', step: 'Sent.', cancel: 'The system has not taken it yet.' })
    return await cloning.run(request, report, new AbortController().signal)
  } catch (error) {
    // The copies that wait with this session need not try.
    if (toFault(error).kind === 'auth') core.book.markEnded(system, session, 'expired')
    throw error
  } finally {
    leave()
    letGo()
  }
}

/** Queues one copy as a job; its watcher lives as long as the job. */
async function queueCopy(
  call: Call,
  { system, order, run }: Start,
  index: number,
  intent: string,
): Promise<Job> {
  const session = call.sessions.need(system)
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
    follow: (report, withdrawn) =>
      follow(call, watcher, session, { order: single, intent }, report, withdrawn),
  })
  void followed.finally(release)
  return await taken
}

/** Throws what the rules refuse before anything is queued; then queues every copy. */
async function start(call: Call, input: Start): Promise<{ jobs: Job[] }> {
  const { system, order, intents, pace } = input
  if (intents.length !== order.copies.length || new Set(intents).size !== intents.length)
    throw new Fault({ kind: 'invalid-input', message: 'Every copy needs an intent of its own.', system })
  const { watcher, release } = leaseOf(call, system)
  try {
    refuseErrors(watcher, order, intents, await readOptions(call, system, watcher, order.source))
    watcher.clones.setPace(pace)
    return { jobs: await Promise.all(intents.map((intent, index) => queueCopy(call, input, index, intent))) }
  } finally {
    release()
  }
}

export const cloneProcedures = {
  options: os.clones.options.handler(async ({ context, input: { system, vm, snapshotId } }) => {
    const { watcher, release } = leaseOf(context, system)
    try {
      const source = { vm, ...(snapshotId === undefined ? {} : { snapshotId }) }
      forgetOptions(watcher, source)
      return await readOptions(context, system, watcher, source)
    } finally {
      release()
    }
  }),
  plan: os.clones.plan.handler(async ({ context, input: { system, order, copy }, signal }) => {
    if (copy >= order.copies.length)
      throw new Fault({
        kind: 'invalid-input',
        message: `There is no copy ${copy + 1}.`,
        field: 'copy',
        system,
      })
    const { watcher, release } = leaseOf(context, system)
    try {
      await watcher.settled(settleMs)
      const [options, plan] = await Promise.all([
        readOptions(context, system, watcher, order.source),
        ask(context, system, signal, (connection, inner) =>
          cloningOf(connection, system).plan(order, copy, watcher.store, inner),
        ),
      ])
      return wholePlan(plan, checkByRules(watcher, order, options))
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

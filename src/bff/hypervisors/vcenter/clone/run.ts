import { Fault, type FaultInfo, toFault } from '../../../../contract/fault.ts'
import type { ActionEnd } from '../../action-port.ts'
import type { CloneEnd, CloneProgress } from '../../clone-port.ts'
import { followTask } from '../actions/follow.ts'
import type { Follower } from '../actions/follower.ts'
import { taskChain } from '../actions/task.ts'
import type { RestClient } from '../transport/rest-client.ts'
import type { Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { retrieve } from '../wire/property-collector.ts'
import { ref, refId } from '../wire/read.ts'
import type { ServiceContent } from '../wire/service-content.ts'
import { blame } from './blame.ts'
import { findByName, leftBehind } from './leftovers.ts'
import { placeOf } from './place.ts'
import { restClone } from './rest-clone.ts'
import { followRest, isTask, refusesTask, vimTaskOf } from './rest-follow.ts'
import { type CloneParts, vimClone } from './vim-clone.ts'

export interface Running {
  vim: VimClient
  rest: RestClient | undefined
  content: ServiceContent
  follower(content: ServiceContent): Follower
  parts: CloneParts
  intent: string
  report(progress: CloneProgress): void
  signal: AbortSignal
}

/** REST without a task answers when the copy is there; disks are copied for hours. */
const blockingTimeoutMs = 4 * 3_600_000
/** vCenter answers with a task as soon as it has checked the arguments, which takes longer when it is busy. */
const sendTimeoutMs = 120_000

const notSaid = 'vCenter has not said yet whether it can be.'

function made({ parts }: Running, id?: string): NonNullable<CloneEnd['makes']> {
  const { order } = parts
  const name = order.copies[0]?.name ?? ''
  return { kind: order.template ? 'template' : 'vm', name, ...(id === undefined ? {} : { id }) }
}

function blamedBy({ parts, vim }: Running): (fault: unknown) => FaultInfo {
  return (fault) => toFault(blame(fault, parts), vim.system).info
}

/** The name in the folder before anything is sent, so that what is there later can be told from it. */
async function lookBefore({ vim, content, parts, signal }: Running) {
  const { order, source, targets } = parts
  const { folderId } = placeOf(order, source, targets)
  if (folderId === undefined) return undefined
  const name = order.copies[0]?.name ?? ''
  return { folderId, name, before: await findByName(vim, content, folderId, name, { signal }) }
}

type Before = Awaited<ReturnType<typeof lookBefore>>

/** The end of the task as the end of the copy: with its id, or with what it left behind. */
async function endOf(
  running: Running,
  before: Before,
  end: ActionEnd,
  id: string | undefined,
): Promise<CloneEnd> {
  const { vim, content, signal } = running
  if (end.state === 'done') return { ...end, makes: made(running, id ?? (await foundNow(running, before))) }
  if (before === undefined) return { ...end, makes: made(running) }
  // An unknown end may be a good one: what is there then is the copy, not a leftover.
  if (end.state === 'unknown') return { ...end, makes: made(running, await foundNow(running, before)) }
  const left = await leftBehind(vim, content, before, { signal }).catch((error: unknown) => {
    signal.throwIfAborted()
    vim.line.log.info({ system: vim.system, error: String(error) }, 'not looked for what a clone left')
    return []
  })
  return { ...end, makes: made(running), ...(left.length === 0 ? {} : { left }) }
}

async function foundNow({ vim, content, signal }: Running, before: Before): Promise<string | undefined> {
  if (before === undefined || before.before !== null) return undefined
  const id = await findByName(vim, content, before.folderId, before.name, { signal }).catch(() => undefined)
  signal.throwIfAborted()
  return id ?? undefined
}

/** `info.result` of a finished task; a task that is forgotten already has none. */
async function resultOf({ vim, content, signal }: Running, task: Ref): Promise<string | undefined> {
  try {
    const paths = { Task: ['info.result'] }
    const [found] = await retrieve(vim, content.propertyCollector, paths, [{ obj: task }], { signal })
    return refId(found?.props['info.result'])
  } catch (error) {
    signal.throwIfAborted()
    vim.line.log.debug({ system: vim.system, error: String(error) }, 'result of a clone not read')
    return undefined
  }
}

/** Tasks of REST do not name the operation of the log; the vim task behind them does. */
async function chainOf(
  { vim, content, signal }: Running,
  task: string | undefined,
): Promise<string | undefined> {
  if (task === undefined) return undefined
  try {
    const starts = [{ obj: { type: 'Task', value: task } }]
    const paths = { Task: ['info.eventChainId'] }
    const [found] = await retrieve(vim, content.propertyCollector, paths, starts, { signal })
    return found === undefined ? undefined : taskChain(found.props)
  } catch (error) {
    signal.throwIfAborted()
    vim.line.log.debug({ system: vim.system, error: String(error) }, 'operation of a clone not read')
    return undefined
  }
}

/** How hosts of Gantry say that nothing was sent at all. */
const neverSent = /refused|ENOTFOUND|EAI_AGAIN|certificate/i

/**
 * An answer that was lost says nothing about the copy: it may be there, or still come, so that the end is unknown.
 * Everything else that was thrown is a refusal.
 */
async function orUnknown(running: Running, before: Before, error: unknown): Promise<CloneEnd> {
  const fault = toFault(blame(error, running.parts), running.vim.system)
  const { kind, info } = fault
  // `unavailable` with a code is a service behind vCenter that said so itself.
  const lost = kind === 'timeout' || (kind === 'unavailable' && info.code === undefined)
  if (!lost || neverSent.test([info.message, ...(info.causes ?? [])].join(' '))) throw fault
  const id = await foundNow(running, before)
  const advice =
    'The answer was lost, not the request: look for the copy in the inventory before you try again.'
  return { state: 'unknown', fault: { ...info, advice }, makes: made(running, id) }
}

/** `CloneVM_Task`, followed to its end. */
export async function runTask(running: Running): Promise<CloneEnd> {
  const { vim, content, parts, intent, signal, report } = running
  const { target, method, args } = vimClone(parts, vim.dialect)
  const before = await lookBefore(running)
  let reply: unknown
  try {
    reply = await vim.call(target, method, args, { signal, operationId: intent, timeoutMs: sendTimeoutMs })
  } catch (error) {
    signal.throwIfAborted()
    return orUnknown(running, before, error)
  }
  const task = ref(reply)
  if (task === undefined) throw new Fault({ kind: 'protocol', message: 'vCenter started no task.' })
  report({ upstreamId: task.value, state: 'queued', cancel: notSaid, makes: made(running) })
  const follower = running.follower(content)
  const end = await followTask(follower, task, {
    system: vim.system,
    blamed: blamedBy(running),
    report,
    signal,
  })
  const id = end.state === 'done' ? await resultOf(running, task) : undefined
  return endOf(running, before, end, id)
}

/** REST: as a task where the server has such, else waiting for the answer. */
export async function runRest(running: Running): Promise<CloneEnd> {
  const { rest, parts, signal, report, intent } = running
  if (rest === undefined) throw new Fault({ kind: 'unsupported', message: 'There is no REST session.' })
  const before = await lookBefore(running)
  const send = async (asTask: boolean): Promise<string> => {
    const { method, path, body } = restClone(parts.order, rest.dialect, asTask)
    // A server that does not know `vmw-task` may ignore it and answer when the copy is there.
    const options = { signal, timeoutMs: blockingTimeoutMs, operationId: intent }
    const reply = await rest.call(method, path, body, options)
    if (typeof reply === 'string' && reply !== '') return reply
    throw new Fault({ kind: 'protocol', message: 'vCenter answered without the copy or its task.' })
  }
  let answer: string
  try {
    answer = await send(true)
  } catch (error) {
    signal.throwIfAborted()
    if (!refusesTask(error)) return orUnknown(running, before, error)
    report({
      state: 'running',
      cancel: 'A request over REST that waits for its end cannot be cancelled.',
      makes: made(running),
    })
    try {
      answer = await send(false)
    } catch (later) {
      signal.throwIfAborted()
      return orUnknown(running, before, later)
    }
  }
  if (!isTask(answer)) return { state: 'done', makes: made(running, answer) }
  const upstreamId = vimTaskOf(answer) ?? answer
  report({ upstreamId, state: 'queued', cancel: notSaid, makes: made(running) })
  const chain = await chainOf(running, vimTaskOf(answer))
  if (chain !== undefined) report({ chain })
  const { end, result } = await followRest(rest, answer, { blamed: blamedBy(running), report, signal })
  return endOf(running, before, end, result)
}

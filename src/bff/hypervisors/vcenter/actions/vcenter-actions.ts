import type { Verb } from '../../../../contract/actions/vm-action.ts'
import { Fault, type FaultInfo, toFault } from '../../../../contract/fault.ts'
import type { RequestPreview } from '../../../../contract/job.ts'
import type { SystemInfo } from '../../../../contract/system.ts'
import type { ConsoleOptions, ConsoleTicket, IsoFile } from '../../../../contract/vm.ts'
import type { ActionEnd, ActionRequest, Actions, JobSink, Progress } from '../../action-port.ts'
import { VimError } from '../transport/faults.ts'
import type { RestClient } from '../transport/rest-client.ts'
import type { Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { type Props, retrieve } from '../wire/property-collector.ts'
import { ref, refId, refIds, str } from '../wire/read.ts'
import type { ServiceContent } from '../wire/service-content.ts'
import { blame } from './blame.ts'
import { consoleTicket } from './console.ts'
import { followGuest, followTask } from './follow.ts'
import type { Follower } from './follower.ts'
import { type Order, orderOf } from './orders.ts'
import { destinationOf } from './placement.ts'
import { noSuchMethod, restPower, restPowerPath } from './rest-power.ts'
import { taskChain } from './task.ts'
import { watchTasks } from './watch-jobs.ts'

const offered: readonly Verb[] = [
  ...(['start', 'stop', 'suspend', 'reset', 'shutdown', 'reboot', 'standby'] as const),
  ...(['snapshot-create', 'snapshot-revert', 'snapshot-delete', 'snapshot-delete-all'] as const),
  ...(['snapshot-rename', 'consolidate', 'migrate', 'relocate', 'edit'] as const),
  ...(['mark-template', 'mark-vm', 'unregister', 'remove', 'answer'] as const),
]

/** What vCenter can be asked to do with VMs and templates. */
export const vcenterActions: NonNullable<SystemInfo['actions']> = Object.fromEntries(
  offered.map((verb) => [verb, true as const]),
)

export interface ActionsOptions {
  vim: VimClient
  rest: RestClient | undefined
  content(signal: AbortSignal): Promise<ServiceContent>
  /** The follower of this session. */
  follower(content: ServiceContent): Follower
}

/** Changes VMs and templates of one vCenter over vim, power over REST where vim lacks it. */
export class VcenterActions implements Actions {
  private readonly options: ActionsOptions
  private readonly vim: VimClient

  constructor(options: ActionsOptions) {
    this.options = options
    this.vim = options.vim
  }

  async preview(request: ActionRequest, signal: AbortSignal): Promise<RequestPreview[]> {
    const order = await this.order(request, signal)
    const { path, init } = this.vim.written(order.target, order.method, order.args, request.intent)
    const contentType = new Headers(init.headers).get('content-type')
    // Both codecs write text.
    const body = init.body as string
    return [
      {
        method: init.method ?? 'POST',
        path,
        ...(contentType === null ? {} : { contentType }),
        body: contentType === 'application/json' ? JSON.stringify(JSON.parse(body), undefined, 2) : body,
      },
    ]
  }

  async run(
    request: ActionRequest,
    report: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<ActionEnd> {
    const { action, intent } = request
    const content = await this.options.content(signal)
    const order = await this.order(request, signal)
    const vm: Ref = { type: 'VirtualMachine', value: request.vm }
    const before = order.end === 'task' ? undefined : await this.stateBefore(content, order, vm, signal)
    const follower = this.options.follower(content)
    const blamed = (fault: unknown): FaultInfo =>
      toFault(blame(fault, action, request.vm), this.vim.system).info
    let reply: unknown
    try {
      reply = await this.vim.call(order.target, order.method, order.args, { signal, operationId: intent })
    } catch (error) {
      const end = await this.overRest(error, request, report, signal)
      if (end !== undefined) return end
      throw blame(error, action, request.vm)
    }
    if (order.end === 'task') {
      const task = ref(reply)
      if (task === undefined) throw new Fault({ kind: 'protocol', message: 'vCenter started no task.' })
      report({
        upstreamId: task.value,
        state: 'queued',
        cancel: 'vCenter has not said yet whether it can be.',
      })
      return followTask(follower, task, { system: this.vim.system, blamed, report, signal })
    }
    const told = await this.toldTask(content, order, before, signal)
    report({ ...told, state: 'running', cancel: 'The guest was asked already.' })
    if (order.end === 'call') return { state: 'done' }
    const wanted = { end: order.end, before: before?.machine ?? {} }
    return followGuest(follower, this.vim, vm, wanted, signal)
  }

  async cancelJob(upstreamId: string, signal: AbortSignal): Promise<void> {
    await this.vim.call({ type: 'Task', value: upstreamId }, 'CancelTask', {}, { signal })
  }

  async watchJobs(sink: JobSink, signal: AbortSignal): Promise<void> {
    let content: ServiceContent
    try {
      content = await this.options.content(signal)
    } catch (error) {
      if (signal.aborted) return
      throw error
    }
    await watchTasks(this.vim, content, sink, signal)
  }

  async console(vm: string, options: ConsoleOptions, signal: AbortSignal): Promise<ConsoleTicket> {
    return consoleTicket(this.vim, await this.options.content(signal), vm, options, { signal })
  }

  async isoFiles(): Promise<IsoFile[]> {
    throw new Fault({
      kind: 'unsupported',
      system: this.vim.system,
      message: 'Gantry does not search the datastores of a vCenter for images.',
      advice: 'Change the CD in the vSphere Client.',
    })
  }

  private async order({ vm, action }: ActionRequest, signal: AbortSignal): Promise<Order> {
    const content = await this.options.content(signal)
    try {
      return orderOf(vm, action, await destinationOf(this.vim, content, vm, action, { signal }))
    } catch (error) {
      throw blame(error, action, vm)
    }
  }

  /** Power verbs go over REST where vim has no such method; `undefined` for every other fault. */
  private async overRest(
    error: unknown,
    { vm, action }: ActionRequest,
    report: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<ActionEnd | undefined> {
    const { rest } = this.options
    if (rest === undefined || !(error instanceof VimError) || !noSuchMethod.has(error.vim.type)) return
    const path = restPowerPath(rest, vm, action.verb)
    if (path === undefined) return
    report({ state: 'running', cancel: 'A request over REST cannot be cancelled.' })
    await restPower(rest, path, { signal })
    return { state: 'done' }
  }

  /** How the VM is, and which tasks are known, before a method that returns no task. */
  private async stateBefore(
    { propertyCollector, taskManager }: ServiceContent,
    order: Order,
    vm: Ref,
    signal: AbortSignal,
  ): Promise<{ machine: Props; tasks: ReadonlySet<string> }> {
    const asksGuest = order.end !== 'call'
    const paths = {
      TaskManager: ['recentTask'],
      ...(asksGuest ? { VirtualMachine: ['runtime.powerState', 'runtime.bootTime'] } : {}),
    }
    const starts = [{ obj: taskManager }, ...(asksGuest ? [{ obj: vm }] : [])]
    const found = await retrieve(this.vim, propertyCollector, paths, starts, { signal })
    const of = (type: string) => found.find(({ obj }) => obj.type === type)?.props ?? {}
    return { machine: of('VirtualMachine'), tasks: new Set(refIds(of('TaskManager').recentTask)) }
  }

  /**
   * vCenter lists what returns no task among its tasks all the same; found there, it is not told of twice. Best effort:
   * the action was taken, whatever this reads.
   */
  private async toldTask(
    { propertyCollector, taskManager }: ServiceContent,
    order: Order,
    before: { tasks: ReadonlySet<string> } | undefined,
    signal: AbortSignal,
  ): Promise<Pick<Progress, 'upstreamId' | 'chain'>> {
    const select = [{ name: 'recent', type: 'TaskManager', path: 'recentTask' }]
    try {
      const found = await retrieve(
        this.vim,
        propertyCollector,
        { Task: ['info.name', 'info.entity', 'info.descriptionId', 'info.eventChainId'] },
        [{ obj: taskManager, skip: true, select }],
        { signal },
      )
      const own = found.filter(({ obj, props }) => {
        const fits = str(props['info.name']) === order.method || describes(props, order.method)
        return fits && !before?.tasks.has(obj.value) && onTarget(props, order.target)
      })
      const task = own.at(-1)
      const chain = task === undefined ? undefined : taskChain(task.props)
      return {
        ...(task === undefined ? {} : { upstreamId: task.obj.value }),
        ...(chain === undefined ? {} : { chain }),
      }
    } catch (error) {
      signal.throwIfAborted()
      this.vim.line.log.debug({ system: this.vim.system, error: String(error) }, 'task not found again')
      return {}
    }
  }
}

/** `VirtualMachine.shutdownGuest` for `ShutdownGuest`. */
function describes(props: Props, method: string): boolean {
  const last = str(props['info.descriptionId'])?.split('.').at(-1)
  return last?.toLowerCase() === method.toLowerCase()
}

/** A snapshot's task names its VM, which the order does not know. */
function onTarget(props: Props, target: Ref): boolean {
  return target.type !== 'VirtualMachine' || refId(props['info.entity']) === target.value
}

import { Fault, type FaultInfo, toFault } from '../../../../contract/fault.ts'
import type { ActionEnd, Progress } from '../../action-port.ts'
import type { Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import type { Props } from '../wire/property-collector.ts'
import { str } from '../wire/read.ts'
import type { Follower } from './follower.ts'
import type { Order } from './orders.ts'
import { forgotten, taskChain, taskEnd, taskProgress } from './task.ts'

/** How long a guest may take for what it was asked. */
const guestLimitMs = 300_000

/** Follows an object until `judge` knows the end. An abort rejects with its reason; lost sight is an unknown end. */
function until(
  follower: Follower,
  target: Ref,
  judge: (props: Props | undefined) => ActionEnd | undefined,
  signal: AbortSignal,
): Promise<ActionEnd> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    let stop = () => {}
    const onAbort = () => {
      stop()
      reject(signal.reason)
    }
    const finish = (end: ActionEnd) => {
      signal.removeEventListener('abort', onAbort)
      stop()
      resolve(end)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    stop = follower.follow(target, {
      seen: (props) => {
        const end = judge(props)
        if (end !== undefined) finish(end)
      },
      lost: ({ info }) =>
        finish({ state: 'unknown', fault: { ...info, advice: 'Sign in again and look at the VM itself.' } }),
    })
  })
}

/** Follows a task to its end. `blamed` names the option that its fault is about. */
export function followTask(
  follower: Follower,
  task: Ref,
  options: {
    system: string
    blamed: (fault: unknown) => FaultInfo
    report: (progress: Progress) => void
    signal: AbortSignal
  },
): Promise<ActionEnd> {
  let chained = false
  const judge = (props: Props | undefined): ActionEnd | undefined => {
    if (props === undefined) return { state: 'unknown', fault: forgotten }
    const chain = taskChain(props)
    if (chain !== undefined && !chained) options.report({ chain })
    chained ||= chain !== undefined
    const end = taskEnd(props, options.system, options.blamed)
    if (end === undefined && str(props['info.state']) !== undefined) options.report(taskProgress(props))
    return end
  }
  return until(follower, task, judge, options.signal)
}

/** What a guest is expected to do, against how the VM was before it was asked. */
function guestJudge(end: Order['end'], before: Props): (props: Props) => boolean {
  let silent = false
  return (props) => {
    const power = str(props['runtime.powerState'])
    if (end === 'off') return power === 'poweredOff'
    if (end === 'asleep') return power === 'suspended' || str(props['guest.guestState']) === 'standby'
    // A restart by the guest need not count as a start of the VM: then its Tools fall silent and come back.
    const restarted = str(props['runtime.bootTime']) !== str(before['runtime.bootTime'])
    const tools = str(props['guest.toolsRunningStatus'])
    silent ||= tools === 'guestToolsNotRunning'
    return power === 'poweredOn' && (restarted || (silent && tools === 'guestToolsRunning'))
  }
}

/** Follows a VM whose guest was asked for something, until its state shows it or five minutes are over. */
export async function followGuest(
  follower: Follower,
  vim: VimClient,
  vm: Ref,
  order: { end: Order['end']; before: Props },
  signal: AbortSignal,
): Promise<ActionEnd> {
  const { line, system } = vim
  const reached = guestJudge(order.end, order.before)
  const ending = new AbortController()
  const both = AbortSignal.any([signal, ending.signal])
  const late = new Fault({
    kind: 'timeout',
    system,
    message: 'The guest was asked, but its state did not change within 5 minutes.',
    advice: 'Open its console: it may wait for somebody, or have refused. Then try again, or power it off.',
  })
  line.clock.sleep(guestLimitMs, both).then(
    () => ending.abort(late),
    () => {},
  )
  const judge = (props: Props | undefined): ActionEnd | undefined => {
    if (props === undefined) return { state: 'unknown', fault: vmGone }
    return reached(props) ? { state: 'done' } : undefined
  }
  try {
    return await until(follower, vm, judge, both)
  } catch (error) {
    signal.throwIfAborted()
    return { state: 'unknown', fault: toFault(error, system).info }
  } finally {
    ending.abort(late)
  }
}

const vmGone: FaultInfo = {
  kind: 'not-found',
  message: 'The VM was removed before its state showed that the guest had done it.',
}

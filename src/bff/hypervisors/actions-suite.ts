import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { allowed } from '../../contract/actions/rules.ts'
import type { Verb, VmAction } from '../../contract/actions/vm-action.ts'
import { eventMatcher } from '../../contract/events/filter.ts'
import { Fault, type FaultInfo } from '../../contract/fault.ts'
import { requestPreviewSchema } from '../../contract/job.ts'
import type { SystemKind } from '../../contract/system.ts'
import type { VmDetail } from '../../contract/vm.ts'
import type { Actions, FoundJob } from './action-port.ts'
import type { Connection } from './port.ts'

/** A system whose time goes on by itself, with machines to act on. */
export interface ActionSubject {
  kind: SystemKind
  connection: Connection
  /** A machine in this state that nothing else uses, with a snapshot where the verb needs one; its id. */
  machine(state: string, verb: Verb): Promise<string>
  /** The action, with options that a machine in the right state takes. */
  action(verb: Verb, detail: VmDetail): VmAction
  /** Does something upstream right before the next request that changes something arrives there. */
  disturb(change: () => void): void
  /** What somebody else does there at once; machines by name. */
  upstream: { setPower(machine: string, power: 'on' | 'off'): void; remove(machine: string): void }
  close(): Promise<void>
}

export interface ActionSuite {
  /** In one of them everything that is offered is tried out. */
  states: readonly string[]
  verbs: readonly Verb[]
  open(): Promise<ActionSubject>
}

const never = () => new AbortController().signal
const intent = '33333333-3333-4333-8333-333333333333'

/** `ok`, or the code of the fault. */
async function outcome(actions: Actions, vm: string, action: VmAction): Promise<string> {
  try {
    const end = await actions.run({ vm, action, intent: crypto.randomUUID() }, () => {}, never())
    if (end.state === 'done') return 'ok'
    return end.state === 'cancelled' ? 'cancelled' : `${end.state}: ${end.fault.code ?? end.fault.message}`
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return `refused: ${error.info.code ?? ''} ${error.message}`
  }
}

/** What every adapter that changes VMs does, whatever it speaks. */
export function describeActions(name: string, { states, verbs, open }: ActionSuite): void {
  describe(name, () => {
    let subject: ActionSubject

    beforeEach(async () => {
      subject = await open()
    })

    afterEach(() => subject.close())

    function actionsOf(): Actions {
      const { actions } = subject.connection
      if (actions === undefined) throw new Error('this connection has no actions')
      return actions
    }

    test('offers these verbs and no others', async () => {
      const { actions = {} } = await subject.connection.info(never())
      const offered = Object.entries(actions).filter(([, offer]) => offer === true)
      expect(offered.map(([verb]) => verb).sort()).toEqual([...verbs].sort())
    })

    test.each(verbs)('%s works in the states that the rules allow it in, and in no other', async (verb) => {
      const cells = await Promise.all(
        states.map(async (state) => {
          const vm = await subject.machine(state, verb)
          const detail = await subject.connection.vm(vm, never())
          const verdict = allowed(verb, detail.vm, subject.kind)
          const found = await outcome(actionsOf(), vm, subject.action(verb, detail))
          // Only the words differ between a refusal and what the rules say.
          return { state, found, expected: verdict === true ? 'ok' : found === 'ok' ? verdict : found }
        }),
      )
      const of = (which: 'found' | 'expected') =>
        Object.fromEntries(cells.map((cell) => [cell.state, cell[which]]))
      expect(of('found')).toEqual(of('expected'))
    })

    test('shows the request of every verb and sends nothing', async () => {
      for (const verb of verbs) {
        const vm = await subject.machine(states[0] ?? '', verb)
        const before = await subject.connection.vm(vm, never())
        const requests = await actionsOf().preview(
          { vm, action: subject.action(verb, before), intent },
          never(),
        )
        expect(requests.length, verb).toBeGreaterThan(0)
        for (const request of requests) expect(requestPreviewSchema.parse(request).path).toMatch(/^\//)
        expect((await subject.connection.vm(vm, never())).vm, verb).toEqual(before.vm)
      }
    })

    /** How an action ended that could not be done. */
    async function faultOf(vm: string, action: VmAction): Promise<FaultInfo | undefined> {
      try {
        const end = await actionsOf().run({ vm, action, intent: crypto.randomUUID() }, () => {}, never())
        return 'fault' in end ? end.fault : undefined
      } catch (error) {
        if (!(error instanceof Fault)) throw error
        return error.info
      }
    }

    /** A machine that takes the verb now. */
    async function willing(verb: Verb): Promise<{ vm: string; detail: VmDetail }> {
      for (const state of states) {
        const vm = await subject.machine(state, verb)
        const detail = await subject.connection.vm(vm, never())
        if (allowed(verb, detail.vm, subject.kind) === true) return { vm, detail }
      }
      throw new Error(`${verb} is allowed in no state`)
    }

    test.each(verbs)('%s says so when somebody removes the VM meanwhile', async (verb) => {
      const { vm, detail } = await willing(verb)
      const action = subject.action(verb, detail)
      subject.disturb(() => subject.upstream.remove(detail.vm.name))
      expect(await faultOf(vm, action)).toMatchObject({ kind: 'not-found' })
    })

    test('says what the state is when somebody changes it meanwhile', async () => {
      const { vm, detail } = await willing('start')
      subject.disturb(() => subject.upstream.setPower(detail.vm.name, 'on'))
      const fault = await faultOf(vm, subject.action('start', detail))
      expect(fault).toMatchObject({ kind: 'invalid-state' })
      expect([fault?.message, ...(fault?.causes ?? [])].join(' ')).toMatch(/\b(up|on)\b/i)
    })

    test('says of a VM that is not there that it is not', async () => {
      const vm = await subject.machine(states[0] ?? '', 'remove')
      const detail = await subject.connection.vm(vm, never())
      expect(await outcome(actionsOf(), vm, subject.action('remove', detail))).toBe('ok')
      await expect(
        actionsOf().run({ vm, action: { verb: 'start' }, intent }, () => {}, never()),
      ).rejects.toMatchObject({ info: { kind: 'not-found' } })
    })

    test('tells which operations of the log are its own', async () => {
      const { vm, detail } = await willing('start')
      const chains: string[] = []
      const end = await actionsOf().run(
        { vm, action: subject.action('start', detail), intent },
        ({ chain }) => chain !== undefined && chains.push(chain),
        never(),
      )
      expect(end.state).toBe('done')
      expect(new Set(chains).size).toBe(1)
      const { events } = subject.connection
      if (events === undefined) throw new Error('this connection has no log')
      const newest = await events.older({}, undefined, 1, never())
      const system = newest.events[0]?.system
      const filter = { chains: chains.map((chain) => `${system}/${chain}`) }
      const told = (await events.older(filter, undefined, 50, never())).events.filter(eventMatcher(filter))
      expect(told.length).toBeGreaterThan(0)
      for (const { objects } of told) expect(objects.map(({ id }) => id)).toContain(vm)
    })

    test('an abort ends the following, not the action; the system tells of it as a job of its own', async () => {
      const vm = await subject.machine(states[0] ?? '', 'start')
      const jobs = new Map<string, FoundJob>()
      const watching = new AbortController()
      const watched = actionsOf().watchJobs(
        {
          put: (found) => {
            for (const job of found) jobs.set(job.id, job)
          },
          gone() {},
        },
        watching.signal,
      )
      const following = new AbortController()
      const run = actionsOf().run(
        { vm, action: { verb: 'start' }, intent },
        ({ state }) => state !== undefined && following.abort(new Error('enough')),
        following.signal,
      )
      await expect(run).rejects.toThrow('enough')
      const told = () =>
        [...jobs.values()].filter(({ target, state }) => target.id === vm && state === 'done')
      await expect.poll(told, { timeout: 10_000 }).toHaveLength(1)
      await expect
        .poll(async () => (await subject.connection.vm(vm, never())).vm, { timeout: 10_000 })
        .toMatchObject({ power: 'on' })
      watching.abort()
      await watched
    })
  })
}

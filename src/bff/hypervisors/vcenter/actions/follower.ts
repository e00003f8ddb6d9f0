import { Fault, toFault } from '../../../../contract/fault.ts'
import { VimError } from '../transport/faults.ts'
import type { CallOptions } from '../transport/line.ts'
import type { Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import {
  createCollector,
  createFilter,
  destroy,
  type Props,
  retrieve,
  waitForUpdates,
} from '../wire/property-collector.ts'
import { list, ref, refId } from '../wire/read.ts'
import type { ServiceContent } from '../wire/service-content.ts'

const maxWaitSeconds = 20
const graceMs = 30_000
const tidyMs = 5_000
/** Attempts in a row without an answer before followers are told that sight is lost: about three minutes. */
const maxFailures = 9

const followedPaths = {
  Task: [
    'info.state',
    'info.progress',
    'info.error',
    'info.cancelable',
    'info.cancelled',
    'info.eventChainId',
  ],
  VirtualMachine: ['runtime.powerState', 'runtime.bootTime', 'guest.toolsRunningStatus', 'guest.guestState'],
}

/** Told of an object that is followed. */
export interface Sight {
  /** Its properties as they are now; `undefined` when the system no longer knows it. */
  seen(props: Props | undefined): void
  /** Nothing more will be seen of it. */
  lost(fault: Fault): void
}

interface Followed {
  target: Ref
  props: Props
  sights: Set<Sight>
}

/**
 * Follows tasks and VMs of one session, however many there are, with one list view, one filter and one wait. It stands
 * while there is something to follow, and is set up again when the connection was lost for a while.
 */
export class Follower {
  private readonly vim: VimClient
  private readonly content: ServiceContent
  private readonly followed = new Map<string, Followed>()
  private ending = new AbortController()
  private view: Ref | undefined
  private running = false

  constructor(vim: VimClient, content: ServiceContent) {
    this.vim = vim
    this.content = content
  }

  /** Starts to tell of an object; the returned function ends that. */
  follow(target: Ref, sight: Sight): () => void {
    const known = this.followed.get(target.value)
    const entry: Followed = known ?? { target, props: {}, sights: new Set() }
    entry.sights.add(sight)
    this.followed.set(target.value, entry)
    if (known === undefined) this.enter(target)
    else if (Object.keys(entry.props).length > 0) sight.seen(entry.props)
    return () => {
      entry.sights.delete(sight)
      if (entry.sights.size > 0 || this.followed.get(target.value) !== entry) return
      this.followed.delete(target.value)
      if (this.followed.size === 0) this.ending.abort(new Error('nothing left to follow'))
      else if (this.view !== undefined) void this.change(this.view, { remove: [target] })
    }
  }

  private enter(target: Ref): void {
    if (!this.running) {
      this.running = true
      this.ending = new AbortController()
      void this.run().finally(() => {
        this.running = false
        // Somebody may have come between the last look and here.
        const [next] = this.followed.values()
        if (next !== undefined) this.enter(next.target)
      })
      return
    }
    if (this.view === undefined) return
    // QUIRK(vcsim 0.56): a wait that is under way need not hear of what joins the list, so it is read once as well.
    void this.change(this.view, { add: [target] }).then(() => this.read([target]))
  }

  private async run(): Promise<void> {
    let failures = 0
    while (this.followed.size > 0) {
      if (this.ending.signal.aborted) this.ending = new AbortController()
      const { signal } = this.ending
      try {
        await this.attempt(signal, () => {
          failures = 0
        })
      } catch (error) {
        if (signal.aborted) continue
        const fault = toFault(error, this.vim.system)
        failures += 1
        if (fault.kind === 'auth' || failures > maxFailures) return this.loseAll(fault)
        this.vim.line.log.info({ system: this.vim.system, fault: fault.info }, 'tasks lost from sight')
        const pause = Math.min(30_000, 250 * 2 ** failures)
        await this.vim.line.clock.sleep(pause, signal).catch(() => {})
      }
    }
  }

  /** Sets up and waits until nothing is left to follow (`signal` aborts) or something breaks; both throw. */
  private async attempt(signal: AbortSignal, onAnswer: () => void): Promise<never> {
    const { vim, content } = this
    const made: [method: string, target: Ref][] = []
    try {
      const collector = await createCollector(vim, content.propertyCollector, { signal })
      made.push(['DestroyPropertyCollector', collector])
      const view = await this.createView({ signal })
      made.push(['DestroyView', view])
      const select = [{ name: 'list', type: 'ListView', path: 'view' }]
      await createFilter(vim, collector, followedPaths, [{ obj: view, skip: true, select }], { signal })
      this.view = view
      const all = () => [...this.followed.values()].map(({ target }) => target)
      await this.change(view, { add: all() })
      await this.read(all())
      for (let version = ''; ; ) {
        const timeoutMs = maxWaitSeconds * 1000 + graceMs
        const set = await waitForUpdates(vim, collector, version, maxWaitSeconds, { signal, timeoutMs })
        onAnswer()
        if (set === undefined) {
          await this.read(all())
          continue
        }
        version = set.version
        for (const { kind, obj, props } of set.updates) this.take(obj, kind === 'leave' ? undefined : props)
      }
    } finally {
      this.view = undefined
      const tidying = { signal: new AbortController().signal, timeoutMs: tidyMs }
      for (const [method, target] of made) void destroy(vim, method, target, tidying)
    }
  }

  private async createView(options: CallOptions): Promise<Ref> {
    const view = ref(await this.vim.call(this.content.viewManager, 'CreateListView', { obj: [] }, options))
    if (view !== undefined) return view
    throw new Fault({ kind: 'protocol', system: this.vim.system, message: 'The system made no list view.' })
  }

  /** What the view could not take has gone; a view that is gone itself is noticed by the wait. */
  private async change(view: Ref, change: { add?: Ref[]; remove?: Ref[] }): Promise<void> {
    const { signal } = this.ending
    try {
      const lost = await this.vim.call(view, 'ModifyListView', change, { signal })
      for (const each of list(lost)) {
        const entry = this.followed.get(refId(each) ?? '')
        if (entry !== undefined && change.remove === undefined) this.take(entry.target, undefined)
      }
    } catch (error) {
      if (!signal.aborted) this.vim.line.log.debug({ error: String(error) }, 'list of tasks not changed')
    }
  }

  /** Reads objects at once, one by one forgetting those that are gone. */
  private async read(targets: Ref[]): Promise<void> {
    const { signal } = this.ending
    let left = targets.filter(({ value }) => this.followed.has(value))
    while (left.length > 0) {
      const starts = left.map((obj) => ({ obj }))
      try {
        const found = await retrieve(this.vim, this.content.propertyCollector, followedPaths, starts, {
          signal,
        })
        for (const { obj, props } of found) this.take(obj, props)
        return
      } catch (error) {
        const gone = error instanceof VimError && error.vim.type === 'ManagedObjectNotFound'
        const id = gone ? refId((error.vim.detail as { obj?: unknown } | undefined)?.obj) : undefined
        const target = left.find(({ value }) => value === id) ?? (left.length === 1 ? left[0] : undefined)
        if (!gone || target === undefined) {
          if (!signal.aborted) this.vim.line.log.debug({ error: String(error) }, 'tasks not read')
          return
        }
        this.take(target, undefined)
        left = left.filter((each) => each !== target)
      }
    }
  }

  private take({ value }: Ref, props: Props | undefined): void {
    const entry = this.followed.get(value)
    if (entry === undefined) return
    if (props !== undefined) Object.assign(entry.props, props)
    for (const sight of [...entry.sights]) sight.seen(props === undefined ? undefined : { ...entry.props })
  }

  private loseAll(fault: Fault): void {
    const all = [...this.followed.values()]
    this.followed.clear()
    for (const { sights } of all) for (const sight of [...sights]) sight.lost(fault)
  }
}

/** The followers of a system's sessions: every connection of one session shares one. */
export class Followers {
  private readonly bySession = new Map<string, Follower>()

  of(session: string, vim: VimClient, content: ServiceContent): Follower {
    let follower = this.bySession.get(session)
    if (follower === undefined) {
      follower = new Follower(vim, content)
      this.bySession.set(session, follower)
    }
    return follower
  }

  forget(session: string): void {
    this.bySession.delete(session)
  }
}

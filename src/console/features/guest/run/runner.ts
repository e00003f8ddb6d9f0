import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FaultInfo } from '../../../../contract/fault.ts'
import type { GuestAuth, GuestCommand, GuestRunOptions } from '../../../../contract/guest/command.ts'
import type { GuestRun } from '../../../../contract/guest/guest.ts'
import type { WholeCommand } from '../command/draft.ts'
import type { GuestPlace, Kept } from '../credentials.ts'
import { type Batch, type Item, itemEnded, itemFailed, loginFailed, type RunTarget } from './item.ts'

/** What the runner needs from outside. */
export interface RunnerWorld {
  newId(): string
  now(): number
  send(order: {
    system: string
    vm: string
    id: string
    batch: string
    auth: GuestAuth
    command: GuestCommand
    options: GuestRunOptions
  }): Promise<GuestRun>
  terminate(system: string, id: string): Promise<unknown>
  faultOf(error: unknown): FaultInfo
  /** By `system/id`, as the live stream leaves them. */
  runs(): ReadonlyMap<string, GuestRun>
  onRuns(listener: () => void): void
  credentials(guest: GuestPlace): Kept | undefined
  refused(kept: Kept, words: string): void
}

interface Runner {
  /** The latest first. */
  batches: readonly Batch[]
  /** How many run at the same time on a system, where it was changed. */
  limits: ReadonlyMap<string, number>
}

/** What is asked to be run. */
export interface Order {
  title: string
  typed: WholeCommand
  canary: boolean
  targets: readonly { target: RunTarget; command?: GuestCommand; refusal?: string }[]
}

export const defaultLimit = 8
export const mostAtOnce = 64
/** So many guests refuse the same credentials, and none takes them, before the others are spared. */
const inVain = 3
const mostBatches = 10

/**
 * Starts commands in guests, so many at a time per system. A run, once taken, is followed by the server; this paces what has not
 * been taken yet, and lives as long as the page.
 */
export class GuestRunner {
  readonly store: StoreApi<Runner> = createStore<Runner>(() => ({ batches: [], limits: new Map() }))
  private readonly world: RunnerWorld
  /** What runs were started with. */
  private readonly used = new Map<string, Kept>()
  /** How guests took credentials. */
  private readonly record = new Map<GuestAuth, { took: number; refused: Set<string> }>()

  constructor(world: RunnerWorld) {
    this.world = world
    world.onRuns(() => this.follow())
  }

  /** Gives the id of the batch. */
  start({ title, typed, canary, targets }: Order): string {
    const { world } = this
    const items = targets.map(({ target, command, refusal }): Item => {
      const base = { target, id: world.newId(), attempt: 1 }
      if (refusal !== undefined || command === undefined)
        return { ...base, state: 'refused', note: refusal ?? 'There is no command for this guest.' }
      return { ...base, command, state: 'waiting' }
    })
    const batch: Batch = {
      id: world.newId(),
      title,
      startedAt: world.now(),
      typed,
      items,
      ...(canary && items.filter(({ state }) => state === 'waiting').length > 1 ? { canary: 'first' } : {}),
    }
    const { batches } = this.store.getState()
    const over =
      batches.length >= mostBatches ? batches.findLast((each) => each.items.every(itemEnded)) : undefined
    this.store.setState({ batches: [batch, ...batches.filter((each) => each !== over)] })
    this.pump()
    return batch.id
  }

  setLimit(system: string, limit: number): void {
    const within = Math.min(mostAtOnce, Math.max(1, Math.round(limit)))
    this.store.setState({ limits: new Map(this.store.getState().limits).set(system, within) })
    this.pump()
  }

  limitOf(system: string): number {
    return this.store.getState().limits.get(system) ?? defaultLimit
  }

  /** Ends one, or takes it back when it has not been sent. */
  cancel(id: string): void {
    this.edit((item) => (item.id === id ? this.cancelled(item) : item))
    this.pump()
  }

  cancelAll(batch: string): void {
    this.edit((item, of) => (of.id === batch ? this.cancelled(item) : item))
  }

  /** Another attempt of all that failed; the same credentials are not tried where they were refused. */
  retryFailed(batch: string): void {
    this.edit((item, of) => (of.id === batch && itemFailed(item) ? this.again(item) : item))
    this.pump()
  }

  retry(id: string): void {
    this.edit((item) => (item.id === id && itemFailed(item) ? this.again(item) : item))
    this.pump()
  }

  /** Lets what waits for a canary go. */
  goOn(batch: string): void {
    const { batches } = this.store.getState()
    this.store.setState({ batches: batches.map((each) => (each.id === batch ? withoutCanary(each) : each)) })
    this.pump()
  }

  /** New credentials were given: what waited for them goes on. */
  credentialsChanged(): void {
    this.pump()
  }

  /** Forgets batches here of which nothing is under way. */
  forget(batch: string): void {
    const { batches } = this.store.getState()
    this.store.setState({
      batches: batches.filter(({ id, items }) => id !== batch || !items.every(itemEnded)),
    })
  }

  private cancelled(item: Item): Item {
    if (item.state === 'waiting' || item.state === 'no-credentials')
      return { ...item, state: 'cancelled', note: 'Cancelled before it was sent.' }
    if (item.state !== 'sent' || itemEnded(item)) return item
    this.world.terminate(item.target.system, item.id).catch((error: unknown) => {
      const { message } = this.world.faultOf(error)
      this.edit((now) => (now.id === item.id ? { ...now, note: `Not ended: ${message}` } : now))
    })
    return { ...item, note: 'Being ended.' }
  }

  private again({ target, command, id, attempt, unsure, state }: Item): Item {
    const next = unsure === true ? id : this.world.newId()
    const tries = state === 'no-credentials' ? attempt : attempt + 1
    return {
      target,
      id: next,
      attempt: tries,
      state: 'waiting',
      ...(command === undefined ? {} : { command }),
      ...(unsure === true ? { unsure } : {}),
    }
  }

  /** Sends what may go now. */
  private pump(): void {
    const busy = new Map<string, number>()
    for (const { items } of this.store.getState().batches) {
      for (const item of items) {
        const { system } = item.target
        const open =
          item.state === 'sending' || (item.state === 'sent' && !itemEnded(item) && item.run?.lost !== true)
        if (open) busy.set(system, (busy.get(system) ?? 0) + 1)
      }
    }
    const go: { item: Item; batch: Batch; kept: Kept }[] = []
    // The oldest batch first.
    for (const batch of this.store.getState().batches.toReversed()) {
      const canary =
        batch.canary === undefined ? undefined : batch.items.find(({ state }) => state !== 'refused')
      for (const item of batch.items) {
        if (item.state !== 'waiting' && item.state !== 'no-credentials') continue
        if (canary !== undefined && item !== canary) continue
        const { system } = item.target
        if ((busy.get(system) ?? 0) >= this.limitOf(system)) continue
        const kept = this.usable(item)
        if (kept === undefined) continue
        busy.set(system, (busy.get(system) ?? 0) + 1)
        go.push({ item, batch, kept })
      }
    }
    const going = new Set(go.map(({ item }) => item))
    this.edit((item, batch) => {
      if (going.has(item)) return { ...withoutNote(item), state: 'sending' }
      if (item.state !== 'waiting' && item.state !== 'no-credentials') return item
      // Behind a canary, nobody has looked for credentials yet.
      if (batch.canary !== undefined && item.state === 'waiting' && this.isHeld(batch, item)) return item
      const note = this.lack(item)
      if (note === undefined)
        return item.state === 'waiting' ? item : { ...withoutNote(item), state: 'waiting' }
      return item.state === 'no-credentials' && item.note === note
        ? item
        : { ...item, state: 'no-credentials', note }
    })
    for (const { item, batch, kept } of go) void this.send(item, batch, kept)
  }

  private isHeld({ items }: Batch, item: Item): boolean {
    return items.find(({ state }) => state !== 'refused') !== item
  }

  private usable(item: Item): Kept | undefined {
    return this.lack(item) === undefined ? this.keptFor(item) : undefined
  }

  private keptFor({ target: { system, vm, family } }: Item): Kept | undefined {
    return this.world.credentials({ system, vm, family })
  }

  /** Why an item has no credentials that it could be sent with. */
  private lack(item: Item): string | undefined {
    const kept = this.keptFor(item)
    if (kept === undefined) return 'Enter credentials for this guest.'
    const record = this.record.get(kept.auth)
    if (record?.refused.has(placeKey(item.target)) === true)
      return `This guest refused ${userOf(kept.auth)}. Enter other credentials for it.`
    if (record !== undefined && record.took === 0 && record.refused.size >= inVain)
      return `${record.refused.size} guests refused ${userOf(kept.auth)} and none took it, so it is not tried here. Enter other credentials.`
    return undefined
  }

  private async send(item: Item, batch: Batch, kept: Kept): Promise<void> {
    const { world } = this
    const { command, id, target } = item
    if (command === undefined) return
    this.used.set(id, kept)
    try {
      const { system, vm } = target
      const { options } = batch.typed
      const run = await world.send({ system, vm, id, batch: batch.id, auth: kept.auth, command, options })
      this.edit((now) => (now.id === id ? { ...certain(now), state: 'sent', run: now.run ?? run } : now))
    } catch (error) {
      const fault = world.faultOf(error)
      const unsure = fault.kind === 'unavailable' || fault.kind === 'timeout'
      this.edit((now) =>
        now.id === id
          ? {
              ...certain(now),
              state: 'failed',
              fault,
              note: unsure ? 'No answer: it may run all the same.' : 'Not started.',
              ...(unsure ? { unsure } : {}),
            }
          : now,
      )
    }
    this.follow()
  }

  /** Takes over what the live stream tells of runs. */
  private follow(): void {
    const runs = this.world.runs()
    this.edit((item) => {
      const run = runs.get(`${item.target.system}/${item.id}`)
      if (run === undefined) {
        // A run is told of before it can be missed.
        if (item.state !== 'sent' || item.run === undefined || item.lostSight === true) return item
        if (itemEnded(item) || !this.seen.has(item.id)) return item
        return {
          ...item,
          lostSight: true,
          note: 'Gantry no longer tells of this run: how it ended is not known.',
        }
      }
      this.seen.add(item.id)
      if (item.run === run && item.lostSight !== true) return item
      const { lostSight: _, ...rest } = item
      // The reply may be late, or lost, while the run itself is told of.
      return { ...(item.state === 'failed' ? withoutNote(certain(rest)) : rest), state: 'sent', run }
    })
    this.learn()
    this.mindCanaries()
    this.pump()
  }

  private readonly seen = new Set<string>()

  /** Notes which credentials were taken and which were not. */
  private learn(): void {
    for (const { items } of this.store.getState().batches) {
      for (const item of items) {
        const kept = this.used.get(item.id)
        if (kept === undefined || item.state !== 'sent') continue
        const record = this.record.get(kept.auth) ?? { took: 0, refused: new Set<string>() }
        if (loginFailed(item)) {
          record.refused.add(placeKey(item.target))
          this.used.delete(item.id)
          this.world.refused(kept, item.run?.fault?.message ?? 'The guest refused them.')
        } else if (item.run?.pid !== undefined && itemEnded(item)) {
          record.took += 1
          this.used.delete(item.id)
        } else if (item.run?.pid !== undefined && record.took === 0) record.took = 1
        this.record.set(kept.auth, record)
      }
    }
  }

  private mindCanaries(): void {
    const { batches } = this.store.getState()
    const next = batches.map((batch): Batch => {
      if (batch.canary === undefined) return batch
      const first = batch.items.find(({ state }) => state !== 'refused')
      if (first === undefined || !itemEnded(first))
        return batch.canary === 'first' ? batch : { ...batch, canary: 'first' }
      if (first.run?.state === 'done' && first.run.exitCode === 0) return withoutCanary(batch)
      return batch.canary === 'stopped' ? batch : { ...batch, canary: 'stopped' }
    })
    if (next.some((batch, at) => batch !== batches[at])) this.store.setState({ batches: next })
  }

  private edit(change: (item: Item, batch: Batch) => Item): void {
    const { batches } = this.store.getState()
    const next = batches.map((batch) => {
      const items = batch.items.map((item) => change(item, batch))
      return items.some((item, at) => item !== batch.items[at]) ? { ...batch, items } : batch
    })
    if (next.some((batch, at) => batch !== batches[at])) this.store.setState({ batches: next })
  }
}

function withoutCanary({ canary: _, ...batch }: Batch): Batch {
  return batch
}

function withoutNote({ note: _, fault: __, ...item }: Item): Item {
  return item
}

function certain({ unsure: _, ...item }: Item): Item {
  return item
}

const placeKey = ({ system, vm }: RunTarget) => `${system}/${vm}`

/** Who credentials stand for, for sentences. */
export function userOf(auth: GuestAuth): string {
  return auth.type === 'password'
    ? `“${auth.userName}”`
    : auth.userName
      ? `“${auth.userName}”`
      : 'the SAML token'
}

import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Verb, VmAction } from '../../../contract/actions/vm-action.ts'
import type { FaultInfo } from '../../../contract/fault.ts'
import { ended, type Job } from '../../../contract/job.ts'
import { blame, jobOf, lost, release, sameProgress } from './attempt.ts'
import type { GovernorWorld, Runs } from './governor-world.ts'
import { Line, type Place } from './line.ts'
import type { PlannedTarget } from './plan.ts'
import { canRetry, isOpen, type Pace, type RunItem } from './run.ts'
import { RunCore } from './run-core.ts'

const publishMs = 100
const tickMs = 1_000
/** A running job that nobody tells of for so long has ended unseen. */
const missingMs = 30_000
const mostRuns = 10

/**
 * Runs actions on many VMs, so many at a time per system and over all runs. Each attempt has one intent, made before it is
 * sent, and is sent once; an item holds its place until its job has really ended. Systems do not wait for each other.
 * Lives as long as the page, whatever route is open.
 */
export class Governor {
  readonly store: StoreApi<Runs>
  private readonly world: GovernorWorld
  private readonly cores: RunCore[] = []
  private readonly lines = new Map<string, Line>()
  private publishing: ReturnType<typeof setTimeout> | undefined
  private ticking: ReturnType<typeof setInterval> | undefined
  private unsaved = false

  /** Begins with what the tab has kept: waiting items as a paused run, running ones until their jobs have ended. */
  constructor(world: GovernorWorld) {
    this.world = world
    const kept = world.shelf.read()
    for (const [system, pace] of kept.paces) this.line(system).pace = pace
    for (const run of kept.runs) {
      const core = new RunCore(run)
      this.cores.push(core)
      core.items.forEach((item, index) => {
        if (item.state === 'running' || item.unsure === true) this.occupy({ core, index })
      })
    }
    this.store = createStore<Runs>(() => this.snapshot())
    world.onJobs(() => this.followJobs())
    this.followJobs()
    this.wake()
  }

  /** Starts what the plan says; gives the id of the run. */
  start(verb: Verb, planned: readonly PlannedTarget[], actions: ReadonlyMap<string, VmAction>): string {
    const items = planned.map(({ target, verdict }): RunItem => {
      const base = { target, intent: this.world.newIntent(), attempt: 1 }
      if (verdict.do === 'run') return { ...base, state: 'waiting' }
      return { ...base, state: verdict.do === 'skip' ? 'skipped' : 'refused', note: verdict.reason }
    })
    const id = this.world.newIntent()
    const core = new RunCore({ id, verb, startedAt: Date.now(), actions, items, lanes: [], paused: false })
    this.cores.push(core)
    const over = this.cores.filter((each) => !each.open()).slice(0, Math.max(0, this.cores.length - mostRuns))
    for (const each of over) this.cores.splice(this.cores.indexOf(each), 1)
    this.pumpAll()
    this.publishNow()
    this.save()
    return id
  }

  pause(id: string): void {
    this.change(id, (core) => {
      core.paused = true
    })
  }

  resume(id: string): void {
    this.change(id, (core) => {
      core.paused = false
      core.note = undefined
      for (const lane of core.lanes.values()) release(lane)
    })
  }

  /** Lets the waiting items of one system wait on, while the others go. */
  hold(id: string, system: string): void {
    this.change(id, (core) => {
      const lane = core.lanes.get(system)
      if (lane !== undefined) lane.held = { reason: 'Paused.', self: false }
    })
  }

  release(id: string, system: string): void {
    this.change(id, (core) => release(core.lanes.get(system)))
  }

  /** What has not been sent never will be; what runs goes on. */
  cancelRest(id: string): void {
    this.change(id, (core) => {
      core.items.forEach((item, index) => {
        if (item.state !== 'waiting') return
        core.set(index, { ...item, state: 'cancelled', note: 'Cancelled before it was sent.' })
      })
    })
  }

  /** Another attempt of everything that failed. */
  retryFailed(id: string): void {
    this.change(id, (core) => {
      core.items.forEach((item, index) => {
        if (item.state === 'failed') this.again(core, index)
      })
    })
  }

  /** Another attempt of one item, named by its present intent, so that two clicks are one. */
  retry(id: string, intent: string): void {
    this.change(id, (core) => {
      const index = core.items.findIndex((item) => item.intent === intent)
      const item = core.items[index]
      if (item !== undefined && canRetry(core, item)) this.again(core, index)
    })
  }

  /** Forgets a run of which nothing waits or runs. */
  forget(id: string): void {
    const at = this.cores.findIndex((core) => core.id === id && !core.open())
    if (at < 0) return
    this.cores.splice(at, 1)
    this.publishNow()
    this.save()
  }

  setPace(system: string, pace: Partial<Pace>): void {
    this.line(system).setPace(pace)
    this.touch()
    this.pump(system)
    this.publishNow()
  }

  /** Whether leaving the page leaves something undone. */
  waits(): boolean {
    return this.cores.some(({ items }) =>
      items.some(({ state }) => state === 'waiting' || state === 'sending'),
    )
  }

  /** Writes what a reload must find; before the page goes, and every second in which something changed. */
  save(): void {
    this.unsaved = false
    const { runs, paces } = this.snapshot()
    const kept = this.world.shelf.write(runs, paces)
    if (this.store.getState().unkept === kept) this.store.setState({ unkept: !kept })
  }

  private change(id: string, edit: (core: RunCore) => void): void {
    const core = this.cores.find((each) => each.id === id)
    if (core === undefined) return
    edit(core)
    core.dirty = true
    this.touch()
    this.pumpAll()
    this.publishNow()
  }

  private again(core: RunCore, index: number): void {
    const item = core.items[index]
    // Options that were not kept over a reload are gone.
    if (item === undefined || !core.actions.has(item.target.system)) return
    const { target, unsure, attempt } = item
    // What may have been taken is asked for as the same intent, which Gantry does not do twice.
    const intent = unsure === true ? item.intent : this.world.newIntent()
    core.set(index, {
      target,
      intent,
      attempt: attempt + 1,
      state: 'waiting',
      ...(unsure === true ? { unsure } : {}),
    })
    const lane = core.enqueue(index)
    if (lane.held?.self === true) release(lane)
    lane.inVain = 0
  }

  private line(system: string): Line {
    let line = this.lines.get(system)
    if (line === undefined) {
      line = new Line()
      this.lines.set(system, line)
    }
    return line
  }

  private pumpAll(): void {
    for (const system of new Set(this.cores.flatMap(({ lanes }) => [...lanes.keys()]))) this.pump(system)
    this.wake()
  }

  /** Starts as much of one system's items as its pace lets. */
  private pump(system: string): void {
    const line = this.line(system)
    while (line.free()) {
      const place = this.next(system)
      if (place === undefined) return
      const wait = line.wait(Date.now())
      if (wait > 0) {
        line.later(wait, () => this.pump(system))
        return
      }
      place.core.lanes.get(system)?.queue.shift()
      this.begin(place, line)
    }
  }

  /** The first waiting item of a system, over all runs. */
  private next(system: string): Place | undefined {
    for (const core of this.cores) {
      const lane = core.lanes.get(system)
      if (core.paused || lane === undefined || lane.held !== undefined) continue
      for (;;) {
        const index = lane.queue.first()
        if (index === undefined) break
        if (core.items[index]?.state === 'waiting') {
          const ready = this.world.ready(system)
          if (ready === true) return { core, index }
          lane.held = { reason: ready, self: true, untilReady: true }
          core.dirty = true
          this.touch()
          break
        }
        lane.queue.shift()
      }
    }
    return undefined
  }

  private begin(place: Place, line: Line): void {
    const { core, index } = place
    const item = core.items[index]
    const action = item === undefined ? undefined : core.actions.get(item.target.system)
    if (item === undefined || action === undefined) return
    const { target, intent } = item
    // The state may be another one than when it was planned; of an attempt without a reply it may be so by itself.
    const verdict = this.world.verdict(core.verb, target, action)
    if (verdict.do !== 'run') {
      const { unsure: _, ...rest } = item
      const state = verdict.do === 'skip' ? 'skipped' : 'refused'
      this.put(place, { ...rest, state, note: verdict.reason, endedAt: Date.now() })
      line.unsure.delete(intent)
      return
    }
    line.started(Date.now())
    this.put(place, { ...item, state: 'sending', startedAt: Date.now() })
    this.occupy(place)
    this.world.send(target, action, intent, core.id).then(
      (job) => this.follow(place, intent, job),
      (error: unknown) => this.notTaken(place, intent, this.world.faultOf(error)),
    )
  }

  private occupy({ core, index }: Place): void {
    const item = core.items[index]
    if (item === undefined) return
    const line = this.line(item.target.system)
    const list = item.state === 'sending' || item.state === 'running' ? line.active : line.unsure
    list.set(item.intent, { core, index })
  }

  private notTaken(place: Place, intent: string, fault: FaultInfo): void {
    const item = place.core.items[place.index]
    // The stream may have told of the job although the reply was lost.
    if (item?.intent !== intent || item.state !== 'sending') return
    this.end(place, { ...item, state: 'failed', fault, unsure: true })
    this.line(item.target.system).unsure.set(intent, place)
  }

  /** Takes what its job says. */
  private follow(place: Place, intent: string, job: Job): void {
    const item = place.core.items[place.index]
    if (item?.intent !== intent || (!isOpen(item) && item.unsure !== true)) return
    const { unsure: _, fault: __, percent: ___, step: ____, ...rest } = item
    const line = this.line(item.target.system)
    line.unsure.delete(intent)
    const next: RunItem = {
      ...rest,
      state: 'running',
      startedAt: item.startedAt ?? job.startedAt,
      ...(job.percent === undefined ? {} : { percent: job.percent }),
      ...(job.step === undefined ? {} : { step: job.step }),
      ...(job.upstreamId === undefined ? {} : { upstreamId: job.upstreamId }),
    }
    if (!ended(job)) {
      line.active.set(intent, place)
      if (!sameProgress(item, next)) this.put(place, next)
      return
    }
    const { state, fault } = job
    if (state === 'queued' || state === 'running') return
    this.end(place, { ...next, state, ...(fault === undefined ? {} : { fault }) })
  }

  private end(place: Place, item: RunItem): void {
    const { system } = item.target
    this.line(system).active.delete(item.intent)
    this.put(place, { ...item, endedAt: Date.now() })
    const lane = place.core.lanes.get(system)
    if (lane !== undefined) blame(lane, item)
    place.core.dirty = true
    this.pump(system)
  }

  private put(place: Place, item: RunItem): void {
    place.core.set(place.index, item)
    this.touch()
  }

  private followJobs(): void {
    const jobs = this.world.jobs()
    for (const [system, line] of this.lines) {
      for (const [intent, place] of [...line.active, ...line.unsure]) {
        const job = jobOf(jobs, system, place.core.items[place.index])
        if (job !== undefined) this.follow(place, intent, job)
      }
    }
  }

  /** Now and then: jobs that nobody tells of, systems that can be asked again, and what is to be kept. */
  private tick(): void {
    const jobs = this.world.jobs()
    for (const [system, line] of this.lines) {
      const ready = this.world.ready(system) === true
      for (const place of line.active.values()) {
        const item = place.core.items[place.index]
        if (item?.state !== 'running' || !ready || jobOf(jobs, system, item) !== undefined) {
          delete place.missingSince
        } else {
          place.missingSince ??= Date.now()
          if (Date.now() - place.missingSince >= missingMs) this.end(place, { ...item, ...lost })
        }
      }
      if (!ready) continue
      for (const core of this.cores) {
        const lane = core.lanes.get(system)
        if (lane?.held?.untilReady !== true) continue
        release(lane)
        core.dirty = true
      }
      this.pump(system)
    }
    this.publish()
    if (this.unsaved) this.save()
    if (!this.cores.some((core) => core.open())) {
      clearInterval(this.ticking)
      this.ticking = undefined
    }
  }

  private wake(): void {
    if (this.ticking !== undefined || !this.cores.some((core) => core.open())) return
    this.ticking = setInterval(() => this.tick(), tickMs)
  }

  private touch(): void {
    this.unsaved = true
    this.wake()
    this.publishing ??= setTimeout(() => this.publishNow(), publishMs)
  }

  private publishNow(): void {
    clearTimeout(this.publishing)
    this.publishing = undefined
    this.publish()
  }

  private publish(): void {
    this.store.setState(this.snapshot())
  }

  private snapshot(): Pick<Runs, 'runs' | 'paces'> & { unkept: boolean } {
    const paces = new Map([...this.lines].map(([system, { pace }]) => [system, pace]))
    return {
      runs: this.cores.map((core) => core.view()),
      paces,
      unkept: this.store?.getState().unkept ?? false,
    }
  }
}

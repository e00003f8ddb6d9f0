import { Fault, toFault } from '../../contract/fault.ts'
import { type GuestRun, runEnded } from '../../contract/guest/guest.ts'
import type { Clock, Log } from '../hypervisors/port.ts'
import { Listeners } from '../listeners.ts'
import type { KeptOutput } from './kept-output.ts'

/** Ended runs are kept for so long, so many of them, and so many bytes of their outputs. */
const keepMs = 12 * 3_600_000
const keepEnded = 1_000
const keepBytes = 256 * 1024 ** 2

export interface Outputs {
  stdout: KeptOutput
  stderr: KeptOutput
}

/** Tells how a run is; what is absent stays as it was. */
export type Tell = (change: Partial<GuestRun>) => void

/** What a follower of a run is given. */
export interface RunHold {
  tell: Tell
  /** The admin wants the program ended. */
  readonly ending: AbortSignal
  /** The admin wants the run forgotten: the program goes on, nobody follows it. */
  readonly forgetting: AbortSignal
}

interface Entry {
  run: GuestRun
  outputs: Outputs
  ending: AbortController
  forgetting: AbortController
}

/**
 * The commands that one account runs in guests of one system. It holds what they wrote; their credentials live in the
 * calls that follow them and go with these.
 */
export class GuestBook {
  readonly changed = new Listeners()
  version = 0
  private readonly options: { system: string; clock: Clock; log: Log }
  private readonly entries = new Map<string, Entry>()
  private readonly versions = new Map<string, number>()

  constructor(options: { system: string; clock: Clock; log: Log }) {
    this.options = options
  }

  changesSince(version: number): { version: number; runs: GuestRun[]; gone: string[] } {
    const runs: GuestRun[] = []
    const gone: string[] = []
    for (const [id, at] of this.versions) {
      if (at <= version) continue
      const entry = this.entries.get(id)
      if (entry === undefined) gone.push(id)
      else runs.push(entry.run)
    }
    return { version: this.version, runs, gone }
  }

  get(id: string): GuestRun | undefined {
    return this.entries.get(id)?.run
  }

  /** Throws `not-found`. */
  need(id: string): GuestRun {
    return this.entry(id).run
  }

  outputsOf(id: string): Outputs {
    return this.entry(id).outputs
  }

  /**
   * Follows a run; the same id again is the same run, unless its following was lost. `followed` resolves when nobody follows it
   * any more.
   */
  follow(
    about: Pick<GuestRun, 'id' | 'vm' | 'batch' | 'guestUser' | 'pid'>,
    outputs: Outputs,
    work: (hold: RunHold) => Promise<void>,
  ): { run: GuestRun; followed: Promise<void> } {
    const known = this.entries.get(about.id)
    if (known !== undefined && known.run.lost !== true) return { run: known.run, followed: Promise.resolve() }
    const { clock, system } = this.options
    const run: GuestRun = {
      ...about,
      system,
      state: about.pid === undefined ? 'queued' : 'running',
      startedAt: known?.run.startedAt ?? clock.now(),
    }
    const entry: Entry = {
      run,
      outputs,
      ending: new AbortController(),
      forgetting: new AbortController(),
    }
    this.entries.set(about.id, entry)
    this.note(about.id)
    return { run, followed: this.watch(entry, work) }
  }

  /** Asks the follower to end the program. Throws `invalid-state` when nobody follows it. */
  end(id: string): GuestRun {
    const entry = this.entry(id)
    if (runEnded(entry.run)) return entry.run
    if (entry.run.lost === true) {
      const message = 'Nobody follows this program now. Enter the credentials of the guest to go on.'
      throw new Fault({ kind: 'invalid-state', message })
    }
    entry.ending.abort()
    return this.put(entry, { note: 'Being ended.' })
  }

  forget(id: string): void {
    const entry = this.entries.get(id)
    if (entry === undefined) return
    this.entries.delete(id)
    entry.forgetting.abort()
    this.note(id)
  }

  private async watch(entry: Entry, work: (hold: RunHold) => Promise<void>): Promise<void> {
    const { clock, log, system } = this.options
    try {
      await work({
        tell: (change) => this.put(entry, change),
        ending: entry.ending.signal,
        forgetting: entry.forgetting.signal,
      })
    } catch (error) {
      const fault = toFault(error, system)
      if (!(error instanceof Fault))
        log.error({ err: error }, 'following a guest program failed unexpectedly')
      // Once it has a PID it ran, whatever became of it.
      const state = entry.run.pid === undefined ? 'failed' : 'unknown'
      this.put(entry, { state, fault: fault.info, endedAt: clock.now() })
    }
    this.trim()
  }

  private entry(id: string): Entry {
    const entry = this.entries.get(id)
    if (entry !== undefined) return entry
    throw new Fault({
      kind: 'not-found',
      message: 'Gantry no longer knows this run: it was forgotten, or the server was restarted.',
    })
  }

  private put(entry: Entry, change: Partial<GuestRun>): GuestRun {
    if (this.entries.get(entry.run.id) !== entry) return entry.run
    entry.run = { ...entry.run, ...change }
    this.note(entry.run.id)
    return entry.run
  }

  private note(id: string): void {
    this.version += 1
    this.versions.set(id, this.version)
    this.changed.emit()
  }

  private trim(): void {
    const now = this.options.clock.now()
    let bytes = 0
    const ended = [...this.entries.values()]
      .filter(({ run }) => runEnded(run))
      .sort((a, b) => (b.run.endedAt ?? 0) - (a.run.endedAt ?? 0))
    for (const [index, { run, outputs }] of ended.entries()) {
      bytes += outputs.stdout.state.keptBytes + outputs.stderr.state.keptBytes
      if (index >= keepEnded || now - (run.endedAt ?? 0) > keepMs || bytes > keepBytes) this.forget(run.id)
    }
  }
}

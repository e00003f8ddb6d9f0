import { toFault } from '../../contract/fault.ts'
import type { GuestAuth } from '../../contract/guest/command.ts'
import type { GuestFamily, GuestRun } from '../../contract/guest/guest.ts'
import type { OutputFiles, ScriptFile } from '../../contract/guest/wrap.ts'
import type { Guests } from '../hypervisors/guest-port.ts'
import type { Outputs, Tell } from './guest-book.ts'
import type { KeptOutput } from './kept-output.ts'

/** A growing output is looked at so often at first; each fetch that takes long makes the next one later. */
const firstGapMs = 3_000
const longestGapMs = 30_000

export interface CollectorOptions {
  vm: string
  auth: GuestAuth
  guests: Guests
  outputs: Outputs
  tell: Tell
  signal: AbortSignal
}

/** The temporary files of one run: makes them, fetches what was written, removes them. */
export class Collector {
  /** Nothing more will be written. */
  finished = false
  private readonly options: CollectorOptions
  private files: OutputFiles | undefined
  private readonly temporary: string[] = []
  private gapMs = firstGapMs
  private notBefore = 0

  constructor(options: CollectorOptions) {
    this.options = options
  }

  async putScript({ suffix, text }: ScriptFile): Promise<string> {
    const { guests, vm, auth, signal } = this.options
    const path = await this.make({ prefix: 'gantry-', suffix })
    const bytes = new TextEncoder().encode(text)
    const file = { path, sizeBytes: bytes.length, overwrite: true }
    await guests.upload(vm, auth, file, new Blob([bytes]).stream(), signal)
    return path
  }

  async makeFiles(_family: GuestFamily): Promise<OutputFiles> {
    const stdout = await this.make({ prefix: 'gantry-', suffix: '.out' })
    const stderr = await this.make({ prefix: 'gantry-', suffix: '.err' })
    this.files = { stdout, stderr }
    return this.files
  }

  /** Fetches what was written since the last time, not more often than pays. */
  async grow(now: number): Promise<void> {
    if (this.files === undefined || now < this.notBefore) return
    await this.fetchBoth(this.files)
    this.notBefore = now + this.gapMs
    this.gapMs = Math.min(this.gapMs * 1.5, longestGapMs)
    this.options.tell(this.outputs())
  }

  /** Fetches the rest. A transfer that is closed is said, and is no failure of the run. */
  async finish(): Promise<void> {
    this.finished = true
    if (this.files === undefined) return
    await this.fetchBoth(this.files)
    const { stdout, stderr } = this.options.outputs
    stdout.end()
    stderr.end()
    this.options.tell(this.outputs())
  }

  outputs(): Pick<GuestRun, 'stdout' | 'stderr'> {
    if (this.files === undefined) return {}
    const { stdout, stderr } = this.options.outputs
    return { stdout: stdout.state, stderr: stderr.state }
  }

  /** Removes every temporary file; what cannot be removed is told. */
  async cleanUp(): Promise<void> {
    const { guests, vm, auth, signal, tell } = this.options
    const left: string[] = []
    for (const path of this.temporary.splice(0)) {
      const removed = await guests.removeFile(vm, auth, path, signal).then(
        () => true,
        (error: unknown) => toFault(error).kind === 'not-found',
      )
      if (!removed) left.push(path)
    }
    if (left.length > 0) tell({ left })
  }

  private async make(name: { prefix: string; suffix: string }): Promise<string> {
    const { guests, vm, auth, signal } = this.options
    const path = await guests.temporaryFile(vm, auth, name, signal)
    this.temporary.push(path)
    return path
  }

  private async fetchBoth({ stdout, stderr }: OutputFiles): Promise<void> {
    await this.fetchOne(stdout, this.options.outputs.stdout)
    await this.fetchOne(stderr, this.options.outputs.stderr)
  }

  private async fetchOne(path: string, kept: KeptOutput): Promise<void> {
    const { guests, vm, auth, signal } = this.options
    try {
      const file = await guests.download(vm, auth, path, signal)
      if (kept.wants(file.sizeBytes)) await kept.take(file)
      else await file.body.cancel()
    } catch (error) {
      const fault = toFault(error)
      // The session or the guest's account: the follower has to know.
      if (fault.kind === 'auth') throw error
      kept.block(fault.message)
    }
  }
}

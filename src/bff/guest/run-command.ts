import { Fault, toFault } from '../../contract/fault.ts'
import type { GuestAuth, GuestCommand, GuestRunOptions } from '../../contract/guest/command.ts'
import type { GuestProcess } from '../../contract/guest/guest.ts'
import { CommandRefused, type OutputFiles, scriptFileOf, wrapped } from '../../contract/guest/wrap.ts'
import type { GuestProgram, Guests } from '../hypervisors/guest-port.ts'
import type { Clock } from '../hypervisors/port.ts'
import { withTimeout } from '../timing.ts'
import { Collector } from './collector.ts'
import type { Outputs, RunHold } from './guest-book.ts'

/** A program is looked at so often at first, and later. The guest keeps an exit code for 5 minutes. */
const quickMs = 1_000
const steadyMs = 2_000
const quickForMs = 15_000
/** One look at a guest takes no longer. */
const lookTimeoutMs = 30_000
/** Without an answer for so long the exit code is lost. */
const silentMs = 5 * 60_000

export interface CommandRun {
  vm: string
  auth: GuestAuth
  options: GuestRunOptions
  outputs: Outputs
  /** Present: it was started before, only follow it. */
  pid?: number
  command?: GuestCommand
}

/** Runs one command in one guest: prepares files, starts it, follows it to its end, fetches what it wrote, cleans up. */
export async function runCommand(
  run: CommandRun,
  guests: Guests,
  clock: Clock,
  hold: RunHold,
): Promise<void> {
  const { vm, auth, options, outputs } = run
  const collector = new Collector({ vm, auth, guests, outputs, tell: hold.tell, signal: hold.forgetting })
  let pid = run.pid
  try {
    if (pid === undefined) {
      if (run.command === undefined) throw new RangeError('A run needs a command or a PID.')
      pid = await start(run, run.command, guests, collector, hold)
      if (pid === undefined) return
    }
    await follow(pid, run, guests, clock, collector, hold)
  } finally {
    if (!hold.forgetting.aborted && (pid === undefined || collector.finished)) await collector.cleanUp()
    if (options.capture) hold.tell(collector.outputs())
  }
}

async function start(
  { vm, auth, options }: CommandRun,
  command: GuestCommand,
  guests: Guests,
  collector: Collector,
  { tell, ending, forgetting }: RunHold,
): Promise<number | undefined> {
  tell({ state: 'starting', note: 'Preparing the guest.' })
  const family = await guests.family(vm, forgetting)
  tell({ family })
  const script = asFault(() => scriptFileOf(command))
  const scriptPath = script === undefined ? undefined : await collector.putScript(script)
  const files: OutputFiles | undefined = options.capture ? await collector.makeFiles(family) : undefined
  if (ending.aborted) {
    tell({ state: 'cancelled', note: 'Cancelled before it was started.' })
    return undefined
  }
  const program: GuestProgram = {
    ...asFault(() => wrapped(command, family, files, scriptPath)),
    ...(command.workingDirectory === undefined ? {} : { workingDirectory: command.workingDirectory }),
    ...(command.environment === undefined ? {} : { environment: command.environment }),
    ...(command.startMinimized === undefined ? {} : { startMinimized: command.startMinimized }),
  }
  tell({ note: 'Sent.' })
  const pid = await guests.start(vm, auth, program, forgetting)
  tell({ state: 'running', pid, note: undefined })
  return pid
}

async function follow(
  pid: number,
  { vm, auth, options }: CommandRun,
  guests: Guests,
  clock: Clock,
  collector: Collector,
  { tell, ending, forgetting }: RunHold,
): Promise<void> {
  const startedAt = clock.now()
  let heardAt = startedAt
  let asked = false
  let late = false
  while (!forgetting.aborted) {
    const now = clock.now()
    late ||= options.limitSeconds !== undefined && now - startedAt > options.limitSeconds * 1000
    try {
      if ((ending.aborted || late) && !asked) {
        // One that is gone has ended by itself: the next look tells how.
        await guests.endProcess(vm, auth, pid, forgetting).catch(unlessGone)
        asked = true
        tell({ note: late ? limitNote(options) : 'Being ended.' })
      }
      const late30 = { message: 'The guest did not answer within 30 seconds.' }
      const [process] = await withTimeout(clock, lookTimeoutMs, forgetting, late30, (inner) =>
        guests.processes(vm, auth, [pid], inner),
      )
      heardAt = now
      if (process === undefined) {
        const message = asked
          ? 'The program is gone; the guest did not keep its exit code.'
          : 'The guest no longer knows this program: its exit code was lost, as after a restart of the guest or of VMware Tools.'
        await collector.finish()
        tell({ state: asked ? 'cancelled' : 'unknown', note: message, endedAt: clock.now() })
        return
      }
      if (process.endedAt !== undefined) {
        tell({ state: 'collecting', ...timesOf(process) })
        await collector.finish()
        const state = asked ? 'cancelled' : 'done'
        const note = !asked ? undefined : late ? limitNote(options) : 'Ended on request.'
        tell({ state, endedAt: clock.now(), note })
        return
      }
      if (!asked) tell({ state: 'running', note: undefined })
      await collector.grow(clock.now())
    } catch (error) {
      if (forgetting.aborted) return
      const fault = toFault(error)
      if (!(error instanceof Fault)) throw error
      if (fault.kind === 'auth' || fault.kind === 'forbidden') {
        tell({ lost: true, note: 'Nobody follows this program now.', fault: fault.info })
        return
      }
      const gone = fault.kind === 'not-found' || fault.kind === 'invalid-state'
      if (gone || now - heardAt > silentMs) {
        const note = gone
          ? 'The VM was stopped, or is gone, while the program ran: how it ended is not known.'
          : 'The guest gave no answer for 5 minutes: how the program ended is not known.'
        tell({ state: 'unknown', note, fault: fault.info, endedAt: clock.now() })
        return
      }
      tell({ note: `No answer from the guest: ${fault.message} Gantry keeps trying.` })
    }
    await clock
      .sleep(clock.now() - startedAt < quickForMs ? quickMs : steadyMs, forgetting)
      .catch(() => undefined)
  }
}

/** What cannot be handed to the guest as it was typed is the fault of a field. */
function asFault<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error
    throw new Fault(
      { kind: 'invalid-input', message: error.message, field: `command.${error.field}` },
      { cause: error },
    )
  }
}

const limitNote = ({ limitSeconds }: GuestRunOptions) => `Ended after its limit of ${limitSeconds} s.`

function unlessGone(error: unknown): void {
  if (toFault(error).kind !== 'not-found') throw error
}

function timesOf({ startedAt, endedAt, exitCode }: GuestProcess): { exitCode: number; guestMs?: number } {
  const guestMs = startedAt === undefined || endedAt === undefined ? {} : { guestMs: endedAt - startedAt }
  // QUIRK(vCenter): some servers leave out an exit code of 0.
  return { exitCode: exitCode ?? 0, ...guestMs }
}

import { implement } from '@orpc/server'
import { contract } from '../../contract/api.ts'
import { Fault } from '../../contract/fault.ts'
import type { GuestAuth, GuestCommand, GuestRunOptions } from '../../contract/guest/command.ts'
import type { GuestRun } from '../../contract/guest/guest.ts'
import type { GuestBook } from '../guest/guest-book.ts'
import { KeptOutput } from '../guest/kept-output.ts'
import { runCommand } from '../guest/run-command.ts'
import type { Guests } from '../hypervisors/guest-port.ts'
import type { Connection } from '../hypervisors/port.ts'
import { ask } from './ask.ts'
import type { Call } from './call.ts'

const os = implement(contract).$context<Call>()

/** Throws `unsupported` where nothing can be run inside guests. */
function guestsOf(connection: Connection, system: string): Guests {
  if (connection.guests !== undefined) return connection.guests
  throw new Fault({
    kind: 'unsupported',
    message: 'The API of this system runs nothing inside guests.',
    system,
  })
}

function askGuests<T>(
  call: Call,
  system: string,
  signal: AbortSignal | undefined,
  work: (guests: Guests, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return ask(call, system, signal, (connection, inner) => work(guestsOf(connection, system), inner))
}

interface Run {
  system: string
  vm: string
  id: string
  batch: string
  auth: GuestAuth
  options: GuestRunOptions
  command?: GuestCommand
  pid?: number
}

/** Follows a command with this browser's session; its watcher lives as long as the following. */
function follow(call: Call, { system, vm, id, batch, auth, options, command, pid }: Run): GuestRun {
  const session = call.sessions.need(system)
  const guests = guestsOf(call.core.system(system).hypervisor.connect(session), system)
  const { watcher, release } = call.core.pool.lease(system, session)
  const outputs = {
    stdout: new KeptOutput(options.keepBytes),
    stderr: new KeptOutput(options.keepBytes),
  }
  const { run, followed } = watcher.guests.follow(
    {
      id,
      batch,
      vm: { id: vm, name: watcher.store.get(vm)?.name ?? vm },
      ...(auth.userName === undefined ? {} : { guestUser: auth.userName }),
      ...(pid === undefined ? {} : { pid }),
    },
    outputs,
    (hold) =>
      runCommand(
        {
          vm,
          auth,
          options,
          outputs,
          ...(pid === undefined ? {} : { pid }),
          ...(command === undefined ? {} : { command }),
        },
        guests,
        call.core.options.clock,
        hold,
      ),
  )
  void followed.finally(release)
  return run
}

/** Throws `not-found` when nobody watches, and so nothing runs. */
function bookOf(call: Call, system: string): GuestBook {
  const { userName } = call.sessions.need(system)
  const book = call.core.pool.find(system, userName)?.guests
  if (book !== undefined) return book
  throw new Fault({ kind: 'not-found', message: 'Gantry follows no programs on this system.', system })
}

function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

export const guestProcedures = {
  preflight: os.guest.preflight.handler(({ context, input: { system, vms }, signal }) =>
    askGuests(context, system, signal, async (guests, inner) => ({
      guests: await guests.preflight(vms, inner),
    })),
  ),
  run: os.guest.run.handler(({ context, input }) => follow(context, input)),
  resume: os.guest.resume.handler(({ context, input }) => follow(context, input)),
  terminate: os.guest.terminate.handler(({ context, input: { system, id } }) =>
    bookOf(context, system).end(id),
  ),
  output: os.guest.output.handler(({ context, input: { system, id, stream, offset } }) => {
    const kept = bookOf(context, system).outputsOf(id)[stream]
    const { keptBytes } = kept.state
    return { base64: base64Of(kept.slice(offset)), offset, keptBytes }
  }),
  forget: os.guest.forget.handler(({ context, input: { system, ids } }) => {
    const book = bookOf(context, system)
    for (const id of ids) book.forget(id)
    return {}
  }),
  processes: os.guest.processes.handler(({ context, input: { system, vm, auth }, signal }) =>
    askGuests(context, system, signal, async (guests, inner) => ({
      processes: await guests.processes(vm, auth, undefined, inner),
    })),
  ),
  endProcess: os.guest.endProcess.handler(async ({ context, input: { system, vm, auth, pid }, signal }) => {
    await askGuests(context, system, signal, (guests, inner) => guests.endProcess(vm, auth, pid, inner))
    return {}
  }),
  environment: os.guest.environment.handler(({ context, input: { system, vm, auth }, signal }) =>
    askGuests(context, system, signal, async (guests, inner) => ({
      variables: await guests.environment(vm, auth, inner),
    })),
  ),
  files: os.guest.files.handler(({ context, input: { system, vm, auth, path, offset }, signal }) =>
    askGuests(context, system, signal, (guests, inner) => guests.files(vm, auth, { path, offset }, inner)),
  ),
  removeFile: os.guest.removeFile.handler(async ({ context, input: { system, vm, auth, path }, signal }) => {
    await askGuests(context, system, signal, (guests, inner) => guests.removeFile(vm, auth, path, inner))
    return {}
  }),
  transfer: os.guest.transfer.handler(({ context, input: { system, ...transfer } }) => {
    const { userName } = context.sessions.need(system)
    return { id: context.core.transfers.prepare({ system, userName, ...transfer }) }
  }),
}

import { expect, test } from 'vitest'
import { Fault } from '../../contract/fault.ts'
import type { GuestProcess, GuestRun } from '../../contract/guest/guest.ts'
import type { GuestProgram, Guests } from '../hypervisors/guest-port.ts'
import { silentLog } from '../hypervisors/recording-sink.ts'
import { ManualClock, settle } from '../testing/manual-clock.ts'
import { GuestBook } from './guest-book.ts'
import { KeptOutput } from './kept-output.ts'
import { runCommand } from './run-command.ts'

const id = '11111111-1111-4111-8111-111111111111'
const auth = { type: 'password' as const, userName: 'root', password: 'secret', interactive: false }
const command = { kind: 'program' as const, path: '/bin/echo', arguments: 'hello' }
const options = { capture: true, keepBytes: 1024 }

/** A guest with one program, whose life the test decides. */
function guest() {
  const files = new Map<string, string>()
  const state: {
    program?: GuestProgram
    process: GuestProcess | undefined
    fault?: Fault
    ended: number[]
    made: number
  } = { process: undefined, ended: [], made: 0 }
  const nothing = () => Promise.reject(new Error('not asked for'))
  const guests: Guests = {
    family: async () => 'linux',
    temporaryFile: async (_vm, _auth, { prefix, suffix }) => {
      state.made += 1
      const path = `/tmp/${prefix}${state.made}${suffix}`
      files.set(path, '')
      return path
    },
    start: async (_vm, _auth, program) => {
      state.program = program
      state.process = { pid: 7, name: 'echo', owner: 'root', commandLine: 'echo', startedAt: 1_000 }
      return 7
    },
    processes: async () => {
      if (state.fault !== undefined) throw state.fault
      return state.process === undefined ? [] : [state.process]
    },
    endProcess: async (_vm, _auth, pid) => {
      state.ended.push(pid)
      if (state.process !== undefined) state.process = { ...state.process, endedAt: 2_000, exitCode: 143 }
    },
    download: async (_vm, _auth, path) => {
      const text = files.get(path)
      if (text === undefined) throw new Fault({ kind: 'not-found', message: 'No such file.' })
      const blob = new Blob([text])
      return { sizeBytes: blob.size, body: blob.stream() }
    },
    removeFile: async (_vm, _auth, path) => {
      files.delete(path)
    },
    preflight: nothing,
    environment: nothing,
    files: nothing,
    upload: nothing,
  }
  return { files, state, guests }
}

function started(
  one: ReturnType<typeof guest>,
  more: Partial<typeof options & { limitSeconds: number }> = {},
) {
  const clock = new ManualClock()
  const book = new GuestBook({ system: 'one', clock, log: silentLog })
  const wanted = { ...options, ...more }
  const outputs = { stdout: new KeptOutput(wanted.keepBytes), stderr: new KeptOutput(wanted.keepBytes) }
  const { followed } = book.follow(
    { id, batch: id, vm: { id: 'vm-1', name: 'web' }, guestUser: 'root' },
    outputs,
    (hold) => runCommand({ vm: 'vm-1', auth, options: wanted, outputs, command }, one.guests, clock, hold),
  )
  return {
    clock,
    book,
    outputs,
    followed,
    run: (): GuestRun => book.need(id),
    /** Lets the follower look again. */
    look: async (ms = 2_000) => {
      await settle()
      await clock.advance(ms)
      await settle()
    },
  }
}

const textOf = (kept: KeptOutput) => new TextDecoder().decode(kept.slice(0))

test('what a program wrote is fetched, its exit code kept, its files removed', async () => {
  const one = guest()
  const { run, look, outputs } = started(one)
  await look()
  expect(run()).toMatchObject({ state: 'running', pid: 7 })
  expect(one.state.program).toEqual({
    path: '/bin/echo',
    arguments: "hello > '/tmp/gantry-1.out' 2> '/tmp/gantry-2.err'",
  })
  one.files.set('/tmp/gantry-1.out', 'hello\n')
  one.state.process = {
    pid: 7,
    name: 'echo',
    owner: 'root',
    commandLine: '',
    startedAt: 1_000,
    endedAt: 1_500,
    exitCode: 3,
  }
  await look()
  expect(run()).toMatchObject({
    state: 'done',
    exitCode: 3,
    guestMs: 500,
    stdout: { bytes: 6, complete: true, truncated: false },
  })
  expect(textOf(outputs.stdout)).toBe('hello\n')
  expect(one.files.size).toBe(0)
})

test('a program that the guest no longer knows never counts as a success', async () => {
  const one = guest()
  const { run, look } = started(one)
  await look()
  one.state.process = undefined
  await look()
  expect(run()).toMatchObject({ state: 'unknown', pid: 7 })
  expect(run().exitCode).toBeUndefined()
  expect(run().note).toContain('exit code was lost')
})

test('a program that outlives its limit is ended, and its files are removed', async () => {
  const one = guest()
  const { run, look } = started(one, { limitSeconds: 5 })
  await look()
  await look(6_000)
  await look()
  expect(one.state.ended).toEqual([7])
  expect(run()).toMatchObject({ state: 'cancelled', note: 'Ended after its limit of 5 s.', exitCode: 143 })
  expect(one.files.size).toBe(0)
})

test('the admin ends a program', async () => {
  const one = guest()
  const { book, run, look } = started(one)
  await look()
  book.end(id)
  await look()
  await look()
  expect(run()).toMatchObject({ state: 'cancelled' })
})

test('a guest without an answer is asked again; a VM that was stopped is unknown', async () => {
  const one = guest()
  const { run, look } = started(one)
  await look()
  one.state.fault = new Fault({ kind: 'unavailable', message: 'Tools are not running.' })
  await look()
  expect(run()).toMatchObject({ state: 'running' })
  expect(run().note).toContain('Tools are not running.')
  one.state.fault = new Fault({ kind: 'invalid-state', message: 'The VM is powered off.' })
  await look()
  expect(run()).toMatchObject({ state: 'unknown', fault: { message: 'The VM is powered off.' } })
})

test('refused credentials of a running program lose only the following', async () => {
  const one = guest()
  const { run, look } = started(one)
  await look()
  one.state.fault = new Fault({ kind: 'forbidden', message: 'Failed to authenticate with the guest.' })
  await look()
  expect(run()).toMatchObject({ state: 'running', lost: true, pid: 7 })
})

test('forgetting ends the following, not the program', async () => {
  const one = guest()
  const { book, look, followed } = started(one)
  await look()
  book.forget(id)
  await look()
  await followed
  expect(book.get(id)).toBeUndefined()
  expect(one.state.ended).toEqual([])
})

test('only so many bytes are kept, and that is said', async () => {
  const kept = new KeptOutput(1024)
  const blob = new Blob(['x'.repeat(5_000)])
  await kept.take({ sizeBytes: 5_000, body: blob.stream() })
  kept.end()
  expect(kept.state).toEqual({ bytes: 5_000, keptBytes: 1024, truncated: true, complete: true })
})

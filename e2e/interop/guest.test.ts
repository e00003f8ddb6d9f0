import { readFileSync } from 'node:fs'
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GuestBook } from '../../src/bff/guest/guest-book.ts'
import { KeptOutput } from '../../src/bff/guest/kept-output.ts'
import { runCommand } from '../../src/bff/guest/run-command.ts'
import type { Guests } from '../../src/bff/hypervisors/guest-port.ts'
import { realClock, silentLog } from '../../src/bff/hypervisors/recording-sink.ts'
import { createVcenter } from '../../src/bff/hypervisors/vcenter/vcenter.ts'
import { toFault } from '../../src/contract/fault.ts'
import type { GuestCommand } from '../../src/contract/guest/command.ts'
import { type GuestRun, runEnded } from '../../src/contract/guest/guest.ts'
import { account, startVcsim, type Vcsim } from './vcsim.ts'

/**
 * Programs in a guest of a vCenter that is not ours. Its guests are containers; in place of the containers there are processes
 * of this machine (`container.ts`), so that what runs, and what it was given, is real.
 */

let vcsim: Vcsim
let guests: Guests
let home: string
/** A VM with a container, and one without. */
let vm = ''
let plain = ''
const never = () => new AbortController().signal
const auth = { type: 'password' as const, userName: 'root', password: 'guest', interactive: false }

interface Described {
  virtualMachines: { self: { value: string } }[]
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'gantry-containers-'))
  const docker = join(home, 'docker')
  const standIn = join(import.meta.dirname, 'container.ts')
  await writeFile(docker, `#!/bin/sh\nexec '${process.execPath}' --no-warnings '${standIn}' "$@"\n`)
  await chmod(docker, 0o755)
  vcsim = await startVcsim(50, 0, { PATH: `${home}:${process.env.PATH}`, CONTAINERS: home })
  const [path = '', other = ''] = (await vcsim.govc('find', '-type', 'm', '/')).trim().split('\n')
  const settings = ['RUN.container=stand-in', 'RUN.mountdmi=false', 'SET.guest.guestFamily=linuxGuest']
  await vcsim.govc('vm.change', '-vm', path, ...settings.flatMap((setting) => ['-e', setting]))
  const described: Described = JSON.parse(await vcsim.govc('vm.info', '-json', path, other))
  ;[vm = '', plain = ''] = described.virtualMachines.map(({ self }) => self.value)
  const hypervisor = createVcenter({
    system: { id: 'vcsim', name: 'vcsim', kind: 'vcenter', url: vcsim.url },
    send: (request) => fetch(request),
    clock: realClock,
    log: silentLog,
  })
  const connection = hypervisor.connect(await hypervisor.signIn(account, never()))
  if (connection.guests === undefined) throw new Error('no guests')
  guests = connection.guests
})

afterAll(async () => {
  await vcsim?.stop()
  await rm(home, { recursive: true, force: true })
})

const script = (text: string): GuestCommand => ({ kind: 'script', shell: 'sh', text })

/** Follows a command, or a PID, as the server does. */
function begin(what: { command: GuestCommand } | { pid: number }, keepBytes = 100_000) {
  const book = new GuestBook({ system: 'vcsim', clock: realClock, log: silentLog })
  const outputs = { stdout: new KeptOutput(keepBytes), stderr: new KeptOutput(keepBytes) }
  const id = crypto.randomUUID()
  const options = { capture: true, keepBytes }
  const about = { id, batch: id, vm: { id: vm, name: vm }, guestUser: auth.userName }
  const { followed } = book.follow({ ...about, ...('pid' in what ? what : {}) }, outputs, (hold) =>
    runCommand({ vm, auth, options, outputs, ...what }, guests, realClock, hold),
  )
  const text = (kept: KeptOutput) => new TextDecoder().decode(kept.slice(0))
  return {
    run: (): GuestRun => book.need(id),
    end: () => book.end(id),
    stdout: () => text(outputs.stdout),
    stderr: () => text(outputs.stderr),
    async ended(): Promise<GuestRun> {
      await followed
      const run = book.need(id)
      expect(runEnded(run)).toBe(true)
      return run
    },
  }
}

/** Temporary files in the guest. */
async function temporary(): Promise<string[]> {
  const containers = (await readdir(home, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  return readdir(join(home, containers[0]?.name ?? '-', 'tmp'))
}

const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => Promise.reject(new Error('expected a fault')),
    (error: unknown) => toFault(error).info,
  )

/** Whether a process of this machine runs; one that has ended and waits to be asked for its exit code does not. */
function alive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

test('a guest with a container is ready', async () => {
  const [ready] = await guests.preflight([vm], never())
  expect(ready).toMatchObject({ vm, ready: true, family: 'linux', protocol: 'SOAP' })
})

test('a program runs: output, errors and exit code come back, its files go', async () => {
  const one = begin({ command: script('echo "I am $0"\necho wrong >&2\nexit 3\n') })
  expect(await one.ended()).toMatchObject({
    state: 'done',
    exitCode: 3,
    stdout: { complete: true, truncated: false },
  })
  expect([one.stdout(), one.stderr()]).toEqual(['I am /bin/sh\n', 'wrong\n'])
  expect(await temporary()).toEqual([])
})

test('an exit code of 0, which this server does not send, is 0', async () => {
  const one = begin({ command: { kind: 'program', path: '/bin/echo', arguments: 'hello' } })
  expect(await one.ended()).toMatchObject({ state: 'done', exitCode: 0 })
  expect(one.stdout()).toBe('hello\n')
})

test('what reaches a real shell is what was typed', async () => {
  const hostile = `it's "$HOME" \`id\` $(id) %PATH% \\ ! * ~ -n; & | > < # ünï 日本`
  const one = begin({ command: script(`cat <<'END'\n${hostile}\nEND\nprintf '%s' "a  b"`) })
  await one.ended()
  expect(one.stdout()).toBe(`${hostile}\na  b`)
})

test('a directory and variables', async () => {
  const command: GuestCommand = {
    ...script('pwd; echo "$GREETING"'),
    workingDirectory: '/usr',
    environment: [{ name: 'GREETING', value: 'hello' }],
  }
  const one = begin({ command })
  await one.ended()
  expect(one.stdout()).toBe('/usr\nhello\n')
})

test('a script too long for a command line travels as a file', async () => {
  const one = begin({ command: script(`# ${'x'.repeat(130_000)}\necho "I am $0"`) })
  expect(await one.ended()).toMatchObject({ state: 'done', exitCode: 0 })
  expect(one.stdout()).toMatch(/^I am \/.*\.sh\n$/)
  expect(await temporary()).toEqual([])
})

test('only so much of an output is kept', async () => {
  const one = begin({ command: script(`printf '%5000s' x`) }, 1024)
  expect(await one.ended()).toMatchObject({
    exitCode: 0,
    stdout: { bytes: 5000, keptBytes: 1024, truncated: true },
  })
})

test('a program that cannot be run ends as the shell says', async () => {
  const one = begin({ command: { kind: 'program', path: '/no/such', arguments: '' } })
  expect(await one.ended()).toMatchObject({ state: 'done', exitCode: 127 })
  expect(one.stderr()).toContain('/no/such')
})

test('a running program is listed, its output grows, and it is ended', async () => {
  const one = begin({ command: script('echo $$\nexec sleep 600') })
  await expect.poll(() => one.stdout(), { timeout: 20_000 }).toMatch(/^\d+\n$/)
  const real = Number(one.stdout())
  const pid = one.run().pid ?? 0
  expect(one.run().state).toBe('running')
  const listed = (await guests.processes(vm, auth, undefined, never())).find((each) => each.pid === pid)
  expect(listed).toMatchObject({ pid, owner: 'root', startedAt: expect.any(Number) })
  expect(listed?.commandLine).toContain('sleep 600')
  expect(listed?.endedAt).toBeUndefined()
  expect(alive(real)).toBe(true)
  one.end()
  expect(await one.ended()).toMatchObject({ state: 'cancelled', pid })
  await expect.poll(() => alive(real), { timeout: 10_000 }).toBe(false)
  const [ended] = await guests.processes(vm, auth, [pid], never())
  expect(ended).toMatchObject({ pid, endedAt: expect.any(Number), exitCode: -1 })
  expect(await temporary()).toEqual([])
})

test('a program that was started before is followed by its PID', async () => {
  const program = { path: '/bin/sh', arguments: `-c 'sleep 2; exit 5'` }
  const pid = await guests.start(vm, auth, program, never())
  expect(await begin({ pid }).ended()).toMatchObject({ state: 'done', exitCode: 5, pid })
})

test('a PID that the guest does not know is never a success', async () => {
  const run = await begin({ pid: 4_194_999 }).ended()
  expect(run.state).toBe('unknown')
  expect(run.exitCode).toBeUndefined()
})

test('a file is put into the guest, listed, fetched and removed', async () => {
  const empty = await guests.temporaryFile(vm, auth, { prefix: 'gantry-', suffix: '.txt' }, never())
  const directory = empty.slice(0, empty.lastIndexOf('/'))
  const path = `${directory}/naïve name.txt`
  const bytes = new TextEncoder().encode('grün\n'.repeat(20_000))
  const file = { path, sizeBytes: bytes.length, overwrite: false }
  await guests.upload(vm, auth, file, new Blob([bytes]).stream(), never())
  const download = await guests.download(vm, auth, path, never())
  expect(download.sizeBytes).toBe(bytes.length)
  expect(new Uint8Array(await new Response(download.body).arrayBuffer())).toEqual(bytes)
  await guests.removeFile(vm, auth, path, never())
  const { files } = await guests.files(vm, auth, { path: directory, offset: 0 }, never())
  expect(files).toContainEqual(
    expect.objectContaining({ path: empty, kind: 'file', sizeBytes: 0, permissions: 'rw-------' }),
  )
  await guests.removeFile(vm, auth, empty, never())
  expect(await temporary()).toEqual([])
})

test('a login of the guest that is refused is no end of the session', async () => {
  const refused = { ...auth, password: '' }
  const fault = await faultOf(guests.download(vm, refused, '/etc/hosts', never()))
  expect(fault).toMatchObject({ kind: 'forbidden', code: 'InvalidGuestLogin', field: 'auth.password' })
  expect((await guests.processes(vm, auth, undefined, never())).length).toBeGreaterThan(0)
})

test('what this server cannot do is said in its words', async () => {
  // A VM without a container has no tools that answer.
  const unavailable = await faultOf(guests.download(plain, auth, '/etc/hosts', never()))
  expect(unavailable).toMatchObject({ kind: 'unavailable', code: 'GuestOperationsUnavailable' })
  const missing = await faultOf(guests.environment(vm, auth, never()))
  expect(JSON.stringify(missing)).toContain('ReadEnvironmentVariableInGuest')
})

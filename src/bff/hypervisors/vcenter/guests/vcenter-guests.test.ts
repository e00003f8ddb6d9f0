import { describe, expect, test } from 'vitest'
import { type Fault, toFault } from '../../../../contract/fault.ts'
import { createVcenterSimulator } from '../../../../simulators/vcenter/vcenter-simulator.ts'
import { demoAccount } from '../../../../simulators/world/options.ts'
import { simulatedPeer } from '../../../../simulators/world/simulated-peer.ts'
import { realClock, silentLog } from '../../recording-sink.ts'
import { openLine } from '../transport/line.ts'
import { restLogin } from '../transport/rest-client.ts'
import { VimClient } from '../transport/vim-client.ts'
import { readServiceContent, retrieveServiceContent } from '../wire/service-content.ts'
import { login } from '../wire/session-manager.ts'
import { VcenterGuests } from './vcenter-guests.ts'

const { signal } = new AbortController()
const root = { type: 'password' as const, userName: 'root', password: 'guest-root', interactive: false }

interface Dialect {
  name: string
  version: '8.0.3' | '7.0.3'
  vim: 'soap' | 'vi-json'
  wire: 'vim' | 'rest'
}

const dialects: Dialect[] = [
  { name: 'VI JSON', version: '8.0.3', vim: 'vi-json', wire: 'vim' },
  { name: 'SOAP', version: '7.0.3', vim: 'soap', wire: 'vim' },
  { name: 'REST /api', version: '8.0.3', vim: 'vi-json', wire: 'rest' },
]

/** Guests of a small simulated vCenter through one dialect, with a running Linux guest that lets root in. */
async function opened({ version, vim: dialect, wire }: Dialect) {
  const simulator = createVcenterSimulator({
    id: 'vc',
    seed: 'guests',
    estate: 'small',
    startAt: Date.UTC(2026, 0, 5),
    version,
  })
  const { upstream } = simulator
  upstream.quiet(true)
  const line = openLine({
    system: { id: 'vc', name: 'vc', kind: 'vcenter', url: `https://${simulator.host}` },
    send: (request) => simulator.fetch(request),
    sendTo: (peer) => simulatedPeer(simulator, peer),
    clock: realClock,
    log: silentLog,
  })
  const release = dialect === 'soap' ? '7.0.3.0' : '8.0.3.0'
  const content = await retrieveServiceContent(new VimClient(line, dialect, release), { signal })
  const { token } = await login(new VimClient(line, dialect, release), content.sessionManager, demoAccount, {
    signal,
  })
  const vim = new VimClient(line, dialect, release, token)
  const rest = await restLogin(line, '/api', demoAccount, { signal })
  const guests = new VcenterGuests({ vim, rest, content: async () => content, wire })
  const running = upstream.vms().filter(({ power }) => power === 'on')
  const ready = await guests.preflight(
    running.map(({ id }) => id),
    signal,
  )
  const inside = async (family: 'linux' | 'windows', auth: typeof root) => {
    for (const one of ready.filter((guest) => guest.ready === true && guest.family === family)) {
      const works = await guests.environment(one.vm, auth, signal).then(
        () => true,
        () => false,
      )
      const vm = running.find(({ id }) => id === one.vm)
      if (works && vm !== undefined) return { vm: vm.id, name: vm.name, host: vm.host ?? '' }
    }
    throw new Error(`no ${family} guest lets ${auth.userName} in`)
  }
  return { simulator, upstream, guests, ready, inside }
}

const faultOf = (work: Promise<unknown>): Promise<Fault> =>
  work.then(
    () => {
      throw new Error('expected a fault')
    },
    (error: unknown) => toFault(error),
  )

const textOf = async (body: ReadableStream<Uint8Array>) => await new Response(body).text()

describe.each(dialects)('guests over $name', (dialect) => {
  test('a program runs, is listed with its end, and what it wrote is fetched and removed', async () => {
    const { guests, inside, simulator } = await opened(dialect)
    const { vm } = await inside('linux', root)
    const path = await guests.temporaryFile(vm, root, { prefix: 'gantry-', suffix: '.out' }, signal)
    const program = {
      path: '/bin/bash',
      arguments: `-c 'echo "$GREETING"; pwd; sleep 3; exit 4' > '${path}'`,
      workingDirectory: '/etc',
      environment: [{ name: 'GREETING', value: 'hellö = yes' }],
    }
    const pid = await guests.start(vm, root, program, signal)
    const look = async () => (await guests.processes(vm, root, [pid], signal))[0]
    expect(await look()).toMatchObject({ pid, owner: 'root' })
    expect((await look())?.endedAt).toBeUndefined()
    simulator.advance(4_000)
    expect(await look()).toMatchObject({ exitCode: 4 })
    const file = await guests.download(vm, root, path, signal)
    expect([file.sizeBytes, await textOf(file.body)]).toEqual([18, 'hellö = yes\n/etc\n'])
    await guests.removeFile(vm, root, path, signal)
    expect((await faultOf(guests.download(vm, root, path, signal))).kind).not.toBe('auth')
    simulator.advance(301_000)
    expect(await guests.processes(vm, root, [pid], signal)).toEqual([])
  })

  test('a program is ended', async () => {
    const { guests, inside } = await opened(dialect)
    const { vm } = await inside('linux', root)
    const pid = await guests.start(vm, root, { path: '/bin/sleep', arguments: '1000' }, signal)
    await guests.endProcess(vm, root, pid, signal)
    expect((await guests.processes(vm, root, undefined, signal)).map((one) => one.pid)).toContain(pid)
    expect((await faultOf(guests.endProcess(vm, root, pid, signal))).kind).toBe('not-found')
  })

  test('a file is put into a guest, its directory listed', async () => {
    const { guests, inside, upstream } = await opened(dialect)
    const { vm, name } = await inside('linux', root)
    const upload = (overwrite: boolean) => {
      const file = { path: '/srv/run.sh', sizeBytes: 5, overwrite, permissions: 0o755 }
      return guests.upload(vm, root, file, new Blob(['hello']).stream(), signal)
    }
    await upload(false)
    expect(upstream.guestFile(name, '/srv/run.sh')).toBe('hello')
    expect((await faultOf(upload(false))).kind).toBe('conflict')
    await upload(true)
    const { files, remaining } = await guests.files(vm, root, { path: '/srv', offset: 0 }, signal)
    expect(remaining).toBe(0)
    expect(files).toEqual([
      expect.objectContaining({
        path: '/srv/run.sh',
        name: 'run.sh',
        kind: 'file',
        sizeBytes: 5,
        permissions: 'rwxr-xr-x',
      }),
    ])
  })

  test('Windows guests start programs minimized, others are told that they cannot', async () => {
    const { guests, inside } = await opened(dialect)
    const administrator = { ...root, userName: 'Administrator', password: 'guest-administrator' }
    const windows = await inside('windows', administrator)
    const program = { path: 'C:\\Windows\\System32\\hostname.exe', arguments: '', startMinimized: true }
    expect(await guests.start(windows.vm, administrator, program, signal)).toBeGreaterThan(0)
    const linux = await inside('linux', root)
    const fault = await faultOf(
      guests.start(linux.vm, root, { path: '/bin/true', arguments: '', startMinimized: true }, signal),
    )
    expect(fault.info).toMatchObject({ kind: 'invalid-input', field: 'command.startMinimized' })
  })

  test('the password of a guest is never taken for the session', async () => {
    const { guests, inside } = await opened(dialect)
    const { vm } = await inside('linux', root)
    const fault = await faultOf(guests.processes(vm, { ...root, password: 'wrong' }, undefined, signal))
    expect(fault.info).toMatchObject({ kind: 'forbidden', field: 'auth.password' })
  })

  test('a SAML token stands for a user', async () => {
    const { guests, inside } = await opened(dialect)
    const { vm } = await inside('linux', root)
    const auth = { type: 'saml' as const, token: '<saml/>', userName: 'deploy' }
    const variables = await guests.environment(vm, auth, signal)
    expect(variables).toContainEqual({ name: 'USER', value: 'deploy' })
  })

  test.each([
    ['a missing program', { path: '/missing' }, { kind: 'not-found', field: 'command.path' }],
    ['a file that is no program', { path: '/etc/hosts' }, { kind: 'forbidden', field: 'command.path' }],
    [
      'a missing directory',
      { workingDirectory: '/none' },
      { kind: 'not-found', field: 'command.workingDirectory' },
    ],
  ])('%s is blamed', async (_what, more, expected) => {
    const { guests, inside } = await opened(dialect)
    const { vm } = await inside('linux', root)
    const fault = await faultOf(guests.start(vm, root, { path: '/bin/true', arguments: '', ...more }, signal))
    if (dialect.wire === 'rest') expect(fault.info.field).toBe(expected.field)
    else expect(fault.info).toMatchObject(expected)
  })

  test.each([
    ['TaskInProgress', 'conflict'],
    ['GuestOperationsUnavailable', 'unavailable'],
    ['OperationNotSupportedByGuest', 'unsupported'],
    ['OperationDisabledByGuest', 'unsupported'],
    ['GuestComponentsOutOfDate', 'unsupported'],
    ['GuestPermissionDenied', 'forbidden'],
    ['SystemError', 'unavailable'],
  ])('%s arrives in the words of the vendor', async (type, kind) => {
    const { guests, inside, upstream } = await opened(dialect)
    const { vm, name } = await inside('linux', root)
    upstream.failGuest(name, type, 'In the words of the vendor.', 1)
    const fault = await faultOf(guests.start(vm, root, { path: '/bin/true', arguments: '' }, signal))
    expect(fault.info).toMatchObject({ kind, message: 'In the words of the vendor.' })
  })

  test('preflight tells what is in the way', async () => {
    const { guests, inside, upstream } = await opened(dialect)
    const { vm, name, host } = await inside('linux', root)
    const look = async () => (await guests.preflight([vm], signal))[0]
    expect(await look()).toMatchObject({ ready: true, transfer: true, transferHost: host })
    for (const [how, words] of [
      ['name', 'cannot be resolved'],
      ['port', 'refuses'],
      ['certificate', 'another certificate'],
    ] as const) {
      upstream.closeHost(host, how)
      expect((await look())?.transfer).toContain(words)
    }
    upstream.closeHost(host, 'open')
    upstream.setTools(name, false)
    expect((await look())?.ready).toContain('do not run')
    upstream.setPower(name, 'off')
    expect((await look())?.ready).toContain('powered off')
    upstream.remove(name)
    expect((await look())?.ready).toContain('not there')
  })

  test('where the way to the host is closed, that is what is said', async () => {
    const { guests, inside, upstream } = await opened(dialect)
    const { vm, host } = await inside('linux', root)
    upstream.closeHost(host, 'certificate')
    const fault = await faultOf(guests.download(vm, root, '/etc/hosts', signal))
    expect(fault.info).toMatchObject({ kind: 'unavailable', code: 'HOST_UNREACHABLE' })
    expect(fault.message).toContain('another certificate')
  })
})

test('a file is never fetched from a server that is no host of the vCenter', async () => {
  const [dialect] = dialects
  if (dialect === undefined) throw new Error('no dialect')
  const { guests, inside, simulator } = await opened(dialect)
  const { vm } = await inside('linux', root)
  simulator.faults.add({
    body: 'guestFilePath',
    effect: {
      status: 200,
      contentType: 'application/json',
      body: JSON.stringify({
        _typeName: 'FileTransferInformation',
        size: 1,
        url: 'https://evil.example/guestFile?token=x',
      }),
    },
  })
  const fault = await faultOf(guests.download(vm, root, '/etc/hosts', signal))
  expect(fault.info.code).toBe('NOT_A_HOST')
  expect(fault.message).not.toContain('token')
})

test('a server without a manager of guests says so', () => {
  expect(readServiceContent({}).guestOperationsManager).toBeUndefined()
})

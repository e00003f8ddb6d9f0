import { describe, expect, test } from 'vitest'
import { JsonClient, SoapClient, smallVcenter } from '../wire-test-client.ts'

/** A running Linux VM whose tools answer, and whose root has the usual password. */
async function scene() {
  const simulator = smallVcenter()
  const { upstream } = simulator
  upstream.quiet(true)
  const json = await new JsonClient(simulator).login()
  const rest = await new JsonClient(simulator).restLogin()
  for (const { id, name } of upstream.vms().filter(({ power }) => power === 'on')) {
    const vm = { type: 'VirtualMachine', value: id }
    const auth = {
      _typeName: 'NamePasswordAuthentication',
      interactiveSession: false,
      username: 'root',
      password: 'guest-root',
    }
    const fault = await json.call(managers.auth, 'ValidateCredentialsInGuest', { vm, auth })
    if (fault === undefined || fault === null) {
      const host = upstream.vms().find((one) => one.id === id)?.host ?? ''
      return { simulator, upstream, json, rest, id, name, host, vm, auth }
    }
  }
  throw new Error('no guest lets root in')
}

const managers = {
  auth: 'GuestAuthManager/guestOperationsAuthManager',
  files: 'GuestFileManager/guestOperationsFileManager',
  processes: 'GuestProcessManager/guestOperationsProcessManager',
}
const credentials = {
  type: 'USERNAME_PASSWORD',
  interactive_session: false,
  user_name: 'root',
  password: 'guest-root',
}

describe('VI JSON', () => {
  test('a program runs, its output is fetched from the host of the VM, its exit code kept', async () => {
    const { simulator, json, vm, auth, host } = await scene()
    const out = await json.call(managers.files, 'CreateTemporaryFileInGuest', {
      vm,
      auth,
      prefix: 'gantry-',
      suffix: '.out',
    })
    expect(out).toMatch(/^\/tmp\/gantry-.*\.out$/)
    const spec = {
      _typeName: 'GuestProgramSpec',
      programPath: '/bin/bash',
      arguments: `-c 'echo hello; exit 3' > '${out}'`,
    }
    const pid = await json.call(managers.processes, 'StartProgramInGuest', { vm, auth, spec })
    expect(Number(pid)).toBeGreaterThan(1)
    const [process] = await json.call(managers.processes, 'ListProcessesInGuest', { vm, auth, pids: [pid] })
    expect(process).toMatchObject({ _typeName: 'GuestProcessInfo', owner: 'root', exitCode: 3 })
    const transfer = await json.call(managers.files, 'InitiateFileTransferFromGuest', {
      vm,
      auth,
      guestFilePath: out,
    })
    expect(new URL(transfer.url ?? '').hostname).toBe(host)
    const file = await simulator.fetch(new Request(String(transfer.url)))
    expect(await file.text()).toBe('hello\n')
    // Good once.
    expect((await simulator.fetch(new Request(String(transfer.url)))).status).toBe(404)
    expect(await json.call(managers.files, 'DeleteFileInGuest', { vm, auth, filePath: out })).toBeUndefined()
  })

  test('what is uploaded is there', async () => {
    const { simulator, upstream, json, vm, auth, name } = await scene()
    const url = await json.call(managers.files, 'InitiateFileTransferToGuest', {
      vm,
      auth,
      guestFilePath: '/tmp/script.sh',
      fileAttributes: { _typeName: 'GuestPosixFileAttributes', permissions: 493 },
      fileSize: 5,
      overwrite: false,
    })
    const reply = await simulator.fetch(new Request(String(url), { method: 'PUT', body: 'hello' }))
    expect(reply.status).toBe(200)
    expect(upstream.guestFile(name, '/tmp/script.sh')).toBe('hello')
  })

  test('what is wrong is told by the vendor’s faults', async () => {
    const { upstream, json, vm, auth, name } = await scene()
    const start = (more: object, as: object = auth) =>
      json.call(managers.processes, 'StartProgramInGuest', {
        vm,
        auth: as,
        spec: { _typeName: 'GuestProgramSpec', programPath: '/bin/echo', arguments: '', ...more },
      })
    expect((await start({}, { ...auth, password: 'wrong' }))._typeName).toBe('InvalidGuestLogin')
    expect((await start({ programPath: '/bin/missing' }))._typeName).toBe('FileNotFound')
    expect((await start({ _typeName: 'GuestWindowsProgramSpec', startMinimized: true }))._typeName).toBe(
      'InvalidArgument',
    )
    upstream.failGuest(name, 'TaskInProgress')
    expect((await start({}))._typeName).toBe('TaskInProgress')
    upstream.setTools(name, false)
    expect((await start({}))._typeName).toBe('GuestOperationsUnavailable')
    upstream.setPower(name, 'off')
    expect((await start({}))._typeName).toBe('InvalidPowerState')
  })
})

test('SOAP starts and lists', async () => {
  const { simulator, id } = await scene()
  const soap = new SoapClient(simulator)
  await soap.login()
  const who = `<_this type="GuestProcessManager">guestOperationsProcessManager</_this><vm type="VirtualMachine">${id}</vm><auth i:type="NamePasswordAuthentication"><interactiveSession>false</interactiveSession><username>root</username><password>guest-root</password></auth>`
  const started = await soap.call(
    'StartProgramInGuest',
    `${who}<spec i:type="GuestProgramSpec"><programPath>/bin/false</programPath><arguments></arguments></spec>`,
  )
  const pid = /<returnval[^>]*>(\d+)</.exec(started.text)?.[1]
  const listed = await soap.call('ListProcessesInGuest', `${who}<pids>${pid}</pids>`)
  expect(listed.text).toContain('<exitCode>1</exitCode>')
})

describe('/api', () => {
  test('a program runs, and its end is asked for by its PID', async () => {
    const { simulator, rest, id } = await scene()
    const path = `/api/vcenter/vm/${id}/guest/processes`
    const spec = { path: '/bin/sleep', arguments: '5' }
    const created = await rest.send('POST', `${path}?action=create`, { body: { credentials, spec } })
    expect(created.status).toBe(201)
    const pid = Number(created.json)
    const look = () => rest.send('POST', `${path}/${pid}?action=get`, { body: { credentials } })
    expect((await look()).json).not.toHaveProperty('exit_code')
    simulator.advance(6_000)
    expect((await look()).json).toMatchObject({ exit_code: 0, owner: 'root' })
    simulator.advance(301_000)
    const gone = await look()
    expect([gone.status, gone.json.error_type]).toEqual([404, 'NOT_FOUND'])
  })

  test('what is wrong is told by its error types', async () => {
    const { upstream, rest, id, name } = await scene()
    const path = `/api/vcenter/vm/${id}/guest/processes?action=create`
    const start = async (spec: object, as: object = credentials) => {
      const reply = await rest.send('POST', path, { body: { credentials: as, spec } })
      return [reply.status, reply.json.error_type, reply.json.data?.reason]
    }
    expect(await start({ path: '/bin/echo' }, { ...credentials, password: 'no' })).toEqual([
      401,
      'UNAUTHENTICATED',
      undefined,
    ])
    expect(await start({ path: '/missing' })).toEqual([400, 'INVALID_ARGUMENT', 'FILE_NOT_FOUND'])
    expect(await start({ path: '/etc/hosts' })).toEqual([403, 'UNAUTHORIZED', undefined])
    expect(await start({ path: '/bin/echo', start_minimized: true })).toEqual([
      400,
      'INVALID_ARGUMENT',
      undefined,
    ])
    upstream.failGuest(name, 'OperationDisabledByGuest')
    expect(await start({ path: '/bin/echo' })).toEqual([400, 'UNSUPPORTED', undefined])
    upstream.setTools(name, false)
    expect(await start({ path: '/bin/echo' })).toEqual([503, 'SERVICE_UNAVAILABLE', undefined])
    upstream.setPower(name, 'off')
    expect(await start({ path: '/bin/echo' })).toEqual([400, 'NOT_ALLOWED_IN_CURRENT_STATE', undefined])
  })

  test('directories are listed', async () => {
    const { rest, id } = await scene()
    const reply = await rest.send('POST', `/api/vcenter/vm/${id}/guest/filesystem/files?action=list`, {
      body: { credentials, path: '/etc', iteration: { size: 2, index: 1 } },
    })
    expect(reply.json.files).toHaveLength(2)
    expect(Number(reply.json.total)).toBeGreaterThan(3)
  })
})

import { expect, test } from 'vitest'
import { guestStage, root, secret, sh } from './test-stage.ts'

test('a script runs to its end without anybody looking, its outputs are kept, its files removed', async () => {
  const { run, pass, state, outputOf, post, vm } = await guestStage()
  const id = await run(sh('echo "hello $USER"; echo oops >&2; sleep 3; exit 4'))
  await pass(12)
  const ended = await state(id)
  expect(ended).toMatchObject({
    state: 'done',
    exitCode: 4,
    guestMs: 3_000,
    guestUser: 'root',
    family: 'linux',
  })
  expect(ended.left).toBeUndefined()
  expect([await outputOf(id, 'stdout'), await outputOf(id, 'stderr')]).toEqual(['hello root\n', 'oops\n'])
  const listed = await post(`vms/${vm.id}/guest/files`, { auth: root, path: '/tmp', offset: 0 })
  expect(await listed.json()).toEqual({ files: [], remaining: 0 })
})

test('how a run ended is still known when nobody looked for hours, outputs included', async () => {
  const { run, pass, state, outputOf, clock } = await guestStage()
  const id = await run(sh('echo kept; exit 3'))
  await pass(5)
  await clock.advance(3 * 3_600_000)
  expect(await state(id)).toMatchObject({ state: 'done', exitCode: 3 })
  expect(await outputOf(id, 'stdout')).toBe('kept\n')
})

test('tools that restart lose exit codes: the run is unknown, never a success', async () => {
  const { run, pass, state, simulator, upstream, vm, clock } = await guestStage()
  const id = await run(sh('sleep 6'))
  await pass(3)
  const before = await state(id)
  expect(before).toMatchObject({ state: 'running' })
  // It ends, and the tools restart, between two looks.
  simulator.advance(5_000)
  upstream.restartTools(vm.name)
  await clock.advance(3_000)
  await pass(4)
  const after = await state(id)
  expect(after).toMatchObject({ state: 'unknown', pid: before.pid })
  expect(after.exitCode).toBeUndefined()
  expect(after.note).toContain('exit code was lost')
})

test('a program that goes on while tools restart is followed to its end', async () => {
  const { run, pass, state, upstream, vm } = await guestStage()
  const id = await run(sh('sleep 8; exit 3'))
  await pass(3)
  upstream.restartTools(vm.name)
  await pass(15)
  expect(await state(id)).toMatchObject({ state: 'done', exitCode: 3 })
})

test('a guest that reboots takes its programs with it: unknown, with its PID', async () => {
  const { run, pass, state, upstream, vm } = await guestStage()
  const id = await run(sh('sleep 600'))
  await pass(3)
  const { pid } = await state(id)
  upstream.setPower(vm.name, 'off')
  upstream.setPower(vm.name, 'on')
  await pass(180)
  const after = await state(id)
  expect(after).toMatchObject({ state: 'unknown', pid })
  expect(after.exitCode).toBeUndefined()
})

test('a guest that is powered off meanwhile is unknown, in the words of the system', async () => {
  const { run, pass, state, upstream, vm } = await guestStage()
  const id = await run(sh('sleep 600'))
  await pass(3)
  upstream.setPower(vm.name, 'off')
  await pass(10)
  expect(await state(id)).toMatchObject({ state: 'unknown', fault: { kind: 'invalid-state' } })
})

test('after its limit a program is ended, and that is said', async () => {
  const { run, pass, state, outputOf } = await guestStage()
  const id = await run(sh('echo begun; sleep 600'), { limitSeconds: 5 })
  await pass(15)
  const ended = await state(id)
  expect(ended).toMatchObject({ state: 'cancelled', note: 'Ended after its limit of 5 s.' })
  expect(await outputOf(id, 'stdout')).toBe('begun\n')
})

test('of a flood only the beginning is kept, and that is said', async () => {
  const { run, pass, state, outputOf } = await guestStage()
  const id = await run({ kind: 'program', path: '/usr/bin/flood', arguments: '300000' }, { keepBytes: 2_048 })
  await pass(8)
  const { stdout, state: how } = await state(id)
  expect(how).toBe('done')
  expect(stdout).toMatchObject({ bytes: 300_000, keptBytes: 2_048, truncated: true, complete: true })
  expect((await outputOf(id, 'stdout')).length).toBe(2_048)
})

test.each([
  ['name', 'resolve'],
  ['port', 'refuses'],
  ['certificate', 'certificate'],
] as const)(
  'where the %s of the host is in the way, the exit code is there and what is blocked is said',
  async (how, words) => {
    const { run, pass, state, upstream, vm } = await guestStage()
    upstream.closeHost(vm.host, how)
    const id = await run(sh('echo hello; exit 5'))
    await pass(8)
    const ended = await state(id)
    expect(ended).toMatchObject({ state: 'done', exitCode: 5, stdout: { keptBytes: 0 } })
    expect(ended.stdout?.blocked).toContain(words)
    expect(ended.stdout?.blocked).toContain(vm.host)
    // The files are removed through vCenter all the same.
    expect(ended.left).toBeUndefined()
  },
)

test('a password that is refused is the guest’s: the session stays, and the field is named', async () => {
  const { run, pass, state, post, vm } = await guestStage()
  const id = await run(
    sh('true'),
    {},
    { ...root, type: 'password', password: 'wrong', userName: 'root', interactive: false },
  )
  await pass(2)
  expect(await state(id)).toMatchObject({
    state: 'failed',
    fault: { kind: 'forbidden', field: 'auth.password' },
  })
  expect((await post(`vms/${vm.id}/guest/processes`, { auth: root })).status).toBe(200)
})

test('arguments that cannot be handed over are the fault of their field, and nothing runs', async () => {
  const { run, pass, state } = await guestStage()
  const id = await run({ kind: 'program', path: '/bin/echo', arguments: "'open" })
  await pass(2)
  const failed = await state(id)
  expect(failed).toMatchObject({
    state: 'failed',
    fault: { kind: 'invalid-input', field: 'command.arguments' },
  })
  expect(failed.pid).toBeUndefined()
})

test('passwords, tokens and commands are in no log, message, job, error or document', async () => {
  const { run, pass, browser, post, vm, logged, upstream } = await guestStage()
  const live = await browser.live()
  const seen: string[] = []
  const marks = ['p4ss-of-the-guest', 'saml-of-the-guest', secret, 'typed-into-the-script']
  const wrong = {
    type: 'password',
    userName: 'root',
    password: 'p4ss-of-the-guest',
    interactive: false,
  } as const
  const saml = { type: 'saml', token: 'saml-of-the-guest', userName: 'nobody' } as const
  const ids = [
    await run(sh('echo typed-into-the-script > /dev/null; sleep 1')),
    await run(sh('true'), {}, wrong),
    await run(sh('true'), {}, saml),
  ]
  upstream.closeHost(vm.host, 'port')
  ids.push(await run(sh('echo x')))
  await pass(10)
  for (const auth of [wrong, saml])
    for (const [path, more] of [
      ['processes', {}],
      ['environment', {}],
      ['files', { path: '/none', offset: 0 }],
      ['transfers', { path: '/none' }],
      ['processes/1/terminate', {}],
      ['runs', { id: 'no uuid', batch: 'none', command: sh('x'), options: {} }],
    ] as const)
      seen.push(await (await post(`vms/${vm.id}/guest/${path}`, { auth, ...more })).text())
  for (const path of ['/api/systems', '/api/vms', '/api/openapi.json', '/api/none'])
    seen.push(await (await browser.request(path)).text())
  seen.push(JSON.stringify(await live.drain()), ...logged)
  live.stop()
  const all = seen.join('\n')
  for (const id of ids) expect(all).toContain(id)
  for (const mark of marks) expect(all).not.toContain(mark)
  // What was forgotten is gone.
  expect((await post('guest/runs/forget', { ids })).status).toBe(200)
  expect((await browser.request(`/api/systems/vc/guest/runs/${ids[0]}/stdout?offset=0`)).status).toBe(404)
})

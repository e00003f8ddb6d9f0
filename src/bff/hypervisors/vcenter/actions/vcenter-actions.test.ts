import { afterEach, expect, test } from 'vitest'
import type { VmAction } from '../../../../contract/actions/vm-action.ts'
import type { HostRow, InventoryRow } from '../../../../contract/inventory.ts'
import {
  createVcenterSimulator,
  type VcenterSimulator,
} from '../../../../simulators/vcenter/vcenter-simulator.ts'
import { demoAccount } from '../../../../simulators/world/options.ts'
import type { Actions, FoundJob, Progress } from '../../action-port.ts'
import type { Connection } from '../../port.ts'
import { realClock, silentLog } from '../../recording-sink.ts'
import { createVcenter } from '../vcenter.ts'

const never = () => new AbortController().signal
const intent = '22222222-2222-4222-8222-222222222222'
let stop = () => {}

afterEach(() => stop())

/** A small vCenter with one new VM, whose time goes on by `step` ms every 10 ms; what was sent is kept. */
async function opened(version: '8.0.3' | '7.0.3' = '8.0.3', step = 500) {
  const simulator = createVcenterSimulator({
    id: 'vc',
    seed: 'actions',
    estate: 'small',
    startAt: Date.UTC(2026, 0, 5),
    version,
  })
  simulator.upstream.quiet(true)
  const sent: Request[] = []
  const hypervisor = createVcenter({
    system: { id: 'vc', name: 'vc', kind: 'vcenter', url: `https://${simulator.host}` },
    send: (request) => {
      sent.push(request.clone())
      return simulator.fetch(request)
    },
    clock: realClock,
    log: silentLog,
  })
  const ticking = setInterval(() => simulator.advance(step), 10)
  const ending = new AbortController()
  stop = () => {
    clearInterval(ticking)
    ending.abort()
  }
  const session = await hypervisor.signIn(demoAccount, never())
  const connect = () => hypervisor.connect(session)
  const connection = connect()
  const actions = connection.actions
  if (actions === undefined) throw new Error('no actions')
  simulator.upstream.create('subject')
  const vm = idOf(simulator, 'subject')
  const run = (action: VmAction, report: (progress: Progress) => void = () => {}, of: Actions = actions) =>
    of.run({ vm, action, intent }, report, never())
  return { simulator, connection, connect, actions, vm, run, sent, ending: ending.signal }
}

function idOf(simulator: VcenterSimulator, name: string): string {
  const found = simulator.upstream.vms().find((vm) => vm.name === name)
  if (found === undefined) throw new Error(`no VM ${name}`)
  return found.id
}

const powerOf = (simulator: VcenterSimulator, id: string) =>
  simulator.upstream.vms().find((vm) => vm.id === id)?.power

async function snapshots(connection: Connection, vm: string) {
  return (await connection.vm(vm, never())).snapshots
}

test.each(['8.0.3', '7.0.3'] as const)(
  '%s: a start is done when the VM runs, and told of on the way',
  async (version) => {
    const { simulator, run, vm, sent } = await opened(version, 50)
    const told: Progress[] = []
    expect(await run({ verb: 'start' }, (progress) => told.push(progress))).toEqual({ state: 'done' })
    expect(powerOf(simulator, vm)).toBe('on')
    expect(told[0]).toMatchObject({ upstreamId: expect.stringMatching(/^task-/), state: 'queued' })
    expect(told.some(({ state }) => state === 'running')).toBe(true)
    const call =
      sent.find((request) => request.url.includes('PowerOn')) ?? sent.find(({ url }) => url.endsWith('/sdk'))
    expect(call).toBeDefined()
    if (version === '8.0.3') expect(call?.headers.get('x-request-id')).toBe(intent)
    else {
      const texts = await Promise.all(sent.map((request) => request.text()))
      expect(texts.filter((text) => text.includes(`<operationID>${intent}</operationID>`))).toHaveLength(1)
    }
  },
)

test('a task that fails ends with the words of vCenter; a name that is taken is blamed', async () => {
  const { simulator, run } = await opened()
  simulator.upstream.failTask({
    vm: 'subject',
    method: 'PowerOnVM_Task',
    fault: 'InsufficientMemoryResourcesFault',
    message: 'No memory left.',
  })
  expect(await run({ verb: 'start' })).toMatchObject({
    state: 'failed',
    fault: { code: 'InsufficientMemoryResourcesFault', message: 'No memory left.' },
  })
  simulator.upstream.create('taken')
  expect(await run({ verb: 'edit', name: 'taken' })).toMatchObject({
    state: 'failed',
    fault: { kind: 'conflict', code: 'DuplicateName', field: 'name' },
  })
  expect(await run({ verb: 'edit', name: 'free / 100%' })).toEqual({ state: 'done' })
  expect(simulator.upstream.vms().some(({ name }) => name === 'free / 100%')).toBe(true)
})

test('settings change in one go, and what a running VM cannot take is blamed', async () => {
  const { run, connection, vm } = await opened()
  const gib = 1024 ** 3
  expect(
    await run({ verb: 'edit', cpus: 4, coresPerSocket: 2, memoryBytes: 8 * gib, notes: 'twice' }),
  ).toEqual({
    state: 'done',
  })
  const { vm: row, changes } = await connection.vm(vm, never())
  expect(row).toMatchObject({ cpus: 4, coresPerSocket: 2, memoryBytes: 8 * gib, notes: 'twice' })
  expect(changes).toMatchObject({ cpus: true, memory: true })
  const cpusMax = changes?.cpusMax ?? 0
  expect(await run({ verb: 'edit', cpus: cpusMax, coresPerSocket: 1 })).toEqual({ state: 'done' })
  expect(await run({ verb: 'edit', cpus: cpusMax + 1 })).toMatchObject({
    state: 'failed',
    fault: { code: 'NumVirtualCpusNotSupported', field: 'cpus' },
  })
  await run({ verb: 'edit', cpus: 4, coresPerSocket: 2 })
  await run({ verb: 'start' })
  const detail = await connection.vm(vm, never())
  expect(detail.consoles).toEqual(['webmks', 'vmrc'])
  const end = await run({ verb: 'edit', memoryBytes: 4 * gib })
  expect(end).toMatchObject({ state: 'failed', fault: { field: 'memoryBytes' } })
  await expect(run({ verb: 'edit', memoryBytes: 8 * gib + 1 })).rejects.toMatchObject({
    info: { field: 'memoryBytes' },
  })
})

test('a snapshot is taken, renamed, returned to and deleted', async () => {
  const { run, connection, vm } = await opened('7.0.3')
  await run({ verb: 'snapshot-create', name: 'first', description: 'before', memory: false })
  await run({ verb: 'snapshot-create', name: 'second', memory: false })
  const [first, second] = await snapshots(connection, vm)
  expect(second).toMatchObject({ name: 'second', parentId: first?.id, current: true })
  const snapshotId = first?.id ?? ''
  expect(await run({ verb: 'snapshot-rename', snapshotId, name: '1/2' })).toEqual({ state: 'done' })
  expect(await run({ verb: 'snapshot-revert', snapshotId })).toEqual({ state: 'done' })
  expect((await snapshots(connection, vm))[0]).toMatchObject({ name: '1/2', current: true })
  expect(await run({ verb: 'snapshot-delete', snapshotId, children: true })).toEqual({ state: 'done' })
  expect(await snapshots(connection, vm)).toEqual([])
  await expect(run({ verb: 'snapshot-delete', snapshotId })).rejects.toMatchObject({
    info: { kind: 'not-found', field: 'snapshotId' },
  })
})

test('guests are followed until their VM shows what they did', async () => {
  const { simulator, run, vm } = await opened()
  await run({ verb: 'start' })
  simulator.upstream.setTools('subject', true)
  expect(await run({ verb: 'reboot' })).toEqual({ state: 'done' })
  simulator.upstream.setTools('subject', true)
  expect(await run({ verb: 'shutdown' })).toEqual({ state: 'done' })
  expect(powerOf(simulator, vm)).toBe('off')
})

test('a VM moves to another host and its disks to another datastore', async () => {
  const { simulator, run, connection, vm } = await opened()
  const { vm: row } = await connection.vm(vm, never())
  const sink = { rows: new Map<string, InventoryRow>() }
  const watching = new AbortController()
  await new Promise<void>((resolve) => {
    void connection.watch(
      {
        begin() {},
        put: (rows) => {
          for (const each of rows) sink.rows.set(each.id, each)
        },
        remove() {},
        complete: resolve,
        confirm() {},
      },
      watching.signal,
    )
  })
  watching.abort()
  const other = [...sink.rows.values()].find(
    (each): each is HostRow =>
      each.kind === 'host' && each.clusterId === row.clusterId && each.id !== row.hostId,
  )
  expect(await run({ verb: 'migrate', hostId: other?.id ?? '' })).toEqual({ state: 'done' })
  expect((await connection.vm(vm, never())).vm.hostId).toBe(other?.id)
  expect(await run({ verb: 'migrate' })).toEqual({ state: 'done' })
  const [disk] = (await connection.vm(vm, never())).disks
  const elsewhere = simulator.upstream
    .datastores()
    .filter(({ id, accessible }) => accessible && id !== disk?.datastoreId)
  const ends = []
  for (const { id } of elsewhere) {
    ends.push(
      await run({ verb: 'relocate', disks: [{ id: disk?.id ?? '', datastoreId: id }] }).catch(
        () => undefined,
      ),
    )
    if (ends.at(-1)?.state === 'done') {
      expect((await connection.vm(vm, never())).disks[0]?.datastoreId).toBe(id)
      break
    }
  }
  expect(ends.at(-1)).toEqual({ state: 'done' })
  await expect(run({ verb: 'relocate', datastoreId: 'datastore-none' })).rejects.toMatchObject({
    info: { kind: 'not-found', field: 'datastoreId' },
  })
})

test('turns into a template and back, and is deleted with its disks', async () => {
  const { simulator, run, connection, vm } = await opened()
  const { vm: before } = await connection.vm(vm, never())
  expect(await run({ verb: 'mark-template' })).toEqual({ state: 'done' })
  expect((await connection.vm(vm, never())).vm.kind).toBe('template')
  expect(await run({ verb: 'mark-vm', poolId: before.poolId ?? '' })).toEqual({ state: 'done' })
  await expect(run({ verb: 'remove', keepDisks: true })).rejects.toMatchObject({
    info: { field: 'keepDisks' },
  })
  expect(await run({ verb: 'remove' })).toEqual({ state: 'done' })
  expect(powerOf(simulator, vm)).toBeUndefined()
  await expect(run({ verb: 'start' })).rejects.toMatchObject({ info: { kind: 'not-found' } })
})

test('a question is answered', async () => {
  const { simulator, run, connection, vm } = await opened()
  await run({ verb: 'start' })
  simulator.upstream.askQuestion('subject')
  const { question } = await connection.vm(vm, never())
  expect(question?.choices.map(({ label }) => label)).toEqual(['Retry', 'Cancel'])
  expect(question?.proposed).toBe('0')
  const end = await run({ verb: 'answer', questionId: question?.id ?? '', choice: '0' })
  expect(end).toEqual({ state: 'done' })
  expect((await connection.vm(vm, never())).question).toBeUndefined()
})

test('a snapshot under way is cancelled when somebody asks for it', async () => {
  const { run, actions } = await opened('8.0.3', 50)
  await run({ verb: 'start' })
  let task = ''
  const end = await run({ verb: 'snapshot-create', name: 's', memory: true }, ({ upstreamId, cancel }) => {
    task = upstreamId ?? task
    // Once it was asked, the task itself says that it cannot be again.
    if (cancel === true) void actions.cancelJob(task, never()).catch(() => {})
  })
  expect(end).toEqual({ state: 'cancelled' })
})

test('many actions of one session share one collector, over all its connections', async () => {
  const { simulator, connect, sent } = await opened()
  const names = ['a', 'b', 'c', 'd']
  for (const name of names) simulator.upstream.create(name)
  const ends = await Promise.all(
    names.map((name) =>
      connect().actions?.run(
        { vm: idOf(simulator, name), action: { verb: 'suspend' }, intent },
        () => {},
        never(),
      ),
    ),
  )
  // All are off: each task says so for itself.
  for (const end of ends) expect(end).toMatchObject({ state: 'failed', fault: { code: 'InvalidPowerState' } })
  expect(sent.filter(({ url }) => url.endsWith('/CreateListView'))).toHaveLength(1)
})

test('tells of tasks that others start, with the words of vCenter', async () => {
  const { actions, run, ending, simulator } = await opened('7.0.3')
  const jobs = new Map<string, FoundJob>()
  const watching = actions.watchJobs(
    {
      put: (found) => {
        for (const job of found) jobs.set(job.id, job)
      },
      gone: (ids) => {
        for (const id of ids) jobs.delete(id)
      },
    },
    ending,
  )
  await run({ verb: 'start' })
  await expect
    .poll(() => [...jobs.values()])
    .toContainEqual(
      expect.objectContaining({
        verb: 'start',
        title: 'Power On virtual machine',
        target: { id: idOf(simulator, 'subject'), name: 'subject' },
        state: 'done',
        percent: 100,
        cancel: 'It has ended.',
      }),
    )
  stop()
  await watching
})

test('shows the request without sending it', async () => {
  const { actions, vm, sent } = await opened()
  const count = sent.length
  const action: VmAction = { verb: 'snapshot-create', name: 'a/b', memory: true }
  const [request] = await actions.preview({ vm, action, intent }, never())
  expect(request).toMatchObject({
    method: 'POST',
    path: `/sdk/vim25/8.0.3.0/VirtualMachine/${vm}/CreateSnapshot_Task`,
    contentType: 'application/json',
  })
  expect(JSON.parse(request?.body ?? '')).toEqual({
    name: 'a%2fb',
    description: '',
    memory: true,
    quiesce: false,
  })
  expect(sent.slice(count).filter(({ url }) => url.includes('CreateSnapshot'))).toEqual([])
})

test('gives tickets to the consoles of a running VM', async () => {
  const { actions, run, vm } = await opened('7.0.3')
  await expect(actions.console(vm, { kind: 'webmks' }, never())).rejects.toMatchObject({
    info: { code: 'InvalidPowerState' },
  })
  await run({ verb: 'start' })
  const webmks = await actions.console(vm, { kind: 'webmks' }, never())
  expect(webmks.url).toMatch(/^wss:\/\/.+\/ticket\/.+/)
  const vmrc = await actions.console(vm, { kind: 'vmrc' }, never())
  expect(vmrc.url).toMatch(new RegExp(`^vmrc://clone:.+@vc\\.gantry\\.example/\\?moid=${vm}$`))
})

test.each(['8.0.3', '7.0.3'] as const)(
  '%s: power goes over REST where vim has no such method',
  async (version) => {
    const { simulator, run, vm } = await opened(version)
    const body =
      version === '8.0.3'
        ? '{"_typeName":"MethodNotFound","faultstring":"No such method."}'
        : '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">' +
          '<e:Body><e:Fault><faultcode>ServerFaultCode</faultcode><faultstring>No such method.</faultstring><detail>' +
          '<MethodNotFoundFault xmlns="urn:vim25" i:type="MethodNotFound"/></detail></e:Fault></e:Body></e:Envelope>'
    const contentType = version === '8.0.3' ? 'application/json' : 'text/xml'
    const at = version === '8.0.3' ? { path: 'PowerOnVM_Task' } : { path: '/sdk', body: '<PowerOnVM_Task' }
    simulator.faults.add({ ...at, effect: { status: 500, body, contentType } })
    expect(await run({ verb: 'start' })).toEqual({ state: 'done' })
    expect(powerOf(simulator, vm)).toBe('on')
    // What REST does not have stays refused.
    simulator.faults.clear()
    expect(await run({ verb: 'start' })).toMatchObject({
      state: 'failed',
      fault: { code: 'InvalidPowerState' },
    })
  },
)

test('what returns no task is found among the tasks, so that it is one job', async () => {
  const { run } = await opened()
  const told: Progress[] = []
  await run({ verb: 'mark-template' }, (progress) => told.push(progress))
  expect(told[0]?.upstreamId).toMatch(/^task-/)
})

import { describe, expect, test } from 'vitest'
import { Fault } from '../../../contract/fault.ts'
import type { Dialect } from '../../../contract/system.ts'
import { createVcenterSimulator } from '../../../simulators/vcenter/vcenter-simulator.ts'
import { demoAccount } from '../../../simulators/world/options.ts'
import type { Clock } from '../port.ts'
import { RecordingSink, realClock, silentLog } from '../recording-sink.ts'
import { createVcenter } from './vcenter.ts'

const startAt = Date.UTC(2026, 0, 5)
const never = () => new AbortController().signal

function system(version: '8.0.3' | '7.0.3', more: { dialect?: Dialect; clock?: Clock } = {}) {
  const simulator = createVcenterSimulator({ id: 'vc', seed: 'adapter', estate: 'small', startAt, version })
  const hypervisor = createVcenter({
    system: {
      id: 'vc',
      name: 'vc',
      kind: 'vcenter',
      url: `https://${simulator.host}/sdk`,
      ...(more.dialect === undefined ? {} : { dialect: more.dialect }),
    },
    send: (request) => simulator.fetch(request),
    clock: more.clock ?? realClock,
    log: silentLog,
  })
  return { simulator, hypervisor }
}

async function watched({ hypervisor }: ReturnType<typeof system>) {
  const session = await hypervisor.signIn(demoAccount, never())
  const connection = hypervisor.connect(session)
  const sink = new RecordingSink()
  const ending = new AbortController()
  const ended = connection.watch(sink, ending.signal)
  ended.catch(() => {})
  await Promise.race([sink.until('complete', () => sink.completions > 0, 10_000), ended])
  return { session, connection, sink, ended, end: () => ending.abort() }
}

/** Time that passes as told; sleeps end when it reaches them. */
function manualClock() {
  let now = startAt
  let sleepers: { at: number; wake: () => void }[] = []
  const clock: Clock = {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        sleepers.push({ at: now + ms, wake: resolve })
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      }),
  }
  return {
    clock,
    pass(ms: number) {
      now += ms
      const due = sleepers.filter(({ at }) => at <= now)
      sleepers = sleepers.filter(({ at }) => at > now)
      for (const { wake } of due) wake()
    },
  }
}

describe.each([
  ['8.0.3', undefined, 'vi-json'],
  ['8.0.3', 'soap', 'soap'],
  ['7.0.3', undefined, 'soap'],
] as const)('vCenter %s, asked for %s', (version, dialect, spoken) => {
  const open = () => system(version, dialect === undefined ? {} : { dialect })

  test('rows carry tags, alarms and their places; hidden things stay hidden', async () => {
    const it = open()
    const { sink, connection, end } = await watched(it)
    expect((await connection.info(never())).dialect).toBe(spoken)
    await sink.until('tags', () => sink.of('vm').some((vm) => vm.tags !== undefined), 5000)
    expect(sink.of('vm').find((vm) => vm.tags !== undefined)?.tags?.[0]).toMatch(/^[^:]+:[^:]+$/)
    const alarmed = [...sink.rows.values()].filter((row) => row.issues !== undefined)
    expect(alarmed.length).toBeGreaterThan(0)
    expect(alarmed.flatMap((row) => row.issues ?? []).filter((issue) => issue.startsWith('alarm-'))).toEqual(
      [],
    )
    expect(sink.of('datacenter').every((row) => row.issues === undefined)).toBe(true)
    expect(sink.of('network').some((row) => /uplink/i.test(row.name))).toBe(false)
    const alone = sink.of('host').filter((host) => host.clusterId === undefined)
    expect(alone.length).toBeGreaterThan(0)
    for (const host of alone) expect(host.folderId, host.name).toBeDefined()
    for (const pool of sink.of('pool')) expect(pool.clusterId ?? pool.hostId, pool.name).toBeDefined()
    end()
  })

  test('a session that expires ends the watch', async () => {
    const it = open()
    const { ended, connection } = await watched(it)
    it.simulator.restart()
    await expect(ended).rejects.toMatchObject({ info: { kind: 'auth', system: 'vc' } })
    await expect(connection.keepAlive(never())).rejects.toMatchObject({ info: { kind: 'auth' } })
    await expect(connection.vm('vm-1', never())).rejects.toBeInstanceOf(Fault)
  })

  test('a page of a VM has everything, also its snapshots', async () => {
    const it = open()
    const { sink, connection, end } = await watched(it)
    const details = []
    for (const vm of sink.of('vm').slice(0, 40)) details.push(await connection.vm(vm.id, never()))
    for (const detail of details) {
      const row = sink.rows.get(detail.vm.id)
      expect(detail.missing, detail.vm.name).toEqual([])
      // The page reads anew what the watch already knows: both must agree on where it stands.
      expect(detail.vm).toMatchObject({
        name: row?.name,
        ...(row?.kind === 'vm' ? { hostId: row.hostId, folderId: row.folderId, poolId: row.poolId } : {}),
      })
      const ids = new Set(detail.snapshots.map(({ id }) => id))
      for (const { parentId } of detail.snapshots) if (parentId !== undefined) expect(ids).toContain(parentId)
      expect(detail.snapshots.filter(({ current }) => current).length).toBe(
        detail.snapshots.length > 0 ? 1 : 0,
      )
    }
    expect(details.some(({ snapshots }) => snapshots.length > 1)).toBe(true)
    end()
  })
})

test('without REST the sign-in still works and says what is missing', async () => {
  const it = system('8.0.3')
  it.simulator.faults.add({ method: 'POST', path: '/api/session', effect: { status: 503 } })
  it.simulator.faults.add({ path: '/rest/com/vmware/cis/session', effect: { status: 503 } })
  const { sink, connection, session, end } = await watched(it)
  expect(sink.of('vm').length).toBeGreaterThan(0)
  expect(session.tokens).not.toHaveProperty('rt')
  const { capabilities } = await connection.info(never())
  expect(capabilities.tags).toContain('Tags')
  expect((await connection.vm(sink.of('vm')[0]?.id ?? '', never())).missing).toEqual([])
  end()
})

test('where tagging is missing everything else is there', async () => {
  const it = system('7.0.3')
  it.simulator.faults.add({ path: '/cis/tagging/', effect: { status: 404 } })
  const { sink, connection, end } = await watched(it)
  expect(sink.of('vm').length).toBeGreaterThan(0)
  // The reason shows as soon as the tags were asked for in vain.
  let reason: unknown = true
  while (reason === true) reason = (await connection.info(never())).capabilities.tags
  expect(reason).toContain('could not be read')
  end()
})

test('a second sign-out is no error', async () => {
  const { hypervisor } = system('7.0.3')
  const session = await hypervisor.signIn(demoAccount, never())
  await hypervisor.signOut(session, never())
  await hypervisor.signOut(session, never())
})

test('a system that never answers times out', async () => {
  const { clock, pass } = manualClock()
  const hypervisor = createVcenter({
    system: { id: 'vc', name: 'vc', kind: 'vcenter', url: 'https://vc.example.test' },
    send: () => new Promise(() => {}),
    clock,
    log: silentLog,
  })
  const probe = hypervisor.probe(never())
  pass(31_000)
  await expect(probe).rejects.toMatchObject({ info: { kind: 'timeout', system: 'vc' } })
})

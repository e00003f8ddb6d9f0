import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Fault, type FaultKind } from '../../contract/fault.ts'
import { inventoryRowSchema } from '../../contract/inventory.ts'
import { type Dialect, systemInfoSchema } from '../../contract/system.ts'
import { objectDetailSchema, vmDetailSchema } from '../../contract/vm.ts'
import type { Connection, Hypervisor, UpstreamSession } from './port.ts'
import { RecordingSink } from './recording-sink.ts'

/** Changes that somebody else makes in the system under test. */
export interface SubjectUpstream {
  vms(): Promise<{ id: string; name: string; power: string; host: string | undefined }[]>
  hosts(): Promise<{ id: string; name: string }[]>
  setPower(vm: string, power: 'on' | 'off'): Promise<void>
  rename(vm: string, name: string): Promise<void>
  create(name: string): Promise<void>
  remove(vm: string): Promise<void>
  move(vm: string, host: string): Promise<void>
}

export interface Subject {
  hypervisor: Hypervisor
  account: { userName: string; password: string }
  upstream: SubjectUpstream
  dialect: Dialect
  /** Longest time a change may take to show, ms. */
  within: number
  /** The service restarts: every session is gone. */
  restart(): Promise<void>
  /** Makes every later request fail in this way, until `heal`. Absent where the system cannot be made to. */
  trouble?: { refuse(): void; garbage(): void; cut(): void; heal(): void }
  /** False where the system takes any password or moves nothing. */
  can: { refusePasswords: boolean; move: boolean }
  close?(): Promise<void>
}

const never = () => new AbortController().signal

async function faultOf(attempt: Promise<unknown>): Promise<Fault> {
  try {
    await attempt
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
  throw new Error('expected a fault')
}

/** What every adapter does, whatever it speaks: run against each simulator and against systems of others. */
export function describeHypervisor(name: string, open: () => Promise<Subject>): void {
  describe(name, () => {
    let subject: Subject
    let ending: AbortController

    beforeEach(async () => {
      subject = await open()
      ending = new AbortController()
    })

    afterEach(async () => {
      ending.abort()
      await subject.close?.()
    })

    const signIn = (): Promise<UpstreamSession> => subject.hypervisor.signIn(subject.account, never())
    const connect = async (): Promise<Connection> => subject.hypervisor.connect(await signIn())

    async function watched(connection: Connection) {
      const sink = new RecordingSink()
      const ended = connection.watch(sink, ending.signal)
      ended.catch(() => {})
      await Promise.race([sink.until('complete', () => sink.completions > 0, 30_000), ended])
      return { sink, ended }
    }

    test('says what it is before anybody signs in', async () => {
      const info = await subject.hypervisor.probe(never())
      systemInfoSchema.parse(info)
      expect(info.product).not.toBe('')
      expect(info.dialect).toBe(subject.dialect)
    })

    test('refuses a wrong password in its own words, at the field', async (context) => {
      if (!subject.can.refusePasswords) context.skip()
      const attempt = subject.hypervisor.signIn({ ...subject.account, password: 'wrong' }, never())
      const fault = await faultOf(attempt)
      expect(fault.kind).toBe('auth')
      expect(fault.info.field).toBe('password')
      expect(fault.message.length).toBeGreaterThan(10)
      expect(JSON.stringify(fault.info)).not.toContain('"wrong"')
    })

    test('a session holds tokens, works, and is dead after sign-out', async () => {
      const session = await signIn()
      expect(JSON.stringify(session)).not.toContain(subject.account.password)
      expect(session.userName).not.toBe('')
      // It travels through a cookie: nothing but text may be needed.
      const copy: UpstreamSession = JSON.parse(JSON.stringify(session))
      const connection = subject.hypervisor.connect(copy)
      await connection.keepAlive(never())
      const info = await connection.info(never())
      expect(info.version).not.toBe('')
      await subject.hypervisor.signOut(session, never())
      expect((await faultOf(connection.keepAlive(never()))).kind).toBe('auth')
      await subject.hypervisor.signOut(session, never())
    })

    test('reads every VM, and every reference leads somewhere', async () => {
      const { sink } = await watched(await connect())
      const vms = await subject.upstream.vms()
      expect(
        sink
          .of('vm')
          .map((vm) => vm.id)
          .sort(),
      ).toEqual(vms.map((vm) => vm.id).sort())
      for (const upstream of vms) {
        const row = sink.rows.get(upstream.id)
        expect(row?.name).toBe(upstream.name)
      }
      const lost: string[] = []
      for (const row of sink.rows.values()) {
        inventoryRowSchema.parse(row)
        const references: [string, string | undefined, string[]][] = [
          ['host', 'hostId' in row ? row.hostId : undefined, ['host']],
          ['cluster', 'clusterId' in row ? row.clusterId : undefined, ['cluster']],
          ['data center', 'datacenterId' in row ? row.datacenterId : undefined, ['datacenter']],
          ['folder', 'folderId' in row ? row.folderId : undefined, ['folder']],
          ['pool', 'poolId' in row ? row.poolId : undefined, ['pool']],
        ]
        for (const [what, id, kinds] of references) {
          if (id === undefined) continue
          const target = sink.rows.get(id)
          if (target === undefined || !kinds.includes(target.kind)) {
            lost.push(`${row.kind} ${row.name}: ${what} ${id}`)
          }
        }
      }
      expect(lost).toEqual([])
      expect(sink.of('host').map((host) => host.id)).toEqual(
        expect.arrayContaining((await subject.upstream.hosts()).map((host) => host.id)),
      )
      for (const kind of ['cluster', 'datastore', 'network', 'datacenter'] as const) {
        expect(sink.of(kind).length, kind).toBeGreaterThan(0)
      }
      for (const vm of sink.of('vm')) expect(vm.datacenterId, vm.name).toBeDefined()
    })

    test('follows power, name, birth and death of a VM', async () => {
      const { sink } = await watched(await connect())
      const victim = (await subject.upstream.vms()).find((vm) => vm.power === 'off')
      if (victim === undefined) throw new Error('the system under test has no stopped VM')
      const row = () => sink.of('vm').find((vm) => vm.id === victim.id)

      await subject.upstream.setPower(victim.name, 'on')
      await sink.until('on', () => row()?.power === 'on', subject.within)
      await subject.upstream.setPower(victim.name, 'off')
      await sink.until('off', () => row()?.power === 'off', subject.within)
      await subject.upstream.rename(victim.name, 'renamed-vm')
      await sink.until('renamed', () => row()?.name === 'renamed-vm', subject.within)
      await subject.upstream.create('newborn-vm')
      await sink.until('created', () => sink.byName('vm', 'newborn-vm') !== undefined, subject.within)
      await subject.upstream.remove('newborn-vm')
      await sink.until('removed', () => sink.byName('vm', 'newborn-vm') === undefined, subject.within)
    }, 60_000)

    test('follows a VM to another host', async (context) => {
      if (!subject.can.move) context.skip()
      const { sink } = await watched(await connect())
      const mover = sink
        .of('vm')
        .find((vm) => vm.power === 'on' && vm.hostId !== undefined && vm.clusterId !== undefined)
      const from = sink.of('host').find((host) => host.id === mover?.hostId)
      const to = sink
        .of('host')
        .find((host) => host.id !== from?.id && host.state === 'up' && host.clusterId === from?.clusterId)
      if (mover === undefined || to === undefined) throw new Error('nothing to move or nowhere to go')
      await subject.upstream.move(mover.name, to.name)
      await sink.until('moved', () => sink.byName('vm', mover.name)?.hostId === to.id, subject.within)
    }, 30_000)

    test('ends quietly when nobody watches any more', async () => {
      const { ended } = await watched(await connect())
      ending.abort()
      await expect(ended).resolves.toBeUndefined()
    })

    test('says that the session ended when the service restarted', async () => {
      const connection = await connect()
      const { sink, ended } = await watched(connection)
      await subject.restart()
      // A restart that closes connections shows as a loss first; the next call learns that the session is gone.
      expect(['auth', 'unavailable']).toContain((await faultOf(ended)).kind)
      expect((await faultOf(connection.keepAlive(never()))).kind).toBe('auth')
      expect(sink.rows.size).toBeGreaterThan(0)
      const again = await watched(await connect())
      expect(again.sink.rows.size).toBe(sink.rows.size)
    }, 90_000)

    test.for([
      ['refuse', 'unavailable'],
      ['cut', 'unavailable'],
      ['garbage', 'protocol'],
    ] as const)(
      'trouble upstream (%s) is a fault of kind %s',
      { timeout: 90_000 },
      async ([how, kind], context) => {
        const { trouble } = subject
        if (trouble === undefined) return context.skip()
        const connection = await connect()
        const { sink, ended } = await watched(connection)
        trouble[how]()
        // A change ends a long wait that began before the trouble.
        await subject.upstream.rename(sink.of('vm')[0]?.name ?? '', 'renamed-in-trouble')
        expect((await faultOf(ended)).kind).toBe(kind satisfies FaultKind)
        expect((await faultOf(connection.keepAlive(never()))).kind).toBe(kind)
        trouble.heal()
        await connection.keepAlive(never())
      },
    )

    test('tells one VM and the objects around it in full', async () => {
      const connection = await connect()
      const { sink } = await watched(connection)
      const vm = sink.of('vm').find((candidate) => candidate.power === 'on')
      if (vm === undefined) throw new Error('no running VM')
      const detail = vmDetailSchema.parse(await connection.vm(vm.id, never()))
      expect(detail.vm).toMatchObject({ kind: 'vm', id: vm.id, name: vm.name })
      expect(detail.missing).toEqual([])
      expect(detail.disks.length).toBeGreaterThan(0)
      expect(detail.nics.length).toBeGreaterThan(0)
      for (const kind of ['host', 'cluster', 'datastore', 'network'] as const) {
        const row = sink.of(kind)[0]
        if (row === undefined) throw new Error(`no ${kind}`)
        const object = objectDetailSchema.parse(await connection.object(kind, row.id, never()))
        expect(object.facts.length, kind).toBeGreaterThan(0)
      }
    })

    test('says of an unknown VM that it is not there', async () => {
      const connection = await connect()
      expect((await faultOf(connection.vm('vm-does-not-exist', never()))).kind).toBe('not-found')
    })
  })
}

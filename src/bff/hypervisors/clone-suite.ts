import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Customization } from '../../contract/clone/customization.ts'
import type { CloneFeature } from '../../contract/clone/options.ts'
import {
  type CloneOrder,
  type ClonePlacement,
  type CloneSource,
  type CloneWay,
  orderForCopy,
} from '../../contract/clone/order.ts'
import { eventMatcher } from '../../contract/events/filter.ts'
import type { FaultInfo } from '../../contract/fault.ts'
import type { CloneEnd, CloneProgress, KnownInventory } from './clone-port.ts'
import type { Connection } from './port.ts'
import { CloneStage, orderFor } from './test-clone-stage.ts'

/** A source of which a subject knows how it is. */
export interface Source {
  source: CloneSource
  /** Name of the VM or template, as the system has it. */
  name: string
  /** With it a plain full clone of this source works; `{}` where the system takes everything from the source. */
  placement: ClonePlacement
}

/**
 * A system whose time goes on by itself. The suite makes copies and looks at them through `connection.vm`; whatever the
 * system must do or be for that, the subject does behind the adapter's back.
 */
export interface CloneSubject {
  connection: Connection
  /** The rows as a watcher knows them at this moment. */
  known(): Promise<KnownInventory>
  /**
   * Something that nothing else uses: a VM that is off, has two disks, one card and a Linux guest with tools or agent, and 2
   * CPUs; a template of such a VM; a VM of that kind with one snapshot (`source.snapshotId`), off as well.
   */
  source(kind: 'vm' | 'template' | 'snapshot'): Promise<Source>
  /** Other places that copies of `source('vm')` can go to than that VM's own. */
  elsewhere(of: Source): Promise<{
    datastoreId: string
    networkId: string
    hostId?: string
    folderId?: string
  }>
  /** The next clone of it runs out of space. */
  outOfSpace(of: Source): Promise<void>
  /** The next clone of it fails half-way and leaves something of the copy behind; absent where that cannot be. */
  leavesBehind?: (of: Source) => Promise<void>
  /** The same system seen through an account that may look only. */
  viewer(): Promise<Connection>
  /** How fast its time goes: a cancel must not race against the end. */
  pace?: (speed: 'slow' | 'still' | 'normal') => void
  close(): Promise<void>
}

export interface CloneSuite {
  /** What options offer (`true`) of at least one of the three sources. What the suite knows how to try is tried. */
  features: readonly CloneFeature[]
  /** Ways that are possible for at least one of them. */
  ways: readonly CloneWay[]
  /** Gives the guest of a copy the host name `suite-guest`. */
  customization: Customization
  open(): Promise<CloneSubject>
}

const never = () => new AbortController().signal
const kinds = ['vm', 'template', 'snapshot'] as const

/**
 * What every adapter that makes copies does, whatever it speaks. Call it once per simulated system:
 * `describeCloning('oVirt 4.5 by v4', { features, ways, customization, open })`.
 */
export function describeCloning(name: string, suite: CloneSuite): void {
  const can = (feature: CloneFeature) => suite.features.includes(feature)

  describe(name, () => {
    let subject: CloneSubject
    let stage: CloneStage

    beforeEach(async () => {
      subject = await suite.open()
      stage = new CloneStage(subject)
    })

    afterEach(() => subject.close())

    const detailOf = ({ source }: Source) => subject.connection.vm(source.vm, never())
    const faultOf = (end: CloneEnd): FaultInfo | undefined => ('fault' in end ? end.fault : undefined)

    test('says that it makes copies, and offers these features and ways', async () => {
      const info = await subject.connection.info(never())
      expect(info.capabilities.clone).toBe(true)
      const all = await Promise.all(kinds.map(async (kind) => stage.options(await subject.source(kind))))
      const features = all.flatMap((each) =>
        Object.entries(each.features).flatMap(([feature, offer]) => (offer === true ? [feature] : [])),
      )
      expect([...new Set(features)].sort()).toEqual([...suite.features].sort())
      const ways = all.flatMap((each) =>
        each.ways.flatMap(({ way, possible }) => (possible === true ? [way] : [])),
      )
      expect([...new Set(ways)].sort()).toEqual([...suite.ways].sort())
    })

    test.each(kinds)('knows the disks, cards and limits of a %s', async (kind) => {
      const from = await subject.source(kind)
      const options = await stage.options(from)
      expect(options.source).toMatchObject({ id: from.source.vm, name: from.name })
      expect(options.source.kind).toBe(kind === 'template' ? 'template' : 'vm')
      expect(options.disks).toHaveLength(2)
      expect(options.nics).toHaveLength(1)
      expect(options.nameRule.hint.length).toBeGreaterThan(5)
      expect(stage.cloning().perSource).toBe(options.perSource.atOnce)
      if (kind === 'snapshot') expect(options.source.snapshotId).toBe(from.source.snapshotId)
    })

    test('makes a full copy of a VM and tells how far it is', async () => {
      const from = await subject.source('vm')
      const before = await detailOf(from)
      const told: CloneProgress[] = []
      const end = await stage.run(orderFor(from, ['full']), (progress) => told.push(progress))
      expect(end).toMatchObject({ state: 'done', makes: { kind: 'vm', name: 'full' } })
      const copy = await subject.connection.vm(end.makes?.id ?? '', never())
      expect(copy.vm).toMatchObject({ name: 'full', power: 'off', cpus: before.vm.cpus })
      expect(copy.disks.map(({ capacityBytes }) => capacityBytes)).toEqual(
        before.disks.map(({ capacityBytes }) => capacityBytes),
      )
      expect(copy.nics.map(({ networkId }) => networkId)).toEqual(
        before.nics.map(({ networkId }) => networkId),
      )
      expect(told.some(({ state }) => state === 'running' || state === 'queued')).toBe(true)
      expect((await detailOf(from)).vm).toEqual(before.vm)
    })

    test.runIf(can('power-on'))('tells which operations of the log are those of a copy', async () => {
      const from = await subject.source('vm')
      const chains = new Set<string>()
      const order = orderFor(from, ['traced'], { powerOn: true })
      const end = await stage.run(order, ({ chain }) => chain !== undefined && chains.add(chain))
      expect(end.state).toBe('done')
      expect(chains.size).toBeGreaterThan(0)
      const { events } = subject.connection
      if (events === undefined) throw new Error('this connection has no log')
      const system = (await events.older({}, undefined, 1, never())).events[0]?.system
      const filter = { chains: [...chains].map((chain) => `${system}/${chain}`) }
      const told = (await events.older(filter, undefined, 500, never())).events.filter(eventMatcher(filter))
      const names = told.flatMap(({ objects }) => objects.map(({ id }) => id))
      expect(names).toContain(end.makes?.id)
      expect(told.map(({ chain }) => chain)).toEqual(expect.arrayContaining([[...chains][0]]))
    })

    test('plans without sending anything that changes something', async () => {
      const from = await subject.source('vm')
      const rows = [...(await subject.known()).rows()].length
      const plan = await stage.plan(orderFor(from, ['only-planned']))
      expect(plan.why.length).toBeGreaterThan(10)
      expect(plan.ways.find(({ way }) => way === plan.way)?.possible).toBe(true)
      expect(plan.privileges.length + plan.findings.length).toBeGreaterThan(0)
      for (const { path } of plan.requests) expect(path).toMatch(/^\//)
      expect([...(await subject.known()).rows()]).toHaveLength(rows)
    })

    test('every way that a plan calls possible makes the copy', async () => {
      const from = await subject.source('vm')
      const { ways } = await stage.plan(orderFor(from, ['probe']))
      const possible = ways.filter((each) => each.possible === true)
      for (const { way } of possible) {
        const order = orderFor(from, [`by-${way}`], { way, template: way === 'make-template' })
        const plan = await stage.plan(order)
        expect(plan.way).toBe(way)
        await stage.made(order)
      }
    })

    test.runIf(can('template'))('makes a template of a VM, and a VM of a template', async () => {
      const from = await subject.source('vm')
      const template = await stage.made(orderFor(from, ['golden'], { template: true }))
      expect(template.disks).toHaveLength(2)
      const second = await subject.source('template')
      const copy = await stage.made(orderFor(second, ['of-template']))
      expect(copy.disks).toHaveLength(2)
      expect(copy.vm.kind).toBe('vm')
    })

    test('makes a copy of a snapshot', async () => {
      const from = await subject.source('snapshot')
      const copy = await stage.made(orderFor(from, ['of-snapshot']))
      expect(copy.disks).toHaveLength(2)
    })

    test.runIf(can('linked'))('makes a copy that shares the disks of its source', async () => {
      const from = await Promise.any(
        kinds.map(async (kind) => {
          const each = await subject.source(kind)
          const { features } = await stage.options(each)
          if (features.linked !== true) throw new Error(`no linked copies of a ${kind}`)
          return each
        }),
      )
      const copy = await stage.made(orderFor(from, ['linked'], { linked: true }))
      expect(copy.disks).toHaveLength(2)
    })

    test('takes names as people write them, up to the limit, and refuses longer ones', async () => {
      const from = await subject.source('vm')
      const { nameRule } = await stage.options(from)
      const rule = new RegExp(nameRule.pattern)
      const odd = ['100% web/1', 'web.1_x'].find((name) => rule.test(name)) ?? 'web-1'
      await stage.made(orderFor(from, [odd]))
      const longest = 'n'.repeat(Math.min(nameRule.maxLength, 255))
      await stage.made(orderFor(from, [longest]))
      if (nameRule.maxLength >= 255) return
      const end = await stage.run(orderFor(from, [`${longest}n`]))
      expect(faultOf(end)?.field).toBe('copies.0.name')
    })

    test('puts copies where it is told', async () => {
      const from = await subject.source('vm')
      const { datastoreId, hostId, folderId } = await subject.elsewhere(from)
      const placement: ClonePlacement = {
        ...from.placement,
        ...(can('host') && hostId !== undefined ? { hostId } : {}),
        ...(can('folder') && folderId !== undefined ? { folderId } : {}),
        ...(can('disk-datastore') ? { datastoreId } : {}),
      }
      const copy = await stage.made(orderFor(from, ['elsewhere'], { placement }))
      if (can('disk-datastore')) {
        expect([...new Set(copy.disks.map((disk) => disk.datastoreId))]).toEqual([datastoreId])
      }
      if (placement.folderId !== undefined) expect(copy.vm).toMatchObject({ folderId })
    })

    test.runIf(can('disk-datastore'))('works with the placement of one copy alone', async () => {
      const from = await subject.source('vm')
      const { datastoreId } = await subject.elsewhere(from)
      const copies = [{ name: 'own-place', placement: { datastoreId } }]
      const copy = await stage.made(orderFor(from, [], { copies }))
      expect([...new Set(copy.disks.map((disk) => disk.datastoreId))]).toEqual([datastoreId])
    })

    test.runIf(can('disk-remove'))('leaves a disk out', async () => {
      const from = await subject.source('vm')
      const { disks } = await stage.options(from)
      const copy = await stage.made(
        orderFor(from, ['one-disk'], { disks: [{ id: disks[1]?.id ?? '', remove: true }] }),
      )
      expect(copy.disks.map(({ capacityBytes }) => capacityBytes)).toEqual([disks[0]?.capacityBytes])
    })

    test.runIf(can('disk-datastore'))('puts one disk elsewhere', async () => {
      const from = await subject.source('vm')
      const { disks } = await stage.options(from)
      const { datastoreId } = await subject.elsewhere(from)
      const copy = await stage.made(
        orderFor(from, ['apart'], { disks: [{ id: disks[1]?.id ?? '', datastoreId }] }),
      )
      const there = copy.disks.map((disk) => disk.datastoreId)
      expect(there.filter((id) => id === datastoreId)).toHaveLength(1)
    })

    test.runIf(can('disk-format'))('writes disks in another format', async () => {
      const from = await subject.source('vm')
      const { disks } = await stage.options(from)
      const thick = disks.map(({ id }) => ({ id, format: 'thick' as const }))
      const thin = disks.map(({ id }) => ({ id, format: 'thin' as const }))
      const formats = async (copy: string, wanted: CloneOrder['disks']) =>
        (await stage.made(orderFor(from, [copy], { disks: wanted }))).disks.map(({ format }) => format)
      expect(await formats('fat', thick)).not.toEqual(await formats('slim', thin))
    })

    test.runIf(can('nics'))('plugs cards into another network, or leaves them out', async () => {
      const from = await subject.source('vm')
      const { nics } = await stage.options(from)
      const { networkId } = await subject.elsewhere(from)
      const id = nics[0]?.id ?? ''
      const moved = await stage.made(orderFor(from, ['replugged'], { nics: [{ id, networkId }] }))
      expect(moved.nics.map((nic) => nic.networkId)).toEqual([networkId])
      const none = await stage.made(orderFor(from, ['no-card'], { nics: [{ id, remove: true }] }))
      expect(none.nics).toEqual([])
    })

    test.runIf(can('hardware'))('changes processors, memory and notes', async () => {
      const from = await subject.source('vm')
      const memoryBytes = 3 * 1024 ** 3
      const copy = await stage.made(
        orderFor(from, ['bigger'], { cpus: 4, coresPerSocket: 2, memoryBytes, notes: 'for the suite' }),
      )
      expect(copy.vm).toMatchObject({ cpus: 4, coresPerSocket: 2, memoryBytes })
      if (can('notes')) expect(copy.vm.notes).toBe('for the suite')
    })

    test.runIf(can('power-on'))('starts the copy', async () => {
      const from = await subject.source('vm')
      const end = await stage.run(orderFor(from, ['started'], { powerOn: true }))
      expect(end.state).toBe('done')
      const id = end.makes?.id ?? ''
      const power = async () => (await subject.connection.vm(id, never())).vm
      await expect.poll(power, { timeout: 10_000 }).toMatchObject({ power: 'on' })
    })

    test('changes the guest of a copy, with a host name of its own', async () => {
      const from = await subject.source('vm')
      const { customization } = suite
      const startedAs = async (order: CloneOrder, wanted: RegExp) => {
        const end = await stage.run(order)
        expect(end).toMatchObject({ state: 'done' })
        const id = end.makes?.id ?? ''
        const hostName = async () => (await subject.connection.vm(id, never())).vm.guestHostName ?? ''
        await expect.poll(hostName, { timeout: 20_000 }).toMatch(wanted)
      }
      await startedAs(orderFor(from, ['guest-1'], { customization, powerOn: true }), /^suite-guest/i)
      const copies = [{ name: 'guest-2', hostName: 'own-name' }]
      await startedAs(orderFor(from, [], { copies, customization, powerOn: true }), /^own-name/i)
    })

    test('says which name is taken', async () => {
      const from = await subject.source('vm')
      await stage.made(orderFor(from, ['taken']))
      const end = await stage.run(orderFor(from, ['taken']))
      expect(end).toMatchObject({ state: 'failed', fault: { field: 'copies.0.name' } })
      expect(faultOf(end)?.message.length).toBeGreaterThan(5)
    })

    test('says when there is no space', async () => {
      const from = await subject.source('vm')
      await subject.outOfSpace(from)
      const end = await stage.run(orderFor(from, ['too-big']))
      expect(end.state).toBe('failed')
      expect(faultOf(end)?.field).toMatch(/^placement|^disks/)
    })

    test('says what a clone that failed half-way left behind, so that it can be removed', async (context) => {
      if (subject.leavesBehind === undefined) return context.skip()
      const from = await subject.source('vm')
      await subject.leavesBehind(from)
      const end = await stage.run(orderFor(from, ['half-made']))
      expect(end.state).toBe('failed')
      const [left] = end.left ?? []
      expect(left?.what.length).toBeGreaterThan(10)
      if (left?.id === undefined || (left.kind !== 'vm' && left.kind !== 'template')) return
      await stage.remove(left.id)
    })

    test('can be cancelled, or says why not', async () => {
      const from = await subject.source('vm')
      const reasons: string[] = []
      let cancelled = false
      let task: string | undefined
      subject.pace?.('slow')
      const end = await stage.run(orderFor(from, ['withdrawn']), ({ upstreamId, cancel, state }) => {
        if (upstreamId !== undefined) task = upstreamId
        if (typeof cancel === 'string') reasons.push(cancel)
        if (cancel !== true || cancelled || state === 'queued' || task === undefined) return
        cancelled = true
        subject.pace?.('still')
        void subject.connection.actions?.cancelJob(task, never()).finally(() => subject.pace?.('normal'))
      })
      if (cancelled) expect(end.state).toBe('cancelled')
      else expect(reasons[0]?.length).toBeGreaterThan(5)
    })

    test('says what an account lacks that may look only', async () => {
      const from = await subject.source('vm')
      const viewer = await subject.viewer()
      const { privileges, findings } = await stage.plan(orderFor(from, ['forbidden']), viewer)
      const lacks = privileges.filter(({ held }) => held === false)
      const unknown = findings.filter(({ level }) => level === 'info')
      expect(lacks.length + unknown.length).toBeGreaterThan(0)
      if (lacks.length > 0) expect(findings.some(({ level }) => level === 'error')).toBe(true)
      const end = await stage.run(orderFor(from, ['forbidden']), () => {}, viewer)
      expect(end).toMatchObject({ state: 'failed', fault: { kind: 'forbidden' } })
    })

    test('makes five copies at once', async () => {
      const from = await subject.source('vm')
      const names = [1, 2, 3, 4, 5].map((number) => `at-once-${number}`)
      const order = orderFor(from, names)
      const ends = await Promise.all(
        names.map((_, index) =>
          stage
            .cloning()
            .run({ order: orderForCopy(order, index), intent: crypto.randomUUID() }, () => {}, never()),
        ),
      )
      expect(ends.map(({ state, makes }) => `${state} ${makes?.name}`)).toEqual(
        names.map((name) => `done ${name}`),
      )
      expect(new Set(ends.map((end) => end.makes?.id)).size).toBe(5)
    })

    test('an abort ends the following, not the clone', async () => {
      const from = await subject.source('vm')
      const following = new AbortController()
      const run = stage
        .cloning()
        .run(
          { order: orderFor(from, ['goes-on']), intent: crypto.randomUUID() },
          () => following.abort(new Error('enough')),
          following.signal,
        )
      await expect(run).rejects.toThrow('enough')
      const names = async () => [...(await subject.known()).rows()].map((row) => row.name)
      await expect.poll(names, { timeout: 15_000, interval: 250 }).toContain('goes-on')
    })

    test('a source that is gone says so', async () => {
      const from = await subject.source('vm')
      await stage.remove(from.source.vm)
      expect(faultOf(await stage.run(orderFor(from, ['of-nothing'])))?.kind).toBe('not-found')
      await expect(stage.cloning().options(from.source, never())).rejects.toMatchObject({
        info: { kind: 'not-found' },
      })
    })
  })
}

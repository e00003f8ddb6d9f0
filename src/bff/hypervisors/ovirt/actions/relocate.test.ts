import { describe, expect, test } from 'vitest'
import type { VmAction } from '../../../../contract/actions/vm-action.ts'
import { RecordingSink } from '../../recording-sink.ts'
import { actingEngine } from '../testing/acting-engine.ts'

type Status = 'down' | 'up'

/** A VM with two disks at least, and storage domains for them. */
async function twoDisks(version: '4.5' | '3.4', status: Status = 'down') {
  const engine = await actingEngine(version)
  const vm = await engine.fit(status, (detail) => detail.disks.length > 1)
  const disks = async () => (await engine.connection.vm(vm.id, engine.signal)).disks
  const places = engine.upstream.domainsFor(vm.name)
  const other = (...not: (string | undefined)[]) => {
    const found = places.find(({ id }) => !not.includes(id))
    if (found === undefined) throw new Error('no other domain')
    return found
  }
  const [first, second] = await disks()
  if (first === undefined || second === undefined) throw new Error('no two disks')
  const failing = (action: VmAction) =>
    engine.run(vm.id, action).then(
      ({ end }) => end,
      (error) => error.info,
    )
  return { ...engine, vm, disks, other, first, second, failing }
}

describe.each(['4.5', '3.4'] as const)('relocation on a simulated engine %s', (version) => {
  test.each(['down', 'up'] as const)(
    'a VM that is %s goes to another domain with all its disks',
    async (status) => {
      const engine = await twoDisks(version, status)
      const { id: datastoreId } = engine.other(engine.first.datastoreId, engine.second.datastoreId)
      const { end, progress } = await engine.run(engine.vm.id, { verb: 'relocate', datastoreId })
      expect(end).toEqual({ state: 'done' })
      const disks = await engine.disks()
      expect(disks.map((disk) => disk.datastoreId)).toEqual(disks.map(() => datastoreId))
      const whole = version === '3.4' && status === 'down'
      expect(engine.sent.map(({ path }) => path.replace(/^.*\/api/, ''))).toEqual(
        whole
          ? [`/vms/${engine.vm.id}/move`]
          : disks.map(({ id }) =>
              version === '3.4' ? `/vms/${engine.vm.id}/disks/${id}/move` : `/disks/${id}/move`,
            ),
      )
      expect(new Set(engine.sent.map(({ correlation }) => correlation)).size).toBe(1)
      const percents = progress.flatMap(({ percent }) => percent ?? [])
      // Engines of 3.x tell no percentage of steps.
      if (version === '4.5') expect(percents.length).toBeGreaterThan(3)
      expect(percents).toEqual(percents.toSorted((a, b) => a - b))
      const jobs = new Set(progress.flatMap(({ upstreamId }) => upstreamId ?? []))
      expect(jobs.size).toBe(whole ? 1 : disks.length)
      expect(await engine.vm.state()).toBe(status)
    },
  )

  test('one disk goes where it is sent, the other stays', async () => {
    const engine = await twoDisks(version)
    const { id: datastoreId } = engine.other(engine.first.datastoreId)
    const disks = [{ id: engine.first.id, datastoreId }]
    expect((await engine.run(engine.vm.id, { verb: 'relocate', disks })).end).toEqual({ state: 'done' })
    const after = await engine.disks()
    expect(after.find(({ id }) => id === engine.first.id)?.datastoreId).toBe(datastoreId)
    expect(after.find(({ id }) => id === engine.second.id)?.datastoreId).toBe(engine.second.datastoreId)
  })

  test('shows every request and when it is sent', async () => {
    const engine = await twoDisks(version, 'up')
    const { id: datastoreId } = engine.other(engine.first.datastoreId, engine.second.datastoreId)
    const action = { verb: 'relocate', datastoreId } as const
    const shown = await engine.actions.preview({ vm: engine.vm.id, action, intent: 'x' }, engine.signal)
    expect(shown.length).toBe((await engine.disks()).length)
    expect(shown[0]).toMatchObject({ method: 'POST', path: expect.stringContaining('/move') })
    expect(shown[0]?.note).toBeUndefined()
    expect(shown[1]?.note).toMatch(/^When .+ has moved$/)
    expect(shown[0]?.body).toContain(datastoreId)
    expect(engine.sent).toEqual([])
  })

  test('a move that fails later says what had moved before', async () => {
    const engine = await twoDisks(version, 'up')
    const { id: datastoreId } = engine.other(engine.first.datastoreId, engine.second.datastoreId)
    let moves = 0
    engine.beforeWrite(() => {
      moves += 1
      if (moves === 2) engine.upstream.failNext(engine.vm.name, 'move disk', 'the array is tired')
    })
    const { end } = await engine.run(engine.vm.id, { verb: 'relocate', datastoreId })
    expect(end).toMatchObject({
      state: 'failed',
      fault: {
        code: '2011',
        message: expect.stringContaining('the array is tired'),
        causes: expect.arrayContaining([`Moved before that, and left there: ${engine.first.name}.`]),
      },
    })
  })

  test('blames the domain that has no room, the disk that is gone, and what means nothing here', async () => {
    const engine = await twoDisks(version, 'up')
    const full = engine.other(engine.first.datastoreId, engine.second.datastoreId)
    engine.upstream.leaveSpace(full.name, 1)
    const whole = { verb: 'relocate', datastoreId: full.id } as const
    expect(await engine.failing(whole)).toMatchObject({
      kind: 'invalid-input',
      field: 'datastoreId',
      message: expect.stringContaining('Low disk space'),
    })
    const disks = [{ id: engine.second.id, datastoreId: full.id }]
    expect(await engine.failing({ verb: 'relocate', disks })).toMatchObject({ field: 'disks.0.datastoreId' })
    const none = '00000000-0000-4000-8000-00000000dead'
    expect(await engine.failing({ verb: 'relocate', datastoreId: none })).toMatchObject({
      field: 'datastoreId',
    })
    expect(
      await engine.failing({ verb: 'relocate', disks: [{ id: none, datastoreId: full.id }] }),
    ).toMatchObject({ field: 'disks.0.id', kind: 'not-found' })
    const here = [{ id: engine.first.id, datastoreId: engine.first.datastoreId ?? '' }]
    expect(await engine.failing({ verb: 'relocate', disks: here })).toMatchObject({
      field: 'disks.0.datastoreId',
    })
    expect(await engine.failing({ verb: 'relocate' })).toMatchObject({ field: 'datastoreId' })
    expect(await engine.failing({ ...whole, hostId: 'x' })).toMatchObject({ field: 'hostId' })
    expect(await engine.failing({ ...whole, poolId: 'x' })).toMatchObject({ field: 'poolId' })
  })

  test('a second disk that is refused leaves the first where it went, and says so', async () => {
    const engine = await twoDisks(version, 'up')
    const first = engine.other(engine.first.datastoreId)
    const second = engine.other(engine.second.datastoreId, first.id)
    engine.beforeWrite(() => {
      if (engine.sent.length === 2) engine.upstream.leaveSpace(second.name, 1)
    })
    const disks = [
      { id: engine.first.id, datastoreId: first.id },
      { id: engine.second.id, datastoreId: second.id },
    ]
    expect((await engine.run(engine.vm.id, { verb: 'relocate', disks })).end).toMatchObject({
      state: 'failed',
      fault: {
        field: 'disks.1.datastoreId',
        causes: expect.arrayContaining([expect.stringContaining('Moved before')]),
      },
    })
  })

  test('follows what was taken although the answers got lost', async () => {
    const engine = await twoDisks(version, 'up')
    const { id: datastoreId } = engine.other(engine.first.datastoreId, engine.second.datastoreId)
    engine.loseAnswers()
    const { end } = await engine.run(engine.vm.id, { verb: 'relocate', datastoreId })
    expect(end).toEqual({ state: 'done' })
  })

  test('the row of the VM tells the new place, although no event names the VM', async () => {
    const engine = await twoDisks(version)
    const sink = new RecordingSink()
    const ending = new AbortController()
    const watched = engine.connection.watch(sink, ending.signal)
    const placesOf = () => {
      const row = sink.rows.get(engine.vm.id)
      return row?.kind === 'vm' ? row.datastoreIds : undefined
    }
    const { id: datastoreId } = engine.other(engine.first.datastoreId, engine.second.datastoreId)
    await sink.until('the row has its disks', () => placesOf() !== undefined, 10_000)
    await engine.run(engine.vm.id, { verb: 'relocate', datastoreId })
    await sink.until('the row has moved', () => placesOf()?.join() === datastoreId, 10_000)
    ending.abort()
    await watched
  })
})

import { describe, expect, test } from 'vitest'
import { actingEngine } from '../testing/acting-engine.ts'

describe.each(['4.5', '3.4'] as const)(
  'snapshots, settings and removal on a simulated engine %s',
  (version) => {
    test('takes, previews, undoes, commits, goes back to and deletes snapshots', async () => {
      const engine = await actingEngine(version)
      const vm = await engine.fit('down')
      const snapshots = async () => (await engine.connection.vm(vm.id, engine.signal)).snapshots
      const made = await engine.run(vm.id, {
        verb: 'snapshot-create',
        name: 'before',
        description: 'the change',
        memory: false,
      })
      expect(made.end).toEqual({ state: 'done' })
      const [first] = await snapshots()
      expect(first).toMatchObject({ name: 'before: the change', status: 'ok' })
      const snapshotId = first?.id ?? ''
      const preview = { verb: 'snapshot-preview', snapshotId } as const
      expect((await engine.run(vm.id, preview)).end).toEqual({ state: 'done' })
      expect((await snapshots()).some(({ status }) => status === 'in_preview')).toBe(true)
      expect((await vm.read()).kind === 'vm').toBe(true)
      const row = await vm.read()
      expect(row.kind === 'vm' && row.traits).toContain('preview')
      expect((await engine.run(vm.id, { verb: 'snapshot-undo' })).end).toEqual({ state: 'done' })
      expect((await snapshots()).some(({ status }) => status === 'in_preview')).toBe(false)
      await engine.run(vm.id, preview)
      expect((await engine.run(vm.id, { verb: 'snapshot-commit' })).end).toEqual({ state: 'done' })
      expect((await engine.run(vm.id, { verb: 'snapshot-revert', snapshotId })).end).toEqual({
        state: 'done',
      })
      expect((await engine.run(vm.id, { verb: 'snapshot-delete', snapshotId })).end).toEqual({
        state: 'done',
      })
      expect(await snapshots()).toEqual([])
      await expect(engine.run(vm.id, { verb: 'snapshot-delete', snapshotId })).rejects.toMatchObject({
        info: { kind: 'not-found' },
      })
    })

    test('a snapshot that fails later is told to have failed', async () => {
      const engine = await actingEngine(version)
      const vm = await engine.fit('up')
      engine.upstream.failNext(vm.name, 'create snapshot', 'no space')
      const { end } = await engine.run(vm.id, { verb: 'snapshot-create', name: 'x', memory: true })
      expect(end).toMatchObject({ state: 'failed', fault: { code: '69' } })
    })

    test('edits what is given and blames the field', async () => {
      const engine = await actingEngine(version)
      const vm = await engine.fit('down')
      const before = await vm.read()
      const memoryBytes = before.memoryBytes / 2
      const { end } = await engine.run(vm.id, {
        verb: 'edit',
        name: 'renamed',
        notes: 'less < more',
        cpus: 4,
        coresPerSocket: 2,
        memoryBytes,
      })
      expect(end).toEqual({ state: 'done' })
      expect(await vm.read()).toMatchObject({
        name: 'renamed',
        cpus: 4,
        coresPerSocket: 2,
        memoryBytes,
      })
      expect((await vm.read()).notes).toContain('less < more')
      const blamed = async (change: object) =>
        engine.run(vm.id, { verb: 'edit', ...change }).then(
          () => undefined,
          (error) => error.info.field,
        )
      expect(await blamed({ cpus: 3 })).toBe('cpus')
      const other = engine.upstream.vms().find(({ id }) => id !== vm.id)
      expect(await blamed({ name: other?.name })).toBe('name')
      expect(await blamed({ memoryBytes: 64 * 1024 ** 4 })).toBe('memoryBytes')
      expect(await blamed({ cpus: 500, coresPerSocket: 1 })).toMatch(/cpus|coresPerSocket/)
    })

    test('what a running VM cannot change at once waits, and is told', async () => {
      const engine = await actingEngine(version)
      const vm = await engine.fit('up')
      const memoryBytes = (await vm.read()).memoryBytes / 2
      expect((await engine.run(vm.id, { verb: 'edit', memoryBytes })).end).toEqual({ state: 'done' })
      const row = await vm.read()
      expect(row.memoryBytes).toBe(memoryBytes * 2)
      expect(row.kind === 'vm' && row.traits).toContain('next-run')
      if (version === '3.4') return
      const { pending } = await engine.connection.vm(vm.id, engine.signal)
      expect(pending?.map(({ label }) => label)).toContain('Memory')
    })

    test('removes the VM, with its disks or without them', async () => {
      const engine = await actingEngine(version)
      const vm = await engine.fit('down')
      const { disks } = await engine.connection.vm(vm.id, engine.signal)
      expect((await engine.run(vm.id, { verb: 'remove', keepDisks: true })).end).toEqual({ state: 'done' })
      await expect(engine.connection.vm(vm.id, engine.signal)).rejects.toMatchObject({ kind: 'not-found' })
      expect(disks.length).toBeGreaterThan(0)
      const other = await engine.fit('down')
      engine.upstream.failNext(other.name, 'remove', 'out of luck')
      expect((await engine.run(other.id, { verb: 'remove' })).end.state).toBe('failed')
      expect((await engine.run(other.id, { verb: 'remove', force: true })).end).toEqual({ state: 'done' })
    })

    test('exports, changes the CD, and refuses with the field', async () => {
      const engine = await actingEngine(version)
      const vm = await engine.fit('down')
      const [image] = await engine.actions.isoFiles(vm.id, engine.signal)
      if (image === undefined) throw new Error('no image')
      const change = (file?: string, current = false) =>
        engine.run(vm.id, { verb: 'change-cd', current, ...(file === undefined ? {} : { file }) })
      const inside = async () => (await engine.connection.vm(vm.id, engine.signal)).cds?.[0]?.file
      expect((await change(image.id)).end).toEqual({ state: 'done' })
      expect(await inside()).toBe(image.id)
      expect((await change()).end).toEqual({ state: 'done' })
      expect(await inside()).toBeUndefined()
      await expect(change('nothing.iso')).rejects.toMatchObject({ info: { field: 'file' } })
      const domain = await engine.domain('export')
      const exporting = {
        verb: 'export',
        storageDomainId: domain,
        exclusive: false,
        discardSnapshots: false,
      } as const
      expect((await engine.run(vm.id, exporting)).end).toEqual({ state: 'done' })
      await expect(engine.run(vm.id, exporting)).rejects.toMatchObject({
        info: { message: expect.stringContaining('already exists') },
      })
      engine.upstream.failNext(vm.name, 'export', 'out of luck')
      expect((await engine.run(vm.id, { ...exporting, exclusive: true })).end).toMatchObject({
        state: 'failed',
        fault: { code: '1151' },
      })
    })

    test('has what its release has', async () => {
      const engine = await actingEngine(version)
      const { actions } = await engine.connection.info(engine.signal)
      const vm = await engine.fit('up')
      for (const verb of ['reset', 'logon', 'freeze', 'thaw'] as const) {
        if (version === '4.5') {
          expect(actions?.[verb]).toBe(true)
          engine.upstream.setAgent(vm.name, true)
          expect((await engine.run(vm.id, { verb })).end).toEqual({ state: 'done' })
        } else {
          expect(actions?.[verb]).toMatch(/came with release/)
          await expect(engine.run(vm.id, { verb })).rejects.toMatchObject({ info: { kind: 'unsupported' } })
        }
      }
      engine.upstream.hostEngineIn(vm.name)
      expect((await engine.run(vm.id, { verb: 'maintenance', on: true })).end).toEqual({ state: 'done' })
    })

    test('gives tickets to consoles', async () => {
      const engine = await actingEngine(version)
      const vm = await engine.fit('up')
      const { consoles } = await engine.connection.vm(vm.id, engine.signal)
      const kind = consoles?.[0]
      if (kind === undefined) throw new Error('no console')
      const ticket = await engine.actions.console(
        vm.id,
        { kind, expirySeconds: 60, value: 'abc' },
        engine.signal,
      )
      expect(ticket).toMatchObject({ kind, value: 'abc', expiresAt: engine.clock.now() + 60_000 })
      expect(ticket.file?.content).toContain('password=abc')
      expect(engine.upstream.ticketOf(vm.name)).toBe('abc')
      const plain = await engine.actions.console(vm.id, { kind }, engine.signal)
      expect(plain.value).toBe(engine.upstream.ticketOf(vm.name))
      expect(plain.file?.content).toContain(`password=${plain.value}`)
      engine.upstream.setStatus(vm.name, 'down')
      await expect(engine.actions.console(vm.id, { kind }, engine.signal)).rejects.toMatchObject({
        info: { kind: 'invalid-state' },
      })
    })

    test('tells of jobs that others began, and that they are over', async () => {
      const engine = await actingEngine(version)
      const vm = await engine.fit('down')
      const ending = new AbortController()
      const jobs = new Map<string, string>()
      const gone: string[] = []
      const targets = new Map<string, string>()
      const watching = engine.actions.watchJobs(
        {
          put: (found) => {
            for (const job of found) {
              jobs.set(job.id, `${job.title}: ${job.state}`)
              if (job.target.id !== undefined) targets.set(job.id, job.target.id)
            }
          },
          gone: (ids) => {
            gone.push(...ids)
            ending.abort()
          },
        },
        ending.signal,
      )
      const { progress } = await engine.run(vm.id, { verb: 'start' })
      const id = progress.find(({ upstreamId }) => upstreamId !== undefined)?.upstreamId ?? ''
      await watching
      expect(jobs.get(id)).toBe(`Launching VM ${vm.name}: done`)
      expect(gone).toContain(id)
      expect(targets.get(id)).toBe(vm.id)
    })
  },
)

test('marks a VM as frozen until it is thawed or loses its power', async () => {
  const engine = await actingEngine('4.5')
  const vm = await engine.fit('up')
  const frozen = async () => {
    const row = await vm.read()
    return row.kind === 'vm' && row.traits?.includes('frozen') === true
  }
  await engine.run(vm.id, { verb: 'freeze' })
  expect(engine.upstream.isFrozen(vm.name)).toBe(true)
  expect(await frozen()).toBe(true)
  await engine.run(vm.id, { verb: 'thaw' })
  expect(await frozen()).toBe(false)
  await engine.run(vm.id, { verb: 'freeze' })
  await engine.run(vm.id, { verb: 'stop' })
  expect(await frozen()).toBe(false)
})

import { describe, expect, test } from 'vitest'
import type { JobStep } from '../../../../contract/job.ts'
import type { FoundJob, Progress } from '../../action-port.ts'
import type { Connection } from '../../port.ts'
import { actingEngine } from '../testing/acting-engine.ts'

/** The jobs that a connection tells of first. */
async function jobsOf(connection: Connection): Promise<FoundJob[]> {
  const ending = new AbortController()
  return new Promise((resolve, reject) => {
    const sink = {
      put(jobs: FoundJob[]) {
        resolve(jobs)
        ending.abort()
      },
      gone() {},
    }
    connection.actions?.watchJobs(sink, ending.signal).catch(reject)
  })
}

describe.each(['4.5', '3.4'] as const)('jobs of an engine %s, found again', (version) => {
  test('carry the intent that they were begun with, and the VM', async () => {
    const engine = await actingEngine(version)
    const vm = await engine.fit('up')
    const following = new AbortController()
    const intent = crypto.randomUUID()
    const request = { vm: vm.id, action: { verb: 'migrate' } as const, intent }
    const taken = ({ state }: Progress) => state !== undefined && following.abort(new Error('gone'))
    const run = engine.actions.run(request, taken, following.signal)
    await expect(run).rejects.toThrow('gone')
    const found = (await jobsOf(await engine.restarted())).find((job) => job.intent === intent)
    const target = { id: vm.id, name: vm.name }
    expect(found).toMatchObject({ verb: 'migrate', state: 'running', target, chains: [intent] })
    engine.simulator.advance(60_000)
    const later = (await jobsOf(await engine.restarted())).find((job) => job.intent === intent)
    expect(later).toMatchObject({ id: found?.id, state: 'done' })
  })

  test('tell their steps, those within a step after it, and that they are forgotten', async () => {
    const engine = await actingEngine(version)
    const vm = await engine.fit('up', ({ disks }) => disks.length > 0)
    const [disk] = (await engine.connection.vm(vm.id, engine.signal)).disks
    const there = engine.upstream.domainsFor(vm.name).find(({ id }) => id !== disk?.datastoreId)
    const disks = [{ id: disk?.id ?? '', datastoreId: there?.id ?? '' }]
    const action = { verb: 'relocate', disks } as const
    let job = ''
    let during: Promise<JobStep[]> | undefined
    const report = ({ upstreamId }: Progress) => {
      if (upstreamId === undefined || during !== undefined) return
      job = upstreamId
      during = engine.actions.jobSteps?.(job, engine.signal)
    }
    await engine.actions.run({ vm: vm.id, action, intent: crypto.randomUUID() }, report, engine.signal)
    const running = (await during) ?? []
    expect(running.map(({ depth }) => depth)).toEqual([0, 0, 1])
    expect(running.map(({ state }) => state)).toEqual(['done', 'running', 'running'])
    const after = (await engine.actions.jobSteps?.(job, engine.signal)) ?? []
    expect(after.every(({ state, endedAt }) => state === 'done' && endedAt !== undefined)).toBe(true)
    expect(after.length).toBeGreaterThan(running.length)
    await expect(engine.actions.jobSteps?.(crypto.randomUUID(), engine.signal)).rejects.toMatchObject({
      info: { kind: 'not-found' },
    })
  })

  test('keep it when one intent begins several jobs', async () => {
    const engine = await actingEngine(version)
    const vm = await engine.fit('up', ({ disks }) => disks.length > 1)
    const disks = (await engine.connection.vm(vm.id, engine.signal)).disks.flatMap(({ id, datastoreId }) => {
      const there = engine.upstream.domainsFor(vm.name).find((domain) => domain.id !== datastoreId)
      return there === undefined ? [] : [{ id, datastoreId: there.id }]
    })
    const intent = crypto.randomUUID()
    const action = { verb: 'relocate', disks } as const
    await engine.actions.run({ vm: vm.id, action, intent }, () => {}, engine.signal)
    const found = (await jobsOf(await engine.restarted())).filter((job) => job.intent === intent)
    expect(found).toHaveLength(disks.length)
  })

  test('say that a disk moves, and carry no intent where another program began them', async () => {
    const engine = await actingEngine(version)
    const vm = await engine.fit('up')
    const [disk] = (await engine.connection.vm(vm.id, engine.signal)).disks
    const there = engine.upstream.domainsFor(vm.name).find(({ id }) => id !== disk?.datastoreId)
    const disks = [{ id: disk?.id ?? '', datastoreId: there?.id ?? '' }]
    const action = { verb: 'relocate', disks } as const
    await engine.actions.run({ vm: vm.id, action, intent: 'nightly-move' }, () => {}, engine.signal)
    const [found] = (await jobsOf(await engine.restarted())).filter(({ verb }) => verb === 'relocate')
    expect(found).toMatchObject({ state: 'done', target: { name: disk?.name } })
    expect(found?.intent).toBeUndefined()
    expect(found?.chains).toEqual(['nightly-move'])
  })
})

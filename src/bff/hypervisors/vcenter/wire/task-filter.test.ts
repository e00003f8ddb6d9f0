import { expect, test } from 'vitest'
import { createVcenterSimulator } from '../../../../simulators/vcenter/vcenter-simulator.ts'
import { demoAccount } from '../../../../simulators/world/options.ts'
import type { FoundJob } from '../../action-port.ts'
import { RecordingSink, realClock, silentLog } from '../../recording-sink.ts'
import { createVcenter } from '../vcenter.ts'

/** A small vCenter whose inventory and tasks are followed by one connection; what is sent is counted. */
async function followed(version: '8.0.3' | '7.0.3') {
  const simulator = createVcenterSimulator({
    id: 'vc',
    seed: 'tasks',
    estate: 'small',
    startAt: Date.UTC(2026, 0, 5),
    version,
  })
  simulator.upstream.quiet(true)
  let collectors = 0
  const hypervisor = createVcenter({
    system: { id: 'vc', name: 'vc', kind: 'vcenter', url: `https://${simulator.host}` },
    send: async (request) => {
      const text = `${request.url} ${await request.clone().text()}`
      if (text.includes('CreatePropertyCollector')) collectors += 1
      return simulator.fetch(request)
    },
    clock: realClock,
    log: silentLog,
  })
  const ending = new AbortController()
  const session = await hypervisor.signIn(demoAccount, ending.signal)
  const connection = hypervisor.connect(session)
  const jobs = new Map<string, FoundJob>()
  const sink = new RecordingSink()
  // As the watcher does: side by side, tasks first.
  const told = connection.actions?.watchJobs(
    {
      put: (list) => {
        for (const job of list) jobs.set(job.id, job)
      },
      gone: (ids) => {
        for (const id of ids) jobs.delete(id)
      },
    },
    ending.signal,
  )
  const watched = connection.watch(sink, ending.signal)
  return {
    simulator,
    connection,
    jobs,
    sink,
    told,
    watched,
    ending,
    session,
    hypervisor,
    count: () => collectors,
  }
}

test.each(['8.0.3', '7.0.3'] as const)('inventory and tasks of %s share one collector', async (version) => {
  const { simulator, connection, jobs, sink, told, watched, ending, count } = await followed(version)
  await expect.poll(() => sink.completions, { timeout: 10_000 }).toBeGreaterThan(0)
  const [vm] = simulator.upstream.vms().filter(({ power }) => power === 'off')
  const run = connection.actions?.run(
    {
      vm: vm?.id ?? '',
      action: { verb: 'snapshot-create', name: 'one', memory: false },
      intent: '33333333-3333-4333-8333-333333333333',
    },
    () => {},
    ending.signal,
  )
  await expect
    .poll(() => [...jobs.values()].some(({ target }) => target.id === vm?.id), { timeout: 10_000 })
    .toBe(true)
  const ticking = setInterval(() => simulator.advance(1_000), 10)
  await run
  clearInterval(ticking)
  await expect
    .poll(() => [...jobs.values()].find(({ target }) => target.id === vm?.id)?.state, { timeout: 10_000 })
    .toBe('done')
  // One for the inventory and the tasks, one for the task that was followed to its end.
  expect(count()).toBe(2)
  ending.abort()
  await Promise.all([told, watched])
})

test('who listens to tasks learns that the inventory is no longer followed', async () => {
  const { simulator, told, watched, sink } = await followed('8.0.3')
  await expect.poll(() => sink.completions, { timeout: 10_000 }).toBeGreaterThan(0)
  simulator.faults.add({ effect: { refuse: true } })
  simulator.restart()
  const ends = await Promise.allSettled([told, watched])
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})

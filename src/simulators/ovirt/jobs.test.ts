import { describe, expect, test } from 'vitest'
import { asUser, openVm, versions } from './vm-test.ts'

const q = encodeURIComponent

describe.each(versions)('jobs (%s)', (version) => {
  test('a job has steps, progress, an owner, and vanishes ten minutes after success', async () => {
    const vm = await openVm(version, 'up')
    const reply = await vm.act('migrate')
    const job = `/jobs/${reply.at('job.id')}`
    vm.advance(3)
    expect(await vm.jobState(reply)).toBe('started')
    const steps = async () =>
      (await vm.body(`${job}/steps`))
        .list('step')
        .map((step) => [
          step.text('type')?.toLowerCase(),
          step.text(vm.old ? 'status.state' : 'status')?.toLowerCase(),
        ])
    expect(await steps()).toEqual([
      ['validating', 'finished'],
      ['executing', 'started'],
    ])
    if (!vm.old) {
      const [, executing] = (await vm.body(`${job}/steps`)).list('step')
      expect(Number(executing?.text('progress'))).toBeGreaterThan(5)
    }
    const statistics = (await vm.body(`${vm.path}/statistics`)).list('statistic')
    const progress = statistics.find((one) => one.text('name') === 'migration.progress')
    const datum = progress?.list('values.value')[0]?.text('datum')
    expect(Number(datum)).toBeGreaterThan(5)
    vm.advance(30)
    expect(await vm.jobState(reply)).toBe('finished')
    expect((await steps()).at(-1)).toEqual(['finalizing', 'finished'])
    vm.advance(601)
    expect((await vm.get(job)).status).toBe(404)
  })

  test('a failed job stays for an hour', async () => {
    const vm = await openVm(version)
    vm.upstream.failNext(vm.name, 'start', 'out of luck')
    const reply = await vm.act('start')
    expect(reply.status).toBe(200)
    vm.advance(3)
    expect(await vm.status()).toBe('down')
    expect(await vm.jobState(reply)).toBe('failed')
    expect(await vm.codes()).toEqual(['153', '119', '54'])
    vm.advance(3_000)
    expect(await vm.jobState(reply)).toBe('failed')
    vm.advance(601)
    expect((await vm.get(`/jobs/${reply.at('job.id')}`)).status).toBe(404)
  })

  test('an order to fail waits for its action', async () => {
    const vm = await openVm(version)
    vm.upstream.failNext(vm.name, 'stop')
    await vm.act('start')
    vm.advance(30)
    expect(await vm.status()).toBe('up')
    const stop = await vm.act('stop')
    vm.advance(2)
    expect(await vm.status()).toBe('up')
    expect(await vm.jobState(stop)).toBe('failed')
    await vm.act('stop')
    vm.advance(2)
    expect(await vm.status()).toBe('down')
    expect(await vm.codes()).toEqual(['153', '32', '56', '33'])
  })

  test('what is overtaken by another action fails', async () => {
    const vm = await openVm(version)
    const start = await vm.act('start')
    vm.advance(3)
    await vm.act('stop')
    expect(await vm.jobState(start)).toBe('failed')
    vm.advance(60)
    expect(await vm.status()).toBe('down')
  })

  test.each(['suspend', 'shutdown', 'reboot'])('%s can fail in the guest or on the host', async (action) => {
    const vm = await openVm(version, 'up')
    vm.upstream.failNext(vm.name)
    const reply = await vm.act(action)
    expect(reply.status).toBeLessThan(300)
    vm.advance(20)
    expect(await vm.status()).toBe('up')
    expect(await vm.jobState(reply)).toBe('failed')
  })

  test('a correlation id from the header or the query is on job and events', async () => {
    const vm = await openVm(version, 'up')
    await vm.ask('POST', `${vm.path}/stop`, {}, { headers: { 'correlation-id': 'from-header' } })
    vm.advance(2)
    await vm.ask('POST', `${vm.path}/start?correlation_id=from-query`, {})
    vm.advance(30)
    for (const id of ['from-header', 'from-query']) {
      expect((await vm.body(`/jobs?search=${q(`correlation_id=${id}`)}`)).list('job')).toHaveLength(1)
      expect(
        (await vm.body(`/events?search=${q(`correlation_id=${id}`)}`)).list('event').length,
      ).toBeGreaterThan(0)
    }
  })

  test('a task is followed below its action; its id is not the job’s, and unknown ids report success', async () => {
    const vm = await openVm(version, 'up')
    vm.upstream.failNext(vm.name)
    const reply = await vm.act('suspend')
    expect(reply.status).toBe(202)
    const task = (reply.at('href') ?? '').replace(vm.base, '')
    expect(task).toContain(`${vm.path}/suspend/`)
    expect((await vm.get(`/jobs/${reply.at('id')}`)).status).toBe(404)
    expect(await vm.stateAt(task)).toBe('in_progress')
    vm.advance(6)
    expect(await vm.stateAt(task)).toBe('failed')
    vm.advance(3_601)
    expect(await vm.stateAt(task)).toBe('complete')
    expect(await vm.stateAt(`${vm.path}/suspend/never-heard-of`)).toBe('complete')
  })

  test('async=true answers before anything is checked', async () => {
    const vm = await openVm(version)
    const reply = await vm.ask('POST', `${vm.path}/stop${vm.old ? ';async=true' : '?async=true'}`, {})
    expect(reply.status).toBe(202)
    expect(await vm.status()).toBe('down')
  })

  test('users without administration rights may switch their VMs and no more', async () => {
    const vm = await openVm(version, 'up')
    const as = { as: asUser, headers: { filter: 'true' } }
    for (const { name, id } of vm.upstream.vms()) {
      if ((await vm.ask('GET', `/vms/${id}`, undefined, as)).status !== 200) continue
      vm.upstream.setStatus(name, 'up')
      const own = `/vms/${id}`
      for (const action of ['migrate', 'export', 'maintenance', 'detach']) {
        const body = { storage_domain: { name: 'export' }, maintenance_enabled: true }
        const reply = await vm.ask('POST', `${own}/${action}`, body, as)
        expect([action, reply.status]).toEqual([action, 403])
        expect(reply.at('fault.detail')).toBe('[User is not authorized to perform this action.]')
      }
      expect((await vm.ask('PUT', own, { description: 'mine' }, { ...as, root: 'vm' })).status).toBe(403)
      expect((await vm.ask('DELETE', own, undefined, as)).status).toBe(403)
      expect(
        (await vm.ask('POST', `${own}/snapshots`, { description: 'x' }, { ...as, root: 'snapshot' })).status,
      ).toBe(403)
      expect((await vm.ask('POST', `${own}/ticket`, {}, as)).status).toBe(200)
      expect((await vm.ask('POST', `${own}/stop`, {}, as)).status).toBe(200)
      return
    }
    throw new Error('the user has no VM')
  })
})

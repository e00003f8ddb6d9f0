import { expect, test } from 'vitest'
import { createVcenterSimulator } from '../../../../simulators/vcenter/vcenter-simulator.ts'
import { demoAccount } from '../../../../simulators/world/options.ts'
import { realClock, silentLog } from '../../recording-sink.ts'
import { createVcenter } from '../vcenter.ts'

async function infoOf(version: '8.0.3' | '7.0.3', missing: boolean) {
  const simulator = createVcenterSimulator({
    id: 'vc',
    seed: 'library',
    estate: 'small',
    startAt: 0,
    version,
  })
  const hypervisor = createVcenter({
    system: { id: 'vc', name: 'vc', kind: 'vcenter', url: `https://${simulator.host}` },
    send: (request) => simulator.fetch(request),
    clock: realClock,
    log: silentLog,
  })
  const { signal } = new AbortController()
  const session = await hypervisor.signIn(demoAccount, signal)
  if (missing) {
    const body = JSON.stringify({
      error_type: 'NOT_FOUND',
      messages: [{ id: 'com.vmware.vapi.rest.httpNotFound', default_message: 'Not found.', args: [] }],
    })
    const effect = { status: 404, body, contentType: 'application/json' }
    simulator.faults.add({ path: 'customization-specs', effect })
  }
  return hypervisor.connect(session).info(signal)
}

test.each(['8.0.3', '7.0.3'] as const)(
  '%s tells its customization specs and storage policies',
  async (version) => {
    const { customizationSpecs, storagePolicies } = await infoOf(version, false)
    expect(customizationSpecs).toContainEqual({
      name: expect.any(String),
      os: expect.stringMatching(/linux|windows/),
    })
    expect(storagePolicies).toContainEqual({ id: expect.any(String), name: expect.any(String) })
  },
)

test('a missing endpoint leaves its reason and the other list', async () => {
  const { customizationSpecs, storagePolicies } = await infoOf('8.0.3', true)
  expect(customizationSpecs).toEqual(expect.any(String))
  expect(storagePolicies).toContainEqual({ id: expect.any(String), name: expect.any(String) })
})

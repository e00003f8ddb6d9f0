import { SaxesParser } from 'saxes'
import { createOvirt } from '../../../src/bff/hypervisors/ovirt/ovirt.ts'
import { demoAccount } from '../../../src/simulators/world/options.ts'
import type { Finding, Measure, Sample, Setting } from '../measure.ts'
import { startSimulator } from '../processes.ts'
import { type Beside, syncOnce } from '../sync.ts'

/** Asks for the same pages again, one after the other, and only parses them: XML without even a tree. */
const bare: Beside = async (requests, send) => {
  const startedAt = performance.now()
  for (const request of requests) {
    // Pages are reads; their signals ended with the watch.
    const { url, method, headers } = request
    const response = await send(new Request(url, { method, headers, redirect: 'manual' }))
    const text = await response.text()
    if (text.startsWith('{')) JSON.parse(text)
    else if (text.startsWith('<')) new SaxesParser({ position: false }).write(text).close()
  }
  return performance.now() - startedAt
}

async function pages(
  id: 'ovirt-v4' | 'ovirt-v3',
  version: 'ovirt-4.5' | 'ovirt-3.4',
  setting: Setting,
): Promise<Finding> {
  const { url, stop } = await startSimulator(version, setting.quick ? 'large' : 'max', setting)
  const system = { id: 'bench', name: 'bench', kind: 'ovirt', url } as const
  const samples: Sample[] = []
  let vms = 0
  for (let run = 0; run < setting.runs; run += 1) {
    const synced = await syncOnce(createOvirt, system, demoAccount, bare)
    vms = synced.vms
    samples.push({ value: synced.ms, baseline: synced.baselineMs ?? Number.NaN })
    setting.say(
      `${version}: bare ${Math.round(synced.baselineMs ?? 0)} ms, Gantry ${Math.round(synced.ms)} ms`,
    )
  }
  stop()
  const note =
    'Baseline: the same requests again, parsed and thrown away. Both hold the simulator’s own work.'
  return { id, size: `${vms.toLocaleString('en')} VMs`, samples, note }
}

export const ovirtPages: Measure = {
  name: 'oVirt, v4 JSON and v3 XML',
  ids: ['ovirt-v4', 'ovirt-v3'],
  run: async (setting) => [
    await pages('ovirt-v4', 'ovirt-4.5', setting),
    await pages('ovirt-v3', 'ovirt-3.4', setting),
  ],
}

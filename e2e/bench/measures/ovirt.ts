import { SaxesParser } from 'saxes'
import { createOvirt } from '../../../src/bff/hypervisors/ovirt/ovirt.ts'
import { demoAccount } from '../../../src/simulators/world/options.ts'
import { type Finding, type Measure, median, type Sample, type Setting, tidy } from '../measure.ts'
import { startSimulator } from '../processes.ts'
import { type Beside, syncOnce } from '../sync.ts'
import { polling } from './ovirt-polling.ts'

/**
 * Asks for the same pages again, one after the other as a plain client does, and only parses them: XML without
 * even a tree.
 */
function bareReader(): { read: Beside; cpuMs: () => number } {
  let cpuMs = 0
  const read: Beside = async (requests, send) => {
    tidy()
    const cpuBefore = process.cpuUsage()
    const startedAt = performance.now()
    for (const request of requests) {
      // Pages are reads; their signals ended with the watch.
      const { url, method, headers } = request
      const response = await send(new Request(url, { method, headers, redirect: 'manual' }))
      const text = await response.text()
      if (text.startsWith('{')) JSON.parse(text)
      else if (text.startsWith('<')) new SaxesParser({ position: false }).write(text).close()
    }
    const ms = performance.now() - startedAt
    const { user, system } = process.cpuUsage(cpuBefore)
    cpuMs = (user + system) / 1000
    return ms
  }
  return { read, cpuMs: () => cpuMs }
}

async function pages(
  id: 'ovirt-v4' | 'ovirt-v3',
  version: 'ovirt-4.5' | 'ovirt-3.4',
  setting: Setting,
): Promise<Finding> {
  const { url, stop } = await startSimulator(version, setting.quick ? 'large' : 'max', setting)
  const system = { id: 'bench', name: 'bench', kind: 'ovirt', url } as const
  const samples: Sample[] = []
  const cpuRatios: number[] = []
  let vms = 0
  for (let run = 0; run < setting.runs; run += 1) {
    const bare = bareReader()
    const synced = await syncOnce(createOvirt, system, demoAccount, bare.read)
    cpuRatios.push(synced.cpuMs / bare.cpuMs())
    vms = synced.vms
    samples.push({ value: synced.ms, baseline: synced.baselineMs ?? Number.NaN, cpu: synced.cpuMs })
    setting.say(
      `${version}: bare ${Math.round(synced.baselineMs ?? 0)} ms, Gantry ${Math.round(synced.ms)} ms`,
    )
  }
  stop()
  const note =
    'Baseline: the same requests again, one after the other, parsed and thrown away. Both hold the simulator’s own ' +
    'work; Gantry asks for a page while it reads the one before. Processor time alone: ' +
    `${median(cpuRatios).toFixed(2)} × bare.`
  return { id, size: `${vms.toLocaleString('en')} VMs`, samples, note }
}

export const ovirtPages: Measure = {
  name: 'oVirt, v4 JSON and v3 XML, and polling',
  ids: ['ovirt-v4', 'ovirt-v3', 'ovirt-polling'],
  run: async (setting) => [
    await pages('ovirt-v4', 'ovirt-4.5', setting),
    await pages('ovirt-v3', 'ovirt-3.4', setting),
    await polling(setting),
  ],
}

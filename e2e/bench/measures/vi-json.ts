import { createVcenter } from '../../../src/bff/hypervisors/vcenter/vcenter.ts'
import { demoAccount } from '../../../src/simulators/world/options.ts'
import { type Finding, type Measure, median, type Sample } from '../measure.ts'
import { startSimulator } from '../processes.ts'
import { syncOnce } from '../sync.ts'

export const viJson: Measure = {
  name: 'sync over VI JSON and over SOAP',
  ids: ['json-sync'],
  async run(setting): Promise<Finding[]> {
    const { url, stop } = await startSimulator('vcenter', setting.quick ? 'large' : 'max', setting)
    const system = { id: 'bench', name: 'bench', kind: 'vcenter', url } as const
    const samples: Sample[] = []
    const json: number[] = []
    const soap: number[] = []
    let vms = 0
    for (let run = 0; run < setting.runs; run += 1) {
      const slow = await syncOnce(createVcenter, { ...system, dialect: 'soap' }, demoAccount)
      const fast = await syncOnce(createVcenter, { ...system, dialect: 'vi-json' }, demoAccount)
      if (slow.vms !== fast.vms) throw new Error(`SOAP gave ${slow.vms} VMs, VI JSON ${fast.vms}`)
      vms = fast.vms
      soap.push(slow.cpuMs)
      json.push(fast.cpuMs)
      samples.push({ value: fast.ms, baseline: slow.ms })
      setting.say(`SOAP ${Math.round(slow.ms)} ms, VI JSON ${Math.round(fast.ms)} ms`)
    }
    stop()
    const note = `Both times hold the simulator's own work. Processor time of Gantry alone: VI JSON ${Math.round(median(json))} ms, SOAP ${Math.round(median(soap))} ms.`
    return [{ id: 'json-sync', size: `${vms.toLocaleString('en')} VMs`, samples, note }]
  },
}

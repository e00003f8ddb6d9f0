import { createVcenter } from '../../../src/bff/hypervisors/vcenter/vcenter.ts'
import { demoAccount } from '../../../src/simulators/world/options.ts'
import { type Finding, type Measure, median, type Sample } from '../measure.ts'
import { cpuOf, startSimulator } from '../processes.ts'
import { syncOnce } from '../sync.ts'

export const viJson: Measure = {
  name: 'sync over VI JSON and over SOAP',
  ids: ['json-sync'],
  async run(setting): Promise<Finding[]> {
    const { url, pid, stop } = await startSimulator('vcenter', setting.quick ? 'large' : 'max', setting)
    const system = { id: 'bench', name: 'bench', kind: 'vcenter', url } as const
    const samples: Sample[] = []
    const ours = { json: [] as number[], soap: [] as number[] }
    const theirs = { json: [] as number[], soap: [] as number[] }
    let vms = 0
    for (let run = 0; run < setting.runs; run += 1) {
      const before = cpuOf(pid)
      const slow = await syncOnce(createVcenter, { ...system, dialect: 'soap' }, demoAccount)
      const between = cpuOf(pid)
      const fast = await syncOnce(createVcenter, { ...system, dialect: 'vi-json' }, demoAccount)
      if (slow.vms !== fast.vms) throw new Error(`SOAP gave ${slow.vms} VMs, VI JSON ${fast.vms}`)
      vms = fast.vms
      ours.soap.push(slow.cpuMs)
      ours.json.push(fast.cpuMs)
      theirs.soap.push(between - before)
      theirs.json.push(cpuOf(pid) - between)
      samples.push({ value: fast.ms, baseline: slow.ms })
      setting.say(`SOAP ${Math.round(slow.ms)} ms, VI JSON ${Math.round(fast.ms)} ms`)
    }
    stop()
    const inMs = (values: number[]) => `${Math.round(median(values))} ms`
    const note =
      `Both times hold the simulator's own work. Processor time of Gantry alone: VI JSON ${inMs(ours.json)}, ` +
      `SOAP ${inMs(ours.soap)}; of the simulator: VI JSON ${inMs(theirs.json)}, SOAP ${inMs(theirs.soap)}.`
    return [{ id: 'json-sync', size: `${vms.toLocaleString('en')} VMs`, samples, note }]
  },
}

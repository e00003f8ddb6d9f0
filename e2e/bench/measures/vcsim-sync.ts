import { watchedPaths } from '../../../src/bff/hypervisors/vcenter/inventory/paths.ts'
import { createVcenter } from '../../../src/bff/hypervisors/vcenter/vcenter.ts'
import { account, startVcsim } from '../../interop/vcsim.ts'
import { type Finding, type Measure, median, type Sample } from '../measure.ts'
import { syncOnce } from '../sync.ts'

/** 200 VMs are made by tasks, the rest are their copies. */
const scale = 5

export const vcsimSync: Measure = {
  name: 'sync from vcsim over SOAP',
  ids: ['soap-sync'],
  async run({ quick, runs, defer, say }): Promise<Finding[]> {
    const vcsim = await startVcsim(scale, quick ? 22 : 224)
    defer(() => vcsim.stop())
    const paths = watchedPaths.VirtualMachine ?? []
    const system = { id: 'vcsim', name: 'vcsim', kind: 'vcenter', url: vcsim.url } as const
    const samples: Sample[] = []
    const cpu: number[] = []
    let vms = 0
    for (let run = 0; run < runs; run += 1) {
      // One after the other, so that both meet the machine in the same mood and none takes the other's cores.
      const baseline = await vcsim.retrieve(paths)
      const ours = await syncOnce(createVcenter, system, account)
      if (baseline.vms !== ours.vms) throw new Error(`govmomi saw ${baseline.vms} VMs, Gantry ${ours.vms}`)
      vms = ours.vms
      cpu.push(ours.cpuMs)
      samples.push({ value: ours.ms, baseline: baseline.ms })
      say(`govmomi ${baseline.ms} ms, Gantry ${Math.round(ours.ms)} ms`)
    }
    const note = `Gantry reads the hosts, folders, pools, storage and networks too. Processor time of its process: ${Math.round(median(cpu))} ms.`
    return [{ id: 'soap-sync', size: `${vms.toLocaleString('en')} VMs`, samples, note }]
  },
}

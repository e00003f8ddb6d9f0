import { createOvirtSimulator } from './ovirt/ovirt-simulator.ts'
import { createVcenterSimulator } from './vcenter/vcenter-simulator.ts'
import type { SimulatorOptions } from './world/options.ts'
import type { Simulator } from './world/simulator.ts'

export interface DemoSystem {
  id: string
  name: string
  kind: 'vcenter' | 'ovirt'
  url: string
  simulator: Simulator
}

export interface DemoEstate {
  systems: DemoSystem[]
  /** Moves the simulated time of every system by `ms`. */
  advance(ms: number): void
}

/** The four simulated systems of the demo: both families, each in a current and in an old version. */
export function createDemoEstate(options: Omit<SimulatorOptions, 'id'>): DemoEstate {
  const system = (kind: DemoSystem['kind'], simulator: Simulator, id: string): DemoSystem => ({
    id,
    name: id,
    kind,
    url: `https://${simulator.host}`,
    simulator,
  })
  const grow = (id: string) => ({ ...options, id })
  const systems = [
    system('vcenter', createVcenterSimulator({ ...grow('vc-east'), version: '8.0.3' }), 'vc-east'),
    system('vcenter', createVcenterSimulator({ ...grow('vc-legacy'), version: '7.0.3' }), 'vc-legacy'),
    system('ovirt', createOvirtSimulator({ ...grow('ovirt-lab'), version: '4.5' }), 'ovirt-lab'),
    system('ovirt', createOvirtSimulator({ ...grow('rhev-legacy'), version: '3.4' }), 'rhev-legacy'),
  ]
  return {
    systems,
    advance(ms) {
      for (const { simulator } of systems) simulator.advance(ms)
    },
  }
}

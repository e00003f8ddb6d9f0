import { allVerbs } from '../../contract/actions/verbs.ts'
import type { VmRow } from '../../contract/inventory.ts'
import type { SystemState } from '../../contract/system.ts'

/** A VM for tests: on, with tools, on the system `vc`. */
export function machine(over: Partial<VmRow>): VmRow {
  return {
    kind: 'vm',
    system: 'vc',
    id: 'vm-1',
    name: 'web01',
    health: 'ok',
    status: 'poweredOn',
    power: 'on',
    tools: 'running',
    cpus: 2,
    memoryBytes: 4 * 1024 ** 3,
    ...over,
  }
}

type Actions = NonNullable<NonNullable<SystemState['info']>['actions']>

/** A signed-in system for tests that has every verb, or those of `actions`. */
export function systemWith(actions?: Actions, over: Partial<SystemState> = {}): SystemState {
  return {
    id: 'vc',
    name: 'vc',
    kind: 'vcenter',
    address: 'vc.gantry.example',
    reach: 'reachable',
    info: {
      product: 'VMware vCenter Server',
      version: '8.0.3',
      dialect: 'soap',
      apis: [],
      capabilities: {},
      actions: actions ?? Object.fromEntries(allVerbs.map((verb) => [verb, true])),
    },
    session: { state: 'signed-in', userName: 'admin' },
    sync: { phase: 'live', objects: 1 },
    warnings: [],
    ...over,
  }
}

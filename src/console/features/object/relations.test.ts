import { describe, expect, it } from 'vitest'
import type { HostRow, VmRow } from '../../../contract/inventory.ts'
import { loadTotals, memoryPercent, powerCounts, usedBy } from './relations.ts'

function host(fields: Partial<HostRow>): HostRow {
  return {
    kind: 'host',
    system: 's',
    id: 'h',
    name: 'h',
    health: 'ok',
    state: 'up',
    status: 'up',
    ...fields,
  }
}

function vm(fields: Partial<VmRow>): VmRow {
  return {
    kind: 'vm',
    system: 's',
    id: 'v',
    name: 'v',
    health: 'ok',
    status: '',
    power: 'on',
    tools: 'unknown',
    cpus: 1,
    memoryBytes: 1,
    ...fields,
  }
}

describe('what belongs together', () => {
  it('counts machines by power', () => {
    const vms = [vm({}), vm({ power: 'off' }), vm({ power: 'paused' }), vm({ power: 'unknown' })]
    expect(powerCounts(vms)).toEqual({ on: 1, off: 1, other: 2 })
  })

  it('adds up the load of hosts that report it', () => {
    const totals = loadTotals([
      host({ cpuCores: 10, cpuMhz: 2000, cpuUsedPercent: 50, memoryBytes: 100, memoryUsedBytes: 40 }),
      host({ cpuCores: 10, cpuMhz: 2000, cpuUsedPercent: 0, memoryBytes: 100, state: 'maintenance' }),
      host({ state: 'down' }),
    ])
    expect(totals).toEqual({
      hosts: 3,
      hostsUp: 1,
      cores: 20,
      cpuMhz: 40_000,
      cpuUsedMhz: 10_000,
      memoryBytes: 200,
      memoryUsedBytes: 40,
    })
  })

  it('does not make up a load where none is reported', () => {
    expect(loadTotals([host({})])).toMatchObject({ cpuMhz: undefined, memoryBytes: undefined })
    expect(memoryPercent(host({ memoryBytes: 0, memoryUsedBytes: 0 }))).toBeUndefined()
  })

  it('names what machines use once', () => {
    const vms = [vm({ networkIds: ['a', 'b'] }), vm({ networkIds: ['b'] }), vm({})]
    expect(usedBy(vms, ({ networkIds }) => networkIds)).toEqual(['a', 'b'])
  })
})

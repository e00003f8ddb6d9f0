import type { Dialect, SystemKind } from '../../contract/system.ts'
import { demoAccount } from '../../simulators/world/options.ts'
import type { Simulator } from '../../simulators/world/simulator.ts'
import type { Subject } from './behaviour-suite.ts'
import { realClock, silentLog } from './recording-sink.ts'
import { adapters } from './registry.ts'

/** A simulator as a subject of the behaviour suite. */
export function simulated(simulator: Simulator, kind: SystemKind, dialect: Dialect, within: number): Subject {
  const { upstream, faults } = simulator
  const ticking = setInterval(() => simulator.advance(1000), 1000)
  const hypervisor = adapters[kind]({
    system: { id: 'under-test', name: 'Under test', kind, url: `https://${simulator.host}` },
    send: (request) => simulator.fetch(request),
    clock: realClock,
    log: silentLog,
  })
  return {
    hypervisor,
    account: demoAccount,
    dialect,
    within,
    upstream: {
      vms: async () => upstream.vms(),
      hosts: async () => upstream.hosts(),
      setPower: async (vm, power) => upstream.setPower(vm, power),
      rename: async (vm, name) => upstream.rename(vm, name),
      create: async (name) => upstream.create(name),
      remove: async (vm) => upstream.remove(vm),
      move: async (vm, host) => upstream.move(vm, host),
    },
    restart: async () => simulator.restart(),
    trouble: {
      refuse: () => faults.add({ effect: { refuse: true } }),
      garbage: () => faults.add({ effect: { garbage: true } }),
      cut: () => faults.add({ effect: { cut: true } }),
      heal: () => faults.clear(),
    },
    can: { refusePasswords: true, move: true },
    close: async () => clearInterval(ticking),
  }
}

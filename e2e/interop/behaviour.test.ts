import { afterAll, beforeAll } from 'vitest'
import { describeHypervisor } from '../../src/bff/hypervisors/behaviour-suite.ts'
import { realClock, silentLog } from '../../src/bff/hypervisors/recording-sink.ts'
import { createVcenter } from '../../src/bff/hypervisors/vcenter/vcenter.ts'
import { account, startVcsim, type Vcsim } from './vcsim.ts'

let vcsim: Vcsim

beforeAll(async () => {
  vcsim = await startVcsim(20)
})

afterAll(async () => {
  await vcsim.stop()
})

interface Described {
  virtualMachines: {
    self: { value: string }
    name: string
    runtime: { powerState: string; host?: { value: string } }
  }[]
}

async function machines() {
  const paths = (await vcsim.govc('find', '-type', 'm', '/')).trim().split('\n')
  const described: Described = JSON.parse(await vcsim.govc('vm.info', '-json', ...paths))
  return described.virtualMachines.map(({ self, name, runtime }) => ({
    id: self.value,
    name,
    power: runtime.powerState === 'poweredOn' ? 'on' : 'off',
    host: runtime.host?.value,
  }))
}

async function pathOf(name: string): Promise<string> {
  return (await vcsim.govc('find', '-type', 'm', '-name', name, '/')).trim()
}

describeHypervisor('vCenter adapter on vcsim', async () => {
  // Its own model starts every VM; the suite needs one that is off.
  const [first] = await machines()
  if (first === undefined) throw new Error('vcsim has no VM')
  if (first.power === 'on') await vcsim.govc('vm.power', '-off', await pathOf(first.name))
  return {
    hypervisor: createVcenter({
      system: { id: 'vcsim', name: 'vcsim', kind: 'vcenter', url: vcsim.url },
      send: (request) => fetch(request),
      clock: realClock,
      log: silentLog,
    }),
    account,
    dialect: 'soap',
    within: 20_000,
    upstream: {
      vms: machines,
      async hosts() {
        const lines = (await vcsim.govc('find', '-i', '-l', '-type', 'h', '/')).trim().split('\n')
        return lines.map((line) => {
          const [, id = '', path = ''] = /(host-\d+)\S*\s+(\S+)$/.exec(line) ?? []
          return { id, name: path.split('/').at(-1) ?? '' }
        })
      },
      setPower: async (vm, power) => void (await vcsim.govc('vm.power', `-${power}`, await pathOf(vm))),
      rename: async (vm, name) => void (await vcsim.govc('object.rename', await pathOf(vm), name)),
      create: async (name) =>
        void (await vcsim.govc(
          'vm.create',
          '-dc=DC0',
          '-ds=LocalDS_0',
          '-net=/DC0/network/DC0_DVPG0',
          '-pool=/DC0/host/DC0_C0/Resources',
          '-on=false',
          name,
        )),
      remove: async (vm) => void (await vcsim.govc('vm.destroy', await pathOf(vm))),
      move: async (vm, host) =>
        void (await vcsim.govc('vm.migrate', '-dc=DC0', `-host=${host}`, await pathOf(vm))),
    },
    restart: () => vcsim.restart(),
    can: { refusePasswords: true, move: true },
  }
})

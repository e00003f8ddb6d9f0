import { WatchedLoad } from '../../../src/bff/hypervisors/ovirt/testing/watched-load.ts'
import { RecordingSink, silentLog } from '../../../src/bff/hypervisors/recording-sink.ts'
import { createOvirtSimulator } from '../../../src/simulators/ovirt/ovirt-simulator.ts'
import { demoAccount } from '../../../src/simulators/world/options.ts'
import type { Simulator } from '../../../src/simulators/world/simulator.ts'
import type { Finding, Setting } from '../measure.ts'

const changesPerSecond = 100

/** Requests a minute of one watch at rest and under churn, counted over stepped time: the machine does not matter. */
export async function polling(setting: Setting): Promise<Finding> {
  const estate = setting.quick ? 'large' : 'max'
  const options = { id: 'bench', seed: 'bench', estate, startAt: Date.UTC(2026, 0, 15, 9) } as const
  const simulator = createOvirtSimulator({ ...options, version: '4.5' })
  const sink = new RecordingSink()
  const load = new WatchedLoad(simulator)
  setting.defer(() => load.stop())
  await load.start(demoAccount, sink, silentLog)
  // All details are read, and what stays in a short state is no longer followed closely.
  const first = await load.pass(60)
  await load.pass(120)
  const rest = await load.pass(60)
  const churn = await load.pass(60, (second) => {
    change(simulator, second)
    simulator.advance(1_000)
  })
  setting.say(`first minute ${first.requests}, at rest ${rest.requests}, under churn ${churn.requests}`)
  // Everything told by the log is read within this time.
  await load.pass(30)
  const vms = simulator.upstream.vms()
  const stale = vms.filter((vm) => sink.rows.get(vm.id)?.name !== vm.name).length
  const extra = sink.of('vm').length - vms.length
  load.stop()
  const size = `${vms.length.toLocaleString('en')} VMs`
  return {
    id: 'ovirt-polling',
    size,
    samples: [{ value: churn.requests }],
    note:
      `Upper bound 20 a second, 4 at once. Counted over stepped time: ${rest.requests} a minute at rest ` +
      `(the log every 2.5 s, load every 30 s), ${first.requests} in the minute after the lists, with all details.`,
    ...(stale + extra === 0 ? {} : { wrong: `${stale} VMs are not as upstream, ${extra} too many` }),
  }
}

/** Renames, power, births and deaths all over the estate. */
function change({ upstream }: Simulator, second: number): void {
  const vms = upstream.vms()
  for (let index = 0; index < changesPerSecond; index += 1) {
    const number = second * changesPerSecond + index
    const vm = vms[(number * 7) % vms.length]
    if (vm === undefined) return
    if (number % 50 === 0) upstream.create(`born-${number}`)
    else if (number % 50 === 1 && vm.power === 'off') upstream.remove(vm.name)
    else if (number % 3 === 0) upstream.setPower(vm.name, vm.power === 'on' ? 'off' : 'on')
    else upstream.rename(vm.name, `renamed-${number}`)
  }
}

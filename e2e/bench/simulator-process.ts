import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { EstateSize } from '../../src/simulators/world/options.ts'
import type { Simulator } from '../../src/simulators/world/simulator.ts'
import { answerLines } from './control-lines.ts'
import { UpstreamCalls } from './upstream-calls.ts'
import { UpstreamChurn } from './upstream-churn.ts'

/**
 * A simulator as a process of its own, so that its work and memory are not taken for Gantry's:
 * `node simulator-process.ts vcenter|ovirt-4.5|ovirt-3.4 small|large|max` prints `listening <url>`.
 */
const [kind = 'vcenter', size = 'large'] = process.argv.slice(2)
// The bench passes sizes by the names of the simulators.
const options = { id: 'bench', seed: 'bench', estate: size as EstateSize, startAt: Date.now() }
const simulator = await grow()
const calls = new UpstreamCalls()
let churn: UpstreamChurn | undefined
let marker: string | undefined

const commands = {
  /** Changes upstream until the time is over; one churn at a time. */
  churn: ({ perSecond, seconds }: { perSecond: number; seconds: number }) => {
    churn ??= new UpstreamChurn(simulator)
    return churn.run(perSecond, seconds)
  },
  stop: () => churn?.stop(),
  calls: () => calls.counts,
  /** Moves simulated time; what is measured every 20 s is then told anew. */
  advance: (ms: number) => simulator.advance(ms),
  /** Gives one VM, always the same, this name; the moment it was done. */
  mark(name: string): number {
    if (marker === undefined) simulator.upstream.create(name)
    else simulator.upstream.rename(marker, name)
    marker = name
    return Date.now()
  },
  count: () => simulator.upstream.vms().length,
}
export type SimulatorCommands = typeof commands

const server = createAdaptorServer({
  fetch: (request) => calls.count(request, (counted) => simulator.fetch(counted)),
})
server.listen(0, '127.0.0.1', () => {
  // A listening TCP server has an AddressInfo, never a pipe name.
  const { port } = server.address() as AddressInfo
  console.log(`listening http://127.0.0.1:${port}`)
})
answerLines(commands)

/** One kind alone is loaded: the other would only take memory. */
async function grow(): Promise<Simulator> {
  if (kind === 'vcenter') {
    const { createVcenterSimulator } = await import('../../src/simulators/vcenter/vcenter-simulator.ts')
    return createVcenterSimulator({ ...options, version: '8.0.3' })
  }
  const { createOvirtSimulator } = await import('../../src/simulators/ovirt/ovirt-simulator.ts')
  return createOvirtSimulator({ ...options, version: kind === 'ovirt-4.5' ? '4.5' : '3.4' })
}

import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { createOvirtSimulator } from '../../src/simulators/ovirt/ovirt-simulator.ts'
import { createVcenterSimulator } from '../../src/simulators/vcenter/vcenter-simulator.ts'
import type { EstateSize } from '../../src/simulators/world/options.ts'
import type { Simulator } from '../../src/simulators/world/simulator.ts'

/**
 * A simulator as a process of its own, so that its work and memory are not taken for Gantry's:
 * `node simulator-process.ts vcenter|ovirt-4.5|ovirt-3.4 small|large|max` prints `listening <url>`.
 */
const [kind = 'vcenter', size = 'large'] = process.argv.slice(2)
// The bench passes sizes by the names of the simulators.
const options = { id: 'bench', seed: 'bench', estate: size as EstateSize, startAt: Date.now() }
const simulator = ((): Simulator => {
  if (kind === 'ovirt-4.5') return createOvirtSimulator({ ...options, version: '4.5' })
  if (kind === 'ovirt-3.4') return createOvirtSimulator({ ...options, version: '3.4' })
  return createVcenterSimulator({ ...options, version: '8.0.3' })
})()
const server = createAdaptorServer({ fetch: (request) => simulator.fetch(request) })
server.listen(0, '127.0.0.1', () => {
  // A listening TCP server has an AddressInfo, never a pipe name.
  const { port } = server.address() as AddressInfo
  console.log(`listening http://127.0.0.1:${port}`)
})
// Ends with the bench, however that ends.
process.stdin.resume().on('end', () => process.exit(0))

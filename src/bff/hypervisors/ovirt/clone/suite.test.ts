import { demoAccount } from '../../../../simulators/world/options.ts'
import { type CloneSubject, describeCloning, type Source } from '../../clone-suite.ts'
import { silentLog } from '../../recording-sink.ts'
import { createOvirt } from '../ovirt.ts'
import { cloningEngine } from '../testing/cloning-engine.ts'

async function subjectOf(version: '4.5' | '3.4'): Promise<CloneSubject> {
  const engine = await cloningEngine(version)
  const { simulator, upstream, connection } = engine
  const ticking = setInterval(() => simulator.advance(1_000), 10)
  return {
    connection,
    known: engine.known,
    async source(kind): Promise<Source> {
      if (kind === 'template') {
        const { id, name } = await engine.template()
        return { source: { vm: id }, name, placement: {} }
      }
      const vm = engine.machine()
      const snapshot = kind === 'snapshot' ? { snapshotId: await engine.snapshot(vm) } : {}
      return { source: { vm: vm.id, ...snapshot }, name: vm.name, placement: {} }
    },
    async elsewhere({ name, source }) {
      const { vm, nics } = await connection.vm(source.vm, engine.signal)
      const here = vm.datastoreIds ?? []
      const known = await engine.known()
      const network = [...known.rows()].find(
        (row) =>
          row.kind === 'network' &&
          row.datacenterId === vm.datacenterId &&
          row.id !== nics[0]?.networkId &&
          row.name !== 'migration',
      )
      const host = [...known.rows()].find(
        (row) => row.kind === 'host' && row.clusterId === vm.clusterId && row.state === 'up',
      )
      return {
        datastoreId: upstream.domainsFor(name).find(({ id }) => !here.includes(id))?.id ?? '',
        networkId: network?.id ?? '',
        ...(host === undefined ? {} : { hostId: host.id }),
      }
    },
    async outOfSpace({ name }) {
      for (const { name: domain } of upstream.domainsFor(name)) upstream.leaveSpace(domain, 2 ** 20)
    },
    async leavesBehind({ name }) {
      upstream.failNext(name, version === '4.5' ? 'clone' : 'create', 'the storage went away', 'copy')
    },
    async viewer() {
      const hypervisor = createOvirt({
        system: { id: 'sim', name: 'sim', kind: 'ovirt', url: `https://${simulator.host}` },
        send: (request) => simulator.fetch(request),
        clock: engine.clock,
        log: silentLog,
      })
      const account = { ...demoAccount, userName: 'user@gantry.example' }
      return hypervisor.connect(await hypervisor.signIn(account, engine.signal))
    },
    async close() {
      clearInterval(ticking)
    },
  }
}

const shared = [
  'linked',
  'template',
  'host',
  'hardware',
  'notes',
  'nics',
  'disk-datastore',
  'disk-format',
  'power-on',
  'cloud-init',
  'permissions',
] as const

const customization = { kind: 'cloud-init', options: { hostName: 'suite-guest' } } as const

describeCloning('oVirt 4.5 by v4', {
  features: [...shared, 'discard-snapshots', 'seal', 'version'],
  ways: ['from-template', 'from-snapshot', 'vm-clone', 'make-template'],
  customization,
  open: () => subjectOf('4.5'),
})

describeCloning('RHEV 3.4 by v3', {
  features: shared,
  ways: ['from-template', 'from-snapshot', 'make-template'],
  customization,
  open: () => subjectOf('3.4'),
})

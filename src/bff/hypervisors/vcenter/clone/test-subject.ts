import type { CloneSource } from '../../../../contract/clone/order.ts'
import type { InventoryRow } from '../../../../contract/inventory.ts'
import {
  createVcenterSimulator,
  type VcenterSimulator,
} from '../../../../simulators/vcenter/vcenter-simulator.ts'
import { demoAccount } from '../../../../simulators/world/options.ts'
import type { KnownInventory } from '../../clone-port.ts'
import type { CloneSubject, Source } from '../../clone-suite.ts'
import type { Connection } from '../../port.ts'
import { RecordingSink, realClock, silentLog } from '../../recording-sink.ts'
import { createVcenter } from '../vcenter.ts'

const never = () => new AbortController().signal

/** A simulated vCenter for tests of clones, and what else they want to do to it. */
export interface VcenterSubject extends CloneSubject {
  simulator: VcenterSimulator
  /** What was sent, in order. */
  sent: Request[]
}

/** A small vCenter whose time goes on by `step` ms every 5 ms. */
export async function vcenterSubject(
  version: '8.0.3' | '7.0.3',
  options: { step?: number; rest?: '/api' | '/rest' | 'none' } = {},
): Promise<VcenterSubject> {
  const { step = 500, rest = '/api' } = options
  const simulator = createVcenterSimulator({
    id: 'vc',
    seed: 'clone',
    estate: 'small',
    startAt: Date.UTC(2026, 0, 5),
    version,
  })
  const { upstream } = simulator
  upstream.quiet(true)
  const sent: Request[] = []
  const hidden = rest === 'none' ? ['/api/', '/rest/'] : rest === '/rest' ? ['/api/'] : []
  const hypervisor = createVcenter({
    system: { id: 'vc', name: 'vc', kind: 'vcenter', url: `https://${simulator.host}` },
    send: (request) => {
      sent.push(request.clone())
      const { pathname } = new URL(request.url)
      if (hidden.some((prefix) => pathname.startsWith(prefix))) {
        return Promise.resolve(new Response('404 page not found', { status: 404 }))
      }
      return simulator.fetch(request)
    },
    clock: realClock,
    log: silentLog,
  })
  const connect = async (userName: string): Promise<Connection> =>
    hypervisor.connect(await hypervisor.signIn({ ...demoAccount, userName }, never()))
  const connection = await connect(demoAccount.userName)
  let speed = step
  const ticking = setInterval(() => simulator.advance(speed), 5)
  let made = 0

  const idOf = (name: string): string => {
    const all = [...upstream.vms(), ...upstream.templates()]
    return all.find((vm) => vm.name === name)?.id ?? ''
  }

  async function rowsNow(): Promise<InventoryRow[]> {
    const sink = new RecordingSink()
    const ending = new AbortController()
    const watching = connection.watch(sink, ending.signal)
    await sink.until('complete', () => sink.completions > 0, 30_000)
    ending.abort()
    await watching
    return [...sink.rows.values()]
  }

  async function act(
    vm: string,
    action: { verb: 'mark-template' } | { verb: 'snapshot-create'; name: string; memory: boolean },
  ) {
    const end = await connection.actions?.run({ vm, action, intent: crypto.randomUUID() }, () => {}, never())
    if (end?.state !== 'done') throw new Error(`${action.verb}: ${end?.state}`)
  }

  return {
    simulator,
    sent,
    connection,
    async known(): Promise<KnownInventory> {
      const rows = await rowsNow()
      const byId = new Map(rows.map((row) => [row.id, row]))
      return { get: (id) => byId.get(id), rows: () => rows }
    },
    async source(kind): Promise<Source> {
      made += 1
      const name = `${kind} ${made}`
      upstream.create(name)
      upstream.shape(name, { guest: 'linux', tools: 'current', cpus: 2, memoryMB: 2048, disks: 2, cards: 1 })
      const vm = idOf(name)
      const source: CloneSource = { vm }
      let placement = {}
      if (kind === 'template') {
        const { vm: row } = await connection.vm(vm, never())
        placement = row.poolId === undefined ? {} : { poolId: row.poolId }
        await act(vm, { verb: 'mark-template' })
      }
      if (kind === 'snapshot') {
        await act(vm, { verb: 'snapshot-create', name: 's', memory: false })
        const [snapshot] = (await connection.vm(vm, never())).snapshots
        source.snapshotId = snapshot?.id ?? ''
      }
      return { source, name, placement }
    },
    async elsewhere({ source }) {
      const [{ vm, disks }, rows] = await Promise.all([connection.vm(source.vm, never()), rowsNow()])
      const reach = (await connection.cloning?.options(source, never()))?.reach ?? []
      const own = disks[0]?.datastoreId
      const host = rows.find(
        (row) =>
          row.kind === 'host' && row.state === 'up' && row.clusterId === vm.clusterId && row.id !== vm.hostId,
      )
      const reached = reach.find(({ id }) => id === host?.id)
      const roomy = rows.find(
        (row) =>
          row.kind === 'datastore' &&
          row.id !== own &&
          row.state === 'up' &&
          (row.freeBytes ?? 0) > 100 * 1024 ** 3 &&
          reached?.datastoreIds?.includes(row.id) === true,
      )
      const network = reached?.networkIds?.find((id) => {
        const row = rows.find((each) => each.id === id)
        return row?.kind === 'network' && !vm.networkIds?.includes(id) && !/uplink/i.test(row.name)
      })
      const folder = rows.find((row) => row.kind === 'folder' && row.name === 'Test & Dev')
      if (roomy === undefined || network === undefined) throw new Error('nowhere else to go')
      return {
        datastoreId: roomy.id,
        networkId: network,
        ...(host === undefined ? {} : { hostId: host.id }),
        ...(folder === undefined ? {} : { folderId: folder.id }),
      }
    },
    async outOfSpace({ name }) {
      upstream.failTask({
        vm: name,
        method: 'CloneVM_Task',
        fault: 'NoDiskSpace',
        message: "Insufficient disk space on datastore 'x'.",
        fields: { file: '[x]', datastore: 'x' },
      })
    },
    async leavesBehind({ name }) {
      const rule = { vm: name, method: 'CloneVM_Task', fault: 'FileLocked', leaves: true }
      upstream.failTask({ ...rule, message: 'A file is locked.', fields: { file: '[x] x.vmdk' } })
    },
    viewer: () => connect('viewer@gantry.example'),
    pace(wanted) {
      speed = { slow: 5, still: 0, normal: step }[wanted]
    },
    async close() {
      clearInterval(ticking)
    },
  }
}

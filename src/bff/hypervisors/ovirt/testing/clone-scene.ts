import type { CloneOrder } from '../../../../contract/clone/order.ts'
import type { VmSnapshot } from '../../../../contract/vm.ts'
import { releaseOf } from '../actions/release.ts'
import type { Scene } from '../clone/scene.ts'
import type { Source } from '../clone/source.ts'
import { diskItem } from '../wire/disk.ts'
import { wireTemplate, wireVm } from '../wire/machine.ts'
import { nicItem } from '../wire/nic.ts'

const gib = 1024 ** 3

const machine = {
  memory: 2 * gib,
  memory_policy: { guaranteed: 2 * gib, max: 8 * gib },
  cpu: { topology: { sockets: 2, cores: 1, threads: 1 } },
  cluster: { id: 'c1' },
  os: { type: 'rhel_9x64' },
}

/** A source with two disks and two cards, without an engine behind it. */
export function sceneOf(
  kind: 'vm' | 'template' | 'snapshot',
  version: string,
  over: { source?: Partial<Source>; userId?: string } = {},
): Scene {
  const disks = (['d1', 'd2'] as const).map((id) => ({
    disk: diskItem.parse({
      id,
      alias: `disk ${id}`,
      image_id: `image-of-${id}`,
      format: 'cow',
      sparse: true,
      provisioned_size: 8 * gib,
      storage_domains: { storage_domain: [{ id: 'sd1' }] },
    }),
  }))
  const nics = (['n1', 'n2'] as const).map((id, n) =>
    nicItem.parse({ id, name: `nic${n + 1}`, plugged: n === 0, linked: true }),
  )
  const isTemplate = kind === 'template'
  const id = isTemplate ? 't1' : 'v1'
  const wire = isTemplate
    ? wireTemplate.parse({ ...machine, id, name: id, status: 'ok' })
    : wireVm.parse({
        ...machine,
        id,
        name: id,
        status: 'down',
        placement_policy: { affinity: 'user_migratable' },
      })
  const snapshot: VmSnapshot = { id: 's1', name: 'before', current: true, status: 'ok' }
  return {
    dialect: version.startsWith('3') ? 'v3' : 'v4',
    release: releaseOf(version),
    version,
    userId: over.userId,
    source: {
      kind: isTemplate ? 'template' : 'vm',
      id,
      name: id,
      status: isTemplate ? 'ok' : 'down',
      machine: { wire, disks, nics, devices: [], tags: undefined },
      hardware: wire,
      stateless: false,
      family: 'linux',
      clusterId: 'c1',
      datacenterId: 'dc1',
      snapshot: kind === 'snapshot' ? snapshot : undefined,
      snapshots: isTemplate ? [] : [snapshot],
      disks,
      missing: [],
      ...over.source,
    },
  }
}

/** An order for one copy, `a1`, with everything as its source. */
export function orderOf(kind: 'vm' | 'template' | 'snapshot', more: Partial<CloneOrder> = {}): CloneOrder {
  return {
    source:
      kind === 'template' ? { vm: 't1' } : { vm: 'v1', ...(kind === 'snapshot' ? { snapshotId: 's1' } : {}) },
    template: false,
    copies: [{ name: 'a1' }],
    placement: {},
    disks: [],
    nics: [],
    powerOn: false,
    customization: { kind: 'none' },
    linked: false,
    ...more,
  }
}

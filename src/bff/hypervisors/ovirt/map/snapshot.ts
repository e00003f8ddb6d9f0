import type { VmSnapshot } from '../../../../contract/vm.ts'
import type { WireSnapshot } from '../wire/snapshot.ts'

/**
 * Snapshots of a VM, oldest first. The list holds the VM itself as pseudo-snapshot `Active VM`, which is left
 * out. The engine does not say what a snapshot builds on: a VM's snapshots form one chain by date.
 * Current is the one in preview, else the newest.
 */
export function toSnapshots(list: readonly WireSnapshot[]): VmSnapshot[] {
  const real = list
    .filter((snapshot) => (snapshot.snapshot_type ?? snapshot.type)?.toLowerCase() !== 'active')
    .sort((a, b) => (a.date ?? 0) - (b.date ?? 0))
  const preview = real.find((snapshot) => statusOf(snapshot) === 'in_preview')
  const current = preview ?? real.at(-1)
  return real.map((snapshot, index) => {
    const parentId = real[index - 1]?.id
    const status = statusOf(snapshot)
    return {
      id: snapshot.id,
      name: snapshot.description ?? 'Snapshot without description',
      current: snapshot === current,
      ...(parentId === undefined ? {} : { parentId }),
      ...(snapshot.date === undefined ? {} : { createdAt: snapshot.date }),
      ...(snapshot.persist_memorystate === undefined ? {} : { memory: snapshot.persist_memorystate }),
      ...(status === undefined ? {} : { status }),
    }
  })
}

function statusOf(snapshot: WireSnapshot): string | undefined {
  return snapshot.snapshot_status.word ?? snapshot.status.word
}

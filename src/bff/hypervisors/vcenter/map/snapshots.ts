import type { VmSnapshot } from '../../../../contract/vm.ts'
import type { Decoded } from '../transport/values.ts'
import { bool, compact, get, list, refId, str, time } from '../wire/read.ts'
import { plainName } from './names.ts'

/** `snapshot.rootSnapshotList` (a forest) as a list, parents before their children. */
export function readSnapshots(roots: Decoded, current: string | undefined): VmSnapshot[] {
  const found: VmSnapshot[] = []
  // A list of what is left to visit: chains may be deeper than a call stack likes.
  const waiting = list(roots).map((tree) => ({ tree, parentId: undefined as string | undefined }))
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { tree, parentId } = next
    const id = refId(get(tree, 'snapshot'))
    if (id === undefined) continue
    found.push(
      compact({
        id,
        parentId,
        name: plainName(str(get(tree, 'name')) ?? id),
        description: str(get(tree, 'description')),
        createdAt: time(get(tree, 'createTime')),
        // The tree tells whether the VM ran; a snapshot of a running VM holds its memory unless quiesced.
        memory: bool(get(tree, 'quiesced')) === true ? false : str(get(tree, 'state')) === 'poweredOn',
        quiesced: bool(get(tree, 'quiesced')),
        current: id === current,
      }),
    )
    waiting.unshift(...list(get(tree, 'childSnapshotList')).map((child) => ({ tree: child, parentId: id })))
  }
  return found
}

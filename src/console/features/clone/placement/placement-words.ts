import type { ClonePlacement } from '../../../../contract/clone/order.ts'

const words = {
  folderId: 'folder',
  clusterId: 'cluster',
  hostId: 'host',
  poolId: 'pool',
  datastoreId: 'storage',
} as const

type Field = keyof typeof words

/** A placement in few words, e.g. `host esx1, storage ds2`; `undefined` when it says nothing. */
export function placementWords(
  placement: ClonePlacement | undefined,
  nameOf: (id: string) => string | undefined,
): string | undefined {
  // The object has these keys only.
  const parts = (Object.keys(words) as Field[]).flatMap((field) => {
    const id = placement?.[field]
    return id === undefined || id === '' ? [] : [`${words[field]} ${nameOf(id) ?? id}`]
  })
  return parts.length === 0 ? undefined : parts.join(', ')
}

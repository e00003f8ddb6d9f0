import { term } from '../transport/address.ts'
import { orAbsent } from '../transport/engine.ts'
import { collections, type Reader, tagList } from './collections.ts'
import type { InventoryModel } from './model.ts'

const rootTags = new Set(['00000000-0000-0000-0000-000000000000', '-1'])

/** Tags that somebody made; the root tag is none. */
export async function readTags(
  reader: Reader,
  signal: AbortSignal,
): Promise<{ id: string; name: string; parent: string | undefined }[]> {
  const tags = await orAbsent(reader.whole(tagList, signal), [])
  return tags
    .filter((tag) => !rootTags.has(tag.id))
    .map((tag) => ({ id: tag.id, name: tag.name ?? tag.id, parent: tag.parent?.tag?.id ?? tag.parent?.id }))
}

/**
 * Tags of all VMs by one search per tag, for engines that cannot inline them. A search also matches what has a
 * tag below the searched one, so a VM keeps a tag only where none of the tags below it was found on it.
 * Returns the ids of VMs whose tags are known now.
 */
export async function searchTags(
  reader: Reader,
  model: InventoryModel,
  signal: AbortSignal,
): Promise<Set<string>> {
  const tags = await readTags(reader, signal)
  const found = new Map<string, Set<string>>()
  for (const tag of tags) {
    for await (const items of reader.pages(collections.vm, signal, term('tag', tag.name))) {
      for (const vm of items) found.set(vm.id, (found.get(vm.id) ?? new Set()).add(tag.id))
    }
  }
  const changed = new Set<string>()
  for (const [vm, ids] of found) {
    const own = tags.filter(
      (tag) => ids.has(tag.id) && !tags.some((below) => below.parent === tag.id && ids.has(below.id)),
    )
    model.setParts(vm, { tags: own.map((tag) => tag.name).sort() })
    changed.add(vm)
  }
  return changed
}

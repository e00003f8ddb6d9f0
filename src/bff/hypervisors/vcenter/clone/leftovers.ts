import { Fault } from '../../../../contract/fault.ts'
import type { Job } from '../../../../contract/job.ts'
import { wireName } from '../map/names.ts'
import type { CallOptions } from '../transport/line.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { retrieve } from '../wire/property-collector.ts'
import { bool, ref } from '../wire/read.ts'
import type { ServiceContent } from '../wire/service-content.ts'

/** The VM or template of this name in a folder; `null` for none, `undefined` where that cannot be asked. */
export async function findByName(
  vim: VimClient,
  { searchIndex }: ServiceContent,
  folderId: string,
  name: string,
  options: CallOptions,
): Promise<string | null | undefined> {
  if (searchIndex === undefined) return undefined
  try {
    const args = { entity: { type: 'Folder', value: folderId }, name: wireName(name) }
    const found = ref(await vim.call(searchIndex, 'FindChild', args, options))
    return found?.type === 'VirtualMachine' ? found.value : null
  } catch (error) {
    options.signal.throwIfAborted()
    if (!(error instanceof Fault)) throw error
    vim.line.log.debug({ system: vim.system, fault: error.info }, 'names of copies cannot be looked up')
    return undefined
  }
}

/**
 * What a clone that did not succeed left behind: a VM of the copy's name that was not there before. `before` is what
 * `findByName` said then; without it nothing is claimed, because the VM may be somebody else's.
 */
export async function leftBehind(
  vim: VimClient,
  content: ServiceContent,
  copy: { folderId: string; name: string; before: string | null | undefined },
  options: CallOptions,
): Promise<NonNullable<Job['left']>> {
  const { folderId, name, before } = copy
  if (before !== null) return []
  const id = await findByName(vim, content, folderId, name, options)
  if (typeof id !== 'string') return []
  const starts = [{ obj: { type: 'VirtualMachine', value: id } }]
  const paths = { VirtualMachine: ['config.template'] }
  const template = await retrieve(vim, content.propertyCollector, paths, starts, options).then(
    ([found]) => bool(found?.props['config.template']) === true,
    () => false,
  )
  const what =
    'It is in the inventory under the name of the copy, but the clone did not finish: do not use it.'
  return [{ kind: template ? 'template' : 'vm', name, id, what }]
}

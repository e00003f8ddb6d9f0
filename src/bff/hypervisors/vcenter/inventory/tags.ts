import type { CallOptions } from '../transport/line.ts'
import type { RestClient } from '../transport/rest-client.ts'
import { get, list, str } from '../wire/read.ts'

/** Objects asked for at once; keeps replies far below the 7 MB that the REST endpoint allows. */
const batchSize = 1000

/** Reads the tags of VMs. Names of tags and categories are kept for as long as they are in use. */
export class TagReader {
  private readonly rest: RestClient
  private readonly names = new Map<string, string>()
  private readonly categories = new Map<string, string>()

  constructor(rest: RestClient) {
    this.rest = rest
  }

  /** `category:name` of every tag on these VMs; VMs without tags are left out. Throws `Fault`. */
  async read(vms: readonly string[], options: CallOptions): Promise<Map<string, string[]>> {
    const attached = new Map<string, string[]>()
    for (let from = 0; from < vms.length; from += batchSize) {
      const batch = vms.slice(from, from + batchSize)
      for (const association of list(await this.associations(batch, options))) {
        const id = str(get(get(association, 'object_id'), 'id'))
        const tags = list(get(association, 'tag_ids')).flatMap((tag) => str(tag) ?? [])
        if (id !== undefined && tags.length > 0) attached.set(id, tags)
      }
    }
    const used = new Set([...attached.values()].flat())
    for (const tag of this.names.keys()) if (!used.has(tag)) this.names.delete(tag)
    for (const tag of used) await this.learn(tag, options)
    const named = new Map<string, string[]>()
    // Few combinations on tens of thousands of VMs: each is one list.
    const combinations = new Map<string, string[]>()
    for (const [id, tags] of attached) {
      const key = tags.sort().join()
      const known = combinations.get(key) ?? tags.map((tag) => this.names.get(tag) ?? tag).sort()
      combinations.set(key, known)
      named.set(id, known)
    }
    return named
  }

  private associations(vms: readonly string[], options: CallOptions) {
    const body = { object_ids: vms.map((id) => ({ type: 'VirtualMachine', id })) }
    const path =
      this.rest.dialect === '/api'
        ? '/api/cis/tagging/tag-association?action=list-attached-tags-on-objects'
        : '/rest/com/vmware/cis/tagging/tag-association?~action=list-attached-tags-on-objects'
    return this.rest.call('POST', path, body, options)
  }

  private async learn(tag: string, options: CallOptions): Promise<void> {
    if (this.names.has(tag)) return
    const found = await this.rest.call('GET', this.pathOf('tag', tag), undefined, options)
    const name = str(get(found, 'name'))
    const category = str(get(found, 'category_id'))
    if (name === undefined) return
    const categoryName = category === undefined ? undefined : await this.categoryOf(category, options)
    this.names.set(tag, categoryName === undefined ? name : `${categoryName}:${name}`)
  }

  private async categoryOf(category: string, options: CallOptions): Promise<string | undefined> {
    const known = this.categories.get(category)
    if (known !== undefined) return known
    const found = await this.rest.call('GET', this.pathOf('category', category), undefined, options)
    const name = str(get(found, 'name'))
    if (name !== undefined) this.categories.set(category, name)
    return name
  }

  private pathOf(what: 'tag' | 'category', id: string): string {
    return this.rest.dialect === '/api'
      ? `/api/cis/tagging/${what}/${encodeURIComponent(id)}`
      : `/rest/com/vmware/cis/tagging/${what}/id:${encodeURIComponent(id)}`
  }
}

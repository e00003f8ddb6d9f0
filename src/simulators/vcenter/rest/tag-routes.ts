import type { Category, Directory, Tag } from './directory.ts'
import type { RestCall, RestReply, RestRoute } from './rest-endpoint.ts'
import { noSuchObject, RestError } from './rest-errors.ts'

interface ObjectId {
  type: string
  id: string
}

function idList(body: unknown, name: string): ObjectId[] {
  const list = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
  if (!Array.isArray(list)) {
    throw new RestError('INVALID_ARGUMENT', 'com.vmware.vapi.rest.bad_input', `${name} is missing.`)
  }
  return list.map((item: unknown) => objectId(item))
}

function objectId(item: unknown): ObjectId {
  const field = (name: string): unknown =>
    typeof item === 'object' && item !== null ? Reflect.get(item, name) : undefined
  const [type, id] = [field('type'), field('id')]
  if (typeof type !== 'string' || typeof id !== 'string') {
    throw new RestError(
      'INVALID_ARGUMENT',
      'com.vmware.vapi.rest.bad_input',
      'An object id has a type and an id.',
    )
  }
  return { type, id }
}

function attachedToMany({ world, body }: RestCall): RestReply {
  const value = idList(body, 'object_ids').map((object_id) => ({
    object_id,
    tag_ids: world.directory.tagsOf(object_id.id).map((tag) => tag.id),
  }))
  // Objects without a tag are left out.
  return { value: value.filter((item) => item.tag_ids.length > 0) }
}

function attachedToOne({ world, body }: RestCall): RestReply {
  const item = typeof body === 'object' && body !== null ? Reflect.get(body, 'object_id') : undefined
  return { value: world.directory.tagsOf(objectId(item).id).map((tag) => tag.id) }
}

function attachedObjects({ world, body }: RestCall): RestReply {
  const ids = typeof body === 'object' && body !== null ? Reflect.get(body, 'tag_ids') : undefined
  const wanted = Array.isArray(ids) ? ids.map(String) : []
  const value = wanted.map((tag_id) => ({
    tag_id,
    object_ids: objectsWith(world.directory, world.estate.vms.keys(), tag_id),
  }))
  return { value }
}

function objectsWith(directory: Directory, vms: Iterable<string>, tagId: string): ObjectId[] {
  return [...vms]
    .filter((id) => directory.tagsOf(id).some((tag) => tag.id === tagId))
    .map((id) => ({ type: 'VirtualMachine', id }))
}

function categoryBody(category: Category): object {
  return {
    id: category.id,
    name: category.name,
    description: '',
    cardinality: category.cardinality,
    associable_types: ['VirtualMachine'],
    used_by: [],
  }
}

function tagBody(tag: Tag): object {
  return { id: tag.id, category_id: tag.category.id, name: tag.name, description: '', used_by: [] }
}

function listTags({ world }: RestCall): RestReply {
  return { value: world.directory.tags.map((tag) => tag.id) }
}

export const tagRoutes: readonly RestRoute[] = [
  {
    pattern: 'GET cis/tagging/category',
    run: ({ world }) => ({ value: world.directory.categories.map((category) => category.id) }),
  },
  {
    pattern: 'GET cis/tagging/category/{}',
    run({ world, ids: [id = ''] }) {
      const category = world.directory.categories.find((candidate) => candidate.id === id)
      if (category === undefined) throw noSuchObject('category', id)
      return { value: categoryBody(category) }
    },
  },
  { pattern: 'GET cis/tagging/tag', run: listTags },
  {
    pattern: 'GET cis/tagging/tag/{}',
    run({ world, ids: [id = ''] }) {
      const tag = world.directory.tags.find((candidate) => candidate.id === id)
      if (tag === undefined) throw noSuchObject('tag', id)
      return { value: tagBody(tag) }
    },
  },
  { pattern: 'POST cis/tagging/tag-association?action=list-attached-tags-on-objects', run: attachedToMany },
  { pattern: 'POST cis/tagging/tag-association?action=list-attached-tags', run: attachedToOne },
  { pattern: 'POST cis/tagging/tag-association?action=list-attached-objects-on-tags', run: attachedObjects },
]

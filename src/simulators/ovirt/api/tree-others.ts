import type { EngineEvent } from '../engine/event-log.ts'
import type { Job } from '../engine/job-log.ts'
import { type Tag, type VmPool, zeroId } from '../estate/model.ts'
import { searchTables } from '../search/tables.ts'
import { readLog } from './read-log.ts'
import { collection, type Resource } from './resource.ts'
import type { Shape } from './shape.ts'
import type { View } from './view.ts'

/**
 * The newest first unless sorted. QUIRK(all versions): `from` with `max` gives the newest page and leaves a gap.
 * QUIRK(all versions): for filtered users `from` takes effect only together with some search (fact sheet §8).
 */
export function eventCollection(view: View, shape: Shape): Resource {
  const { from, search } = view.query
  const heeded = view.filtered && search === undefined ? undefined : from
  return collection<EngineEvent>(view, {
    root: 'events',
    item: 'event',
    items: () => readLog(view, heeded, { search: undefined, max: undefined }),
    listed: () => readLog(view, heeded, view.query),
    find: (id) => {
      const event = view.engine.events.at(view.engine.events.placeAfter(Number(id) - 1))
      return event !== undefined && String(event.index) === id && view.seesEvent(event) ? event : undefined
    },
    id: (it) => String(it.index),
    render: (it) => shape.event(view, it),
  })
}

export function jobCollection(view: View, shape: Shape): Resource {
  return collection<Job>(view, {
    root: 'jobs',
    item: 'job',
    items: () => [...view.engine.jobs.all.values()],
    find: (id) => view.engine.jobs.all.get(id),
    id: (it) => it.id,
    render: (it) => shape.job(view, it),
    search: searchTables(view.engine).jobs,
    children: (it) => ({
      steps: () =>
        collection(view, {
          root: 'steps',
          item: 'step',
          items: () => it.steps,
          id: (step) => step.id,
          render: (step) => shape.step(view, it, step, it.steps.indexOf(step)),
        }),
    }),
  })
}

export function poolCollection(view: View, shape: Shape): Resource {
  const [root, item] = shape.poolNames
  return collection<VmPool>(view, {
    root,
    item,
    items: () => view.engine.estate.pools,
    id: (it) => it.id,
    render: (it) => shape.pool(view, it),
    search: searchTables(view.engine).pools,
  })
}

/** All tags and the root above them; not searchable. */
export function tagCollection(view: View, shape: Shape): Resource {
  const root: Tag = { id: zeroId, name: 'root', description: 'root', parent: undefined }
  return collection<Tag>(view, {
    root: 'tags',
    item: 'tag',
    items: () => [root, ...view.engine.estate.tags],
    id: (it) => it.id,
    render: (it) => (it === root ? shape.rootTag(view) : shape.tag(view, it)),
  })
}

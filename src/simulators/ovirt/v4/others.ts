import { actions, links, type View } from '../api/view.ts'
import type { EngineEvent, Reference } from '../engine/event-log.ts'
import type { Job, Step } from '../engine/job-log.ts'
import { type Tag, type Vm, type VmPool, zeroId } from '../estate/model.ts'
import { moment, type WireObject } from '../wire/value.ts'

export function pool(view: View, it: VmPool): WireObject {
  const href = view.href(`vmpools/${it.id}`)
  return {
    href,
    id: it.id,
    actions: actions(href, ['allocatevm']),
    name: it.name,
    description: it.description,
    comment: '',
    link: links(href, ['permissions']),
    auto_storage_select: false,
    max_user_vms: it.maxUserVms,
    prestarted_vms: it.prestarted,
    size: it.size,
    stateful: false,
    type: 'automatic',
    use_latest_template_version: false,
    cluster: view.ref('clusters', it.cluster),
    template: view.ref('templates', it.template),
  }
}

/** A tag of the engine, or the same as one that a VM carries. */
export function tag(view: View, it: Tag, on?: Vm): WireObject {
  return {
    href: view.href(on === undefined ? `tags/${it.id}` : `vms/${on.id}/tags/${it.id}`),
    id: it.id,
    name: it.name,
    description: it.description,
    vm: on === undefined ? undefined : view.ref('vms', on),
    parent: on === undefined ? view.ref('tags', it.parent ?? { id: zeroId }) : undefined,
  }
}

/** The pseudo-tag above all others. */
export function rootTag(view: View): WireObject {
  return { ...view.ref('tags', { id: zeroId }), name: 'root', description: 'root' }
}

export function event(view: View, it: EngineEvent): WireObject {
  // An object that was removed has its name left and nothing else.
  const ref = (collection: string, to: Reference | undefined): WireObject | undefined =>
    to === undefined
      ? undefined
      : to.id === undefined
        ? { name: to.name }
        : { href: view.href(`${collection}/${to.id}`), id: to.id, name: to.name }
  if (it.malformed) return { id: String(it.index), description: it.description }
  return {
    href: view.href(`events/${it.index}`),
    id: String(it.index),
    description: it.description,
    code: it.code,
    correlation_id: it.correlationId,
    custom_id: -1,
    flood_rate: 30,
    index: it.index,
    origin: 'oVirt',
    severity: it.severity,
    time: moment(it.time),
    cluster: ref('clusters', it.cluster),
    data_center: ref('datacenters', it.dataCenter),
    host: ref('hosts', it.host),
    storage_domain: ref('storagedomains', it.storageDomain),
    template: ref('templates', it.template),
    user: ref('users', it.user),
    vm: ref('vms', it.vm),
  }
}

export function job(view: View, it: Job): WireObject {
  const href = view.href(`jobs/${it.id}`)
  return {
    href,
    id: it.id,
    actions: actions(href, ['clear', 'end']),
    description: it.description,
    link: links(href, ['steps']),
    auto_cleared: true,
    end_time: moment(it.endedAt),
    external: false,
    last_updated: moment(it.updatedAt),
    start_time: moment(it.startedAt),
    status: it.status,
    owner: it.ownerId === undefined ? undefined : view.ref('users', { id: it.ownerId }),
  }
}

export function step(view: View, of: Job, it: Step, n: number): WireObject {
  const href = view.href(`jobs/${of.id}/steps/${it.id}`)
  return {
    href,
    id: it.id,
    actions: actions(href, ['end']),
    description: it.description,
    link: links(href, ['statistics']),
    end_time: moment(it.endedAt),
    external: false,
    number: n,
    progress: view.engine.jobs.progress(of, it),
    start_time: moment(it.startedAt),
    status: it.status,
    type: it.type,
    job: view.ref('jobs', of),
    parent_step: view.ref(`jobs/${of.id}/steps`, it.parent === undefined ? undefined : { id: it.parent }),
  }
}

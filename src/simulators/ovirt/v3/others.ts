import { actions, links, type View } from '../api/view.ts'
import type { EngineEvent, Reference } from '../engine/event-log.ts'
import type { Job, Step } from '../engine/job-log.ts'
import { type Tag, type Vm, type VmPool, zeroId } from '../estate/model.ts'
import { moment, type WireObject } from '../wire/value.ts'
import { state } from './machine.ts'

export function pool(view: View, it: VmPool): WireObject {
  const href = view.href(`vmpools/${it.id}`)
  return {
    href,
    id: it.id,
    actions: actions(href, ['allocatevm']),
    name: it.name,
    description: it.description,
    link: links(href, ['permissions']),
    size: it.size,
    cluster: view.ref('clusters', it.cluster),
    template: view.ref('templates', it.template),
    prestarted_vms: it.prestarted,
    max_user_vms: it.maxUserVms,
  }
}

export function tag(view: View, it: Tag, on?: Vm): WireObject {
  return {
    href: view.href(on === undefined ? `tags/${it.id}` : `vms/${on.id}/tags/${it.id}`),
    id: it.id,
    name: it.name,
    description: it.description,
    vm: on === undefined ? undefined : view.ref('vms', on),
    parent: on === undefined ? { tag: view.ref('tags', it.parent ?? { id: zeroId }) } : undefined,
  }
}

export function rootTag(view: View): WireObject {
  return { ...view.ref('tags', { id: zeroId }), name: 'root', description: 'root' }
}

/** QUIRK(rhev 3.x): no index; references have no names, so a removed object leaves no trace but the description. */
export function event(view: View, it: EngineEvent): WireObject {
  const ref = (collection: string, to: Reference | undefined): WireObject | undefined =>
    to?.id === undefined ? undefined : { href: view.href(`${collection}/${to.id}`), id: to.id }
  if (it.malformed) return { id: String(it.index), description: it.description }
  return {
    href: view.href(`events/${it.index}`),
    id: String(it.index),
    description: it.description,
    code: it.code,
    severity: it.severity,
    time: moment(it.time),
    correlation_id: it.correlationId,
    user: ref('users', it.user),
    vm: ref('vms', it.vm),
    storage_domain: ref('storagedomains', it.storageDomain),
    host: ref('hosts', it.host),
    template: ref('templates', it.template),
    cluster: ref('clusters', it.cluster),
    data_center: ref('datacenters', it.dataCenter),
    origin: 'oVirt',
    custom_id: -1,
    flood_rate: 30,
  }
}

/** QUIRK(rhev 3.x): states of jobs and steps are in upper case. */
export function job(view: View, it: Job): WireObject {
  const href = view.href(`jobs/${it.id}`)
  return {
    href,
    id: it.id,
    actions: actions(href, ['clear', 'end']),
    description: it.description,
    link: links(href, ['steps']),
    status: state(it.status.toUpperCase()),
    owner: it.ownerId === undefined ? undefined : view.ref('users', { id: it.ownerId }),
    start_time: moment(it.startedAt),
    end_time: moment(it.endedAt),
    last_updated: moment(it.updatedAt),
    external: false,
    auto_cleared: true,
  }
}

export function step(view: View, of: Job, it: Step, n: number): WireObject {
  return {
    href: view.href(`jobs/${of.id}/steps/${it.id}`),
    id: it.id,
    description: it.description,
    job: view.ref('jobs', of),
    parent_step: view.ref(`jobs/${of.id}/steps`, it.parent === undefined ? undefined : { id: it.parent }),
    type: it.type.toUpperCase(),
    number: n,
    status: state(it.status.toUpperCase()),
    start_time: moment(it.startedAt),
    end_time: moment(it.endedAt),
    external: false,
  }
}

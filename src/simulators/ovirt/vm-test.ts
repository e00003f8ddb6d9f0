import type { VmStatus } from './estate/model.ts'
import { type RequestBody, readBody } from './wire/body.ts'
import type { WireObject } from './wire/value.ts'
import { toXml } from './wire/xml.ts'
import { type Answer, asAdmin, basic, openWire } from './wire-test.ts'

export type Version = '4.5' | '3.4'
export const versions = ['4.5', '3.4'] as const

interface Reply extends Answer {
  /** The reply, read the same way in both dialects. */
  at(path: string): string | undefined
}

/**
 * A quiet engine and one of its VMs in the wanted state: Linux or Windows with an agent, in no pool, without snapshots
 * or protection, free to move, in the data center that has the ISO and export domains.
 */
export async function openVm(version: Version, status: VmStatus = 'down', family = 'Linux') {
  const wire = openWire(version)
  const { simulator, base } = wire
  const old = version === '3.4'
  simulator.upstream.quiet(true)

  /** Any request in the dialect's own encoding; `body` is written as XML with `id` and `@…` as attributes, or JSON. */
  const ask = async (
    method: string,
    path: string,
    body?: WireObject,
    more: { root?: string; as?: string; headers?: Record<string, string> } = {},
  ): Promise<Reply> => {
    const type = old ? 'application/xml' : 'application/json'
    const text =
      body === undefined
        ? undefined
        : old
          ? toXml({ root: more.root ?? 'action', body }, 0)
          : JSON.stringify(body)
    const headers = { authorization: more.as ?? asAdmin, accept: type, 'content-type': type, ...more.headers }
    const answer = await wire.send(method, base + path, headers, text)
    const read = readBody(type, answer.text)
    return { ...answer, at: (at) => read?.text(at) }
  }
  const get = (path: string) => ask('GET', path)
  const body = async (path: string): Promise<RequestBody> => {
    const answer = await get(path)
    const read = readBody(old ? 'application/xml' : 'application/json', answer.text)
    if (read === undefined) throw new Error(`${path}: ${answer.status}`)
    return read
  }
  /** A state, however the dialect writes it. */
  const stateAt = async (path: string, field = 'status') =>
    (await body(path)).text(old ? `${field}.state` : field)?.toLowerCase()

  const isFit = async (id: string) => {
    const text = await wire.xml(`/vms/${id}`)
    const cluster = /<cluster [^>]*id="([^"]+)"/.exec(text)?.[1]
    const home = /<data_center [^>]*id="([^"]+)"/.exec(await wire.xml(`/clusters/${cluster}`))?.[1]
    const iso = /<storage_domain [^>]*id="[^"]+">(?:(?!<\/storage_domain>).)*<type>iso<\/type>/s
    const snapshots = [...(await wire.xml(`/vms/${id}/snapshots`)).matchAll(/<snapshot /g)]
    return (
      !/<vm_?pool /.test(text) &&
      text.includes('<delete_protected>false') &&
      text.includes('<affinity>migratable') &&
      text.includes('windows') === (family === 'Windows') &&
      snapshots.length === 1 &&
      iso.test(await wire.xml(`/datacenters/${home}/storagedomains`))
    )
  }
  for (const { id, name } of simulator.upstream.vms()) {
    if (!(await isFit(id))) continue
    simulator.upstream.setStatus(name, status)
    simulator.upstream.setAgent(name, true)
    const path = `/vms/${id}`
    const newest = simulator.upstream
    const codes = async () => {
      const all = (await body(`/events?search=${encodeURIComponent(`_event_vm_id=${id}`)}`)).list('event')
      const byIndex = (one: RequestBody) => Number(one.text('id'))
      return all.sort((a, b) => byIndex(a) - byIndex(b)).flatMap((one) => one.text('code') ?? [])
    }
    const before = (await codes()).length
    return {
      ...wire,
      old,
      id,
      name,
      path,
      upstream: newest,
      ask,
      get,
      body,
      stateAt,
      /** POST to an action of the VM. */
      act: (action: string, given: WireObject = {}) => ask('POST', `${path}/${action}`, given),
      status: () => stateAt(path),
      /** Codes of the VM's events since it was opened, oldest first. */
      codes: async () => (await codes()).slice(before),
      jobState: (reply: Reply) => stateAt(`/jobs/${reply.at('job.id')}`),
      advance: (seconds: number) => simulator.advance(seconds * 1000),
      /** The id of something by its name. */
      async idOf(collection: string, item: string, wanted: string) {
        const all = (await body(`/${collection}`)).list(item)
        const found = all.find((one) => one.text('name') === wanted)?.text('id')
        if (found === undefined) throw new Error(`no ${item} is named ${wanted}`)
        return found
      },
    }
  }
  throw new Error('no VM fits')
}

export const asUser = basic('user@gantry.example')

import type { CloneOrder } from '../../../../contract/clone/order.ts'
import { demoAccount } from '../../../../simulators/world/options.ts'
import type { CloneEnd, CloneProgress, Cloning, KnownInventory } from '../../clone-port.ts'
import type { Connection } from '../../port.ts'
import { RecordingSink } from '../../recording-sink.ts'
import { asList, at } from '../transport/tree.ts'
import { parseXml } from '../transport/xml.ts'
import { actingEngine } from './acting-engine.ts'

/** An acting engine with plain machines to make copies of. */
export async function cloningEngine(version: '4.5' | '3.4') {
  const engine = await actingEngine(version)
  const { simulator, upstream, connection, signal } = engine
  const v3 = version === '3.4'
  const cloning = cloningOf(connection)
  let made = 0

  /** Any request, by somebody else; the body in the dialect's encoding. */
  async function raw(method: string, path: string, body?: string): Promise<unknown> {
    const type = v3 ? 'application/xml' : 'application/json'
    const account = btoa(`${demoAccount.userName}:${demoAccount.password}`)
    const headers = { authorization: `Basic ${account}`, accept: type, 'content-type': type }
    const url = `https://${simulator.host}/ovirt-engine/api${path}`
    const reply = await simulator.fetch(
      new Request(url, { method, headers, ...(body === undefined ? {} : { body }) }),
    )
    const text = await reply.text()
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`)
    return v3 ? parseXml(text).tree : JSON.parse(text)
  }

  async function idAt(path: string, key: string, name: string): Promise<string> {
    const found = asList(at(await raw('GET', path), key)).find((one) => at(one, 'name') === name)
    return String(at(found, 'id') ?? '')
  }

  return {
    ...engine,
    cloning,
    raw,
    idAt,
    /** A plain VM that is down. */
    machine() {
      made += 1
      const name = `plain-${made}`
      upstream.create(name)
      upstream.makePlain(name)
      const id = upstream.vms().find((vm) => vm.name === name)?.id ?? ''
      return { id, name }
    },
    /** A template of a plain VM. */
    async template() {
      const vm = this.machine()
      const name = `golden-${made}`
      await raw(
        'POST',
        '/templates',
        v3
          ? `<template><name>${name}</name><vm id="${vm.id}"/></template>`
          : JSON.stringify({ name, vm: { id: vm.id } }),
      )
      simulator.advance(600_000)
      return { id: await idAt('/templates', 'template', name), name, vm }
    },
    /** A snapshot of a VM. */
    async snapshot(vm: { id: string }) {
      const tree = await raw(
        'POST',
        `/vms/${vm.id}/snapshots`,
        v3
          ? '<snapshot><description>before</description></snapshot>'
          : JSON.stringify({ description: 'before' }),
      )
      simulator.advance(600_000)
      return String(at(tree, 'id'))
    },
    /** Everything as a watcher knows it. */
    known: (): Promise<KnownInventory> => knownOf(connection),
    /** Runs an order of one copy. */
    async clone(order: CloneOrder, intent: string = crypto.randomUUID()) {
      const progress: CloneProgress[] = []
      const end: CloneEnd = await cloning.run({ order, intent }, (one) => progress.push(one), signal)
      return { end, progress }
    },
  }
}

export type CloningEngine = Awaited<ReturnType<typeof cloningEngine>>

export function cloningOf(connection: Connection): Cloning {
  if (connection.cloning === undefined) throw new Error('this connection makes no copies')
  return connection.cloning
}

/** Reads the inventory once. */
async function knownOf(connection: Connection): Promise<KnownInventory> {
  const sink = new RecordingSink()
  const ending = new AbortController()
  const watched = connection.watch(sink, ending.signal)
  await sink.until('complete', () => sink.completions > 0, 10_000)
  ending.abort()
  await watched
  return { get: (id) => sink.rows.get(id), rows: () => sink.rows.values() }
}

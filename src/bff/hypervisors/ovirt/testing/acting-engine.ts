import type { VmAction } from '../../../../contract/actions/vm-action.ts'
import type { VmDetail } from '../../../../contract/vm.ts'
import { createOvirtSimulator } from '../../../../simulators/ovirt/ovirt-simulator.ts'
import { demoAccount } from '../../../../simulators/world/options.ts'
import type { ActionEnd, Actions, Progress } from '../../action-port.ts'
import type { AdapterOptions, Clock } from '../../port.ts'
import { silentLog } from '../../recording-sink.ts'
import { createOvirt } from '../ovirt.ts'
import { asList, at } from '../transport/tree.ts'
import { parseXml } from '../transport/xml.ts'

const startAt = Date.UTC(2026, 0, 15, 9)
/** Traits with which a VM is free to do everything. */
const harmless: readonly string[] = ['next-run', 'cold-merge']
/** Longer waits are limits of requests, which nothing here comes to. */
const limitsFrom = 20_000

export interface Acted {
  end: ActionEnd
  progress: Progress[]
}

/**
 * A quiet simulated engine with an adapter in its time: a wait of the adapter lets the same time pass in the engine, at
 * once, so that hours are followed in a moment.
 */
export async function actingEngine(version: '4.5' | '3.4') {
  const dialect = version === '4.5' ? 'v4' : 'v3'
  const simulator = createOvirtSimulator({ id: 'sim', seed: 'test', estate: 'small', startAt, version })
  simulator.upstream.quiet(true)
  let now = startAt
  let loses = false
  let disturb = (): void => {}
  const clock: Clock = {
    now: () => now,
    sleep: async (ms, signal) => {
      if (ms >= limitsFrom) {
        await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
      }
      // Others get their turn, too.
      await new Promise((resolve) => setTimeout(resolve, 0))
      signal?.throwIfAborted()
      now += ms
      simulator.advance(ms)
    },
  }
  const sent: { method: string; path: string; body: string; correlation: string | null }[] = []
  const options: AdapterOptions = {
    system: { id: 'sim', name: 'sim', kind: 'ovirt', url: `https://${simulator.host}`, dialect },
    send: async (request) => {
      if (request.method !== 'GET') {
        const { pathname, search } = new URL(request.url)
        sent.push({
          method: request.method,
          path: pathname + search,
          body: await request.clone().text(),
          correlation: request.headers.get('correlation-id'),
        })
      }
      if (request.method !== 'GET') disturb()
      const lost = loses && request.method !== 'GET'
      const reply = await simulator.fetch(request)
      if (lost) throw new Error('the line went dead')
      return reply
    },
    clock,
    log: silentLog,
  }
  const hypervisor = createOvirt(options)
  const { signal } = new AbortController()
  const connection = hypervisor.connect(await hypervisor.signIn(demoAccount, signal))
  const { actions } = connection
  if (actions === undefined) throw new Error('no actions')
  let intents = 0
  const intentOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
  sent.length = 0

  const run = async (vm: string, action: VmAction): Promise<Acted> => {
    intents += 1
    const progress: Progress[] = []
    const request = { vm, action, intent: intentOf(intents) }
    const end = await actions.run(request, (one) => progress.push(one), signal)
    return { end, progress }
  }
  return {
    simulator,
    upstream: simulator.upstream,
    connection,
    actions: actions satisfies Actions,
    signal,
    clock,
    sent,
    run,
    /** The id of a storage domain, by its name. */
    async domain(name: string) {
      const type = dialect === 'v4' ? 'application/json' : 'application/xml'
      const account = btoa(`${demoAccount.userName}:${demoAccount.password}`)
      const headers = { authorization: `Basic ${account}`, accept: type }
      const base = `https://${simulator.host}/ovirt-engine/api`
      const reply = await simulator.fetch(new Request(`${base}/storagedomains`, { headers }))
      const text = await reply.text()
      const all = dialect === 'v3' ? parseXml(text).tree : JSON.parse(text)
      const found = asList(at(all, 'storage_domain')).find((one) => at(one, 'name') === name)
      return String(at(found, 'id'))
    },
    /** What changes something reaches the engine, but its answers get lost. */
    loseAnswers() {
      loses = true
    },
    /** A session of an adapter that knows nothing of what was done before. */
    async restarted() {
      const fresh = createOvirt(options)
      return fresh.connect(await fresh.signIn(demoAccount, signal))
    },
    /** Does something upstream right before each request that changes something arrives. */
    beforeWrite(change: () => void) {
      disturb = change
    },
    lastIntent: () => intentOf(intents),
    /** A VM that is free to do everything, in this state. */
    async fit(
      status: Parameters<typeof simulator.upstream.setStatus>[1] = 'down',
      suits: (detail: VmDetail) => boolean = () => true,
      windows = false,
    ) {
      for (const { id, name } of simulator.upstream.vms()) {
        const detail = await connection.vm(id, signal)
        if (detail.snapshots.length > 0 || detail.vm.kind !== 'vm') continue
        if ((detail.vm.traits ?? []).some((trait) => !harmless.includes(trait))) continue
        if ((detail.vm.os?.includes('Windows') === true) !== windows || !suits(detail)) continue
        simulator.upstream.setStatus(name, status)
        simulator.upstream.setAgent(name, true)
        const read = async () => (await connection.vm(id, signal)).vm
        const state = async () => {
          const row = await read()
          return row.status
        }
        return { id, name, read, state }
      }
      throw new Error('no VM fits')
    },
  }
}

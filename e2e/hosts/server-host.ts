import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { createDemoEstate } from '../../src/simulators/demo-estate.ts'
import { demoAccount } from '../../src/simulators/world/options.ts'
import type { Simulator } from '../../src/simulators/world/simulator.ts'
import { startGantry } from './gantry-process.ts'
import type { History, Host, Orders } from './host.ts'

/** The production server as a process of its own, over simulators that are reached by HTTP. */
export async function startServerHost(history: History): Promise<Host> {
  const estate = createDemoEstate({ seed: 'e2e', estate: 'small', history, startAt: Date.now() })
  for (const { simulator } of estate.systems) {
    // What happens in them is what a journey orders; systems that live by themselves are those of the demo page.
    orderOf(simulator, 'quiet')?.(true)
    // Their hosts have names that nobody resolves, and no servers of their own.
    orderOf(simulator, 'carryFiles')?.('itself')
  }
  const folder = await mkdtemp(join(tmpdir(), 'gantry-e2e-'))
  const listeners = await Promise.all(estate.systems.map(({ simulator }) => listen(simulator)))
  const systems = estate.systems.map(({ id, name, kind }, index) => ({
    id,
    name,
    kind,
    url: `http://127.0.0.1:${listeners[index]?.port}`,
  }))
  const config = join(folder, 'gantry.json')
  await writeFile(config, JSON.stringify({ systems }))
  const environment = {
    GANTRY_CONFIG: config,
    GANTRY_SECRET: 'a secret of the journeys, and of nothing else',
  }
  const first = await startGantry(environment)
  const { url } = first
  let { server, said } = first
  const stop = async () => {
    const gone = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGTERM')
    await gone
  }
  const simulatorOf = (id: string): Simulator => {
    const found = estate.systems.find((system) => system.id === id)
    if (found === undefined) throw new Error(`no system ${id}`)
    return found.simulator
  }
  return {
    kind: 'server',
    url,
    at: (path) => url + path.replace(/^\//, ''),
    control: () => ({
      async upstream(system, method, ...args) {
        const { upstream } = simulatorOf(system)
        // A method picked by name takes and gives what its own signature says.
        const call = upstream[method] as (
          ...values: typeof args
        ) => ReturnType<(typeof upstream)[typeof method]>
        return call.apply(upstream, args)
      },
      async order(system, method, ...args) {
        const call = orderOf(simulatorOf(system), method)
        if (call === undefined) throw new Error(`${system} knows no order ${method}`)
        // What an order gives back, its own signature says.
        return call(...args) as never
      },
      fault: async (system, rule) => simulatorOf(system).faults.add(rule),
      heal: async (system) => simulatorOf(system).faults.clear(),
      restart: async (system) => simulatorOf(system).restart(),
      advance: async (ms) => estate.advance(ms),
      // It never passes by itself here.
      holdTime: async () => {},
    }),
    async signIn(page) {
      const headers = { 'x-gantry': '1', 'sec-fetch-site': 'same-origin' }
      await Promise.all(
        systems.map(async ({ id }) => {
          const path = `${url}api/systems/${id}/session`
          const reply = await page.request.post(path, { data: demoAccount, headers, maxRetries: 1 })
          if (!reply.ok()) throw new Error(`${id} did not sign in: ${await reply.text()}`)
        }),
      )
    },
    server: {
      stop,
      async start() {
        const again = await startGantry({ ...environment, PORT: new URL(url).port })
        server = again.server
        said = again.said
      },
      log: () => said(),
    },
    async close() {
      await stop()
      for (const listener of listeners) listener.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** An order by its name, where this kind of system can be told so. */
function orderOf(simulator: Simulator, method: keyof Orders): ((...args: unknown[]) => unknown) | undefined {
  const order: unknown = Reflect.get(simulator.upstream, method)
  return typeof order === 'function' ? (...args) => order.apply(simulator.upstream, args) : undefined
}

async function listen(simulator: Simulator): Promise<{ port: number; close(): void }> {
  const server = createAdaptorServer({
    async fetch(request, env) {
      try {
        return await simulator.fetch(request)
      } catch {
        // A refused connection has no status: the socket just closes.
        env.outgoing.destroy()
        return RESPONSE_ALREADY_SENT
      }
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A listening TCP server has an AddressInfo, never a pipe name.
  const { port } = server.address() as AddressInfo
  return {
    port,
    close() {
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
    },
  }
}

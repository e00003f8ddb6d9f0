import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import type { FaultRule } from '../../src/simulators/world/simulator.ts'
import type { Host } from './host.ts'

/** The demo build on a file server that knows nothing, in a subfolder. */
export async function startDemoHost(): Promise<Host> {
  const app = new Hono()
  const root = join(import.meta.dirname, '../../dist/demo')
  app.use('/console/*', serveStatic({ root, rewriteRequestPath: (path) => path.replace(/^\/console/, '') }))
  const server = createAdaptorServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A listening TCP server has an AddressInfo, never a pipe name.
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/console/`
  return {
    kind: 'demo',
    url,
    at: (path) => `${url}?seed=e2e&estate=small#/${path.replace(/^\//, '')}`,
    control: (page) => ({
      upstream: (system, method, ...args) =>
        page.evaluate(
          ([id, name, values]) => {
            const upstream = window.gantryDemo?.systems.find((found) => found.id === id)?.simulator.upstream
            if (upstream === undefined) throw new Error(`no system ${id}`)
            // A method picked by name takes what its own signature says; the caller's types checked it.
            return (upstream[name] as (...given: unknown[]) => never)(...values)
          },
          [system, method, args] as const,
        ),
      fault: (system, rule) =>
        page.evaluate(
          ([id, given]) =>
            window.gantryDemo?.systems.find((found) => found.id === id)?.simulator.faults.add(given),
          [system, rule] as [string, FaultRule],
        ),
      heal: (system) =>
        page.evaluate(
          (id) => window.gantryDemo?.systems.find((found) => found.id === id)?.simulator.faults.clear(),
          system,
        ),
      restart: (system) =>
        page.evaluate(
          (id) => window.gantryDemo?.systems.find((found) => found.id === id)?.simulator.restart(),
          system,
        ),
      advance: (ms) => page.evaluate((by) => window.gantryDemo?.advance(by), ms),
    }),
    async close() {
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
    },
  }
}

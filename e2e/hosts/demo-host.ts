import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Page } from '@playwright/test'
import { Hono } from 'hono'
import type { Control, History, Host } from './host.ts'

/** The demo build on a file server that knows nothing, in a subfolder. */
export async function startDemoHost(history: History): Promise<Host> {
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
    at: (path) => `${url}?seed=e2e&estate=small&history=${history}#/${path.replace(/^\//, '')}`,
    control: (page) => controlOf(page),
    async close() {
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
    },
  }
}

function controlOf(page: Page): Control {
  /** The demo is there some time after the page has loaded. */
  const ready = () => page.waitForFunction(() => window.gantryDemo !== undefined)
  const simulatorOf = async (id: string) => {
    await ready()
    return page.evaluateHandle((wanted) => {
      const found = window.gantryDemo?.systems.find((system) => system.id === wanted)
      if (found === undefined) throw new Error(`no system ${wanted}`)
      return found.simulator
    }, id)
  }
  return {
    async upstream(system, method, ...args) {
      const simulator = await simulatorOf(system)
      return simulator.evaluate(
        // A method picked by name takes what its own signature says; the caller's types checked it.
        ({ upstream }, [name, values]) => (upstream[name] as (...given: unknown[]) => never)(...values),
        [method, args] as const,
      )
    },
    async order(system, method, ...args) {
      const simulator = await simulatorOf(system)
      return simulator.evaluate(
        (remote, text) => {
          // As text, for the types of all orders at once are too much to follow.
          const [name, ...values] = JSON.parse(text) as [string, ...unknown[]]
          // What an order gives back, its own signature says.
          return remote.order(name, ...values) as Promise<never>
        },
        JSON.stringify([method, ...args]),
      )
    },
    fault: async (system, rule) =>
      (await simulatorOf(system)).evaluate(({ faults }, given) => faults.add(given), rule),
    heal: async (system) => (await simulatorOf(system)).evaluate(({ faults }) => faults.clear()),
    restart: async (system) => (await simulatorOf(system)).evaluate((simulator) => simulator.restart()),
    async advance(ms) {
      await ready()
      await page.evaluate((by) => window.gantryDemo?.advance(by), ms)
    },
    async holdTime() {
      await ready()
      await page.evaluate(() => window.gantryDemo?.time.pause())
    },
  }
}

import type { BffOptions } from '../../bff/host.ts'

const tickMs = 1_000

export interface DemoSystems {
  systems: BffOptions['systems']
  account: { userName: string; password: string }
  /** Stops simulated time. */
  stop(): void
}

/**
 * The four simulated systems, called in this process; their time runs with real time. Loaded only when
 * nothing is configured: a production server holds no simulator.
 */
export async function startDemoSystems(options: {
  seed: string
  estate: 'small' | 'large' | 'max'
}): Promise<DemoSystems> {
  const { createDemoEstate } = await import('../../simulators/demo-estate.ts')
  const { simulatedPeer } = await import('../../simulators/world/simulated-peer.ts')
  const { demoAccount } = await import('../../simulators/world/options.ts')
  const estate = createDemoEstate({ ...options, startAt: Date.now() })
  const timer = setInterval(() => estate.advance(tickMs), tickMs)
  timer.unref()
  return {
    systems: estate.systems.map(({ id, name, kind, url, simulator }) => ({
      config: { id, name, kind, url },
      send: (request) => simulator.fetch(request),
      sendTo: (peer) => simulatedPeer(simulator, peer),
      warnings: [],
    })),
    account: { ...demoAccount },
    stop: () => clearInterval(timer),
  }
}

import type { SimulatorOptions } from '../world/options.ts'
import { Random } from '../world/random.ts'
import { FaultRules, type Simulator, withFaults } from '../world/simulator.ts'
import { EngineHandler } from './api/handler.ts'
import { Sessions } from './api/sessions.ts'
import type { OvirtUpstream } from './engine/controls.ts'
import { Engine } from './engine/engine.ts'
import { upstreamOf } from './engine/upstream.ts'
import type { OvirtVersion } from './estate/look.ts'

/** A simulated engine, with more to order than other systems have. */
export interface OvirtSimulator extends Simulator {
  readonly upstream: OvirtUpstream
}

/**
 * A simulated engine: `4.5` speaks v4 in JSON and XML below `/ovirt-engine/api`, `3.4` speaks v3 in XML below `/api`
 * and `/ovirt-engine/api`. Pure fetch, no clock of its own: time stands until `advance`.
 */
export function createOvirtSimulator(options: SimulatorOptions & { version: OvirtVersion }): OvirtSimulator {
  const engine = new Engine(options)
  const sessions = new Sessions(engine, new Random(`${options.seed}/${options.id}/sessions`))
  const handler = new EngineHandler(engine, sessions)
  const faults = new FaultRules()
  return {
    host: `${options.id}.gantry.example`,
    faults,
    upstream: upstreamOf(engine),
    fetch: (request) =>
      withFaults(
        faults,
        request,
        (victim) => sessions.drop(victim),
        (allowed) => handler.handle(allowed),
      ),
    advance: (ms) => engine.timeline.advance(ms),
    restart() {
      sessions.clear()
      engine.say(1, 'Starting oVirt Engine.')
    },
  }
}

import type { Simulator } from './simulator.ts'

/** What a client knows of a server before it connects. */
interface Known {
  origin: string
  trust: { by: string; fingerprint?: string }
}

/** Sends to a server of a simulated system, as a network and TLS would: a wrong name or certificate ends it first. */
export function simulatedPeer(
  simulator: Simulator,
  { origin, trust }: Known,
): (request: Request) => Promise<Response> {
  const { hostname } = new URL(origin)
  return async (request) => {
    const peer = simulator.peer?.(hostname)
    if (peer === undefined || peer.state === 'unknown-name')
      throw new TypeError(`The name ${hostname} cannot be resolved.`)
    if (peer.state === 'refuses') throw new TypeError(`${hostname} refuses connections.`)
    if (trust.by !== 'sha1' || trust.fingerprint !== peer.sha1) {
      throw new TypeError(
        `${hostname} shows another certificate than its own system knows of. Its SHA-1 fingerprint is ${peer.sha1}.`,
      )
    }
    return await simulator.fetch(request)
  }
}

import { X509Certificate } from 'node:crypto'
import type { BffSystem } from '../bff/host.ts'
import type { Peer, Send } from '../bff/hypervisors/port.ts'
import type { LoadedSystem } from './config/load-config.ts'
import { type Channel, createChannel } from './net/node-send.ts'
import type { Trust } from './net/tls-trust.ts'

export interface RealSystems {
  systems: BffSystem[]
  close(): Promise<void>
}

/** The configured systems with their own connections, and what an admin must know about them. */
export function openSystems(loaded: readonly LoadedSystem[]): RealSystems {
  const channels: Channel[] = []
  const peers = new Peers()
  const systems = loaded.map((system): BffSystem => {
    const channel = createChannel(system.url, trustOf(system))
    channels.push(channel)
    const { id, name, kind, url, dialect } = system
    return {
      config: { id, name, kind, url: url.replace(/\/+$/, ''), ...(dialect === undefined ? {} : { dialect }) },
      send: channel.send,
      sendTo: peers.to,
      warnings: warningsOf(system),
    }
  })
  return {
    systems,
    close: async () => {
      await Promise.all([...channels, ...peers.channels()].map((channel) => channel.close()))
    },
  }
}

/** Channels to servers that systems name as their own, one for each of them and what is known of its certificate. */
class Peers {
  private readonly open = new Map<string, Channel>()

  readonly to = ({ origin, address, trust }: Peer): Send => {
    const pinned: Trust =
      trust.by === 'certificate'
        ? { by: 'sha256', fingerprint: new X509Certificate(trust.pem).fingerprint256 }
        : trust
    const key = JSON.stringify([origin, address, pinned])
    let channel = this.open.get(key)
    if (channel === undefined) {
      channel = createChannel(origin, pinned, address)
      this.open.set(key, channel)
    }
    return channel.send
  }

  channels(): Iterable<Channel> {
    return this.open.values()
  }
}

function trustOf({ tls, ca }: LoadedSystem): Trust {
  if (tls?.verify === false) return { by: 'nothing' }
  if (tls?.sha256 !== undefined) return { by: 'sha256', fingerprint: tls.sha256 }
  if (ca !== undefined) return { by: 'ca', pem: ca }
  return { by: 'public-roots' }
}

function warningsOf({ url, tls }: LoadedSystem): string[] {
  if (url.startsWith('http:')) {
    return ['This system is reached without TLS: passwords travel in clear text.']
  }
  if (tls?.verify === false) {
    return [
      'The certificate of this system is not checked (tls.verify is false): anybody on the way can read passwords.',
    ]
  }
  return []
}

import { Fault, toFault } from '../../../../contract/fault.ts'
import type { Peer } from '../../port.ts'
import type { Line } from '../transport/line.ts'
import type { Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { createContainerView, destroy, retrieve, throughView } from '../wire/property-collector.ts'
import { at, list, str } from '../wire/read.ts'
import type { ServiceContent } from '../wire/service-content.ts'

const hostPaths = ['name', 'summary.config.sslThumbprint', 'config.virtualNicManagerInfo.netConfig']
/** Hosts are added seldom; a name that is not among them is looked for again. */
const goodForMs = 5 * 60_000

/** What vCenter knows of one of its hosts. */
interface KnownHost {
  name: string
  fingerprint: string | undefined
  address: string | undefined
}

/**
 * Carries files of guests: vCenter names the host that a VM runs on, and only hosts of its own inventory are spoken to, each
 * trusted by the fingerprint that vCenter has of it.
 */
export class HostFiles {
  private readonly vim: VimClient
  private readonly content: (signal: AbortSignal) => Promise<ServiceContent>
  private known: { hosts: Map<string, KnownHost>; at: number } | undefined

  constructor(vim: VimClient, content: (signal: AbortSignal) => Promise<ServiceContent>) {
    this.vim = vim
    this.content = content
  }

  private get line(): Line {
    return this.vim.line
  }

  /** Sends a transfer to where its address points. Throws `unavailable`, `forbidden`. */
  async send(url: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    const target = new URL(url)
    // QUIRK(ESXi): an asterisk stands for the server that was called.
    if (target.hostname === '*' || /^https?:\/\/\*/.test(url)) {
      const own = new URL(`${target.pathname}${target.search}`, this.line.base)
      return checked(await this.line.send(new Request(own, { ...init, signal })), own.hostname)
    }
    const host = await this.need(target.hostname, signal)
    const send = this.to(target.origin, host)
    try {
      return checked(await send(new Request(target, { ...init, signal })), host.name)
    } catch (error) {
      if (error instanceof Fault && error.kind === 'protocol') throw error
      throw unreachable(host.name, error)
    }
  }

  /** `true` when the host answers at all, or why not. Its name is tried first, then the address of its management card. */
  async reach(name: string, signal: AbortSignal): Promise<true | string> {
    try {
      const host = await this.need(name, signal)
      const response = await this.to(
        `https://${host.name}`,
        host,
      )(new Request(`https://${host.name}/`, { signal }))
      await response.body?.cancel()
      return true
    } catch (error) {
      return toFault(error).info.message
    }
  }

  private to(origin: string, host: KnownHost): (request: Request) => Promise<Response> {
    const { sendTo } = this.line
    if (sendTo === undefined)
      throw new Fault({ kind: 'unsupported', message: 'This Gantry does not speak to hosts of systems.' })
    if (host.fingerprint === undefined)
      throw new Fault({
        kind: 'unavailable',
        message: `vCenter does not say which certificate ${host.name} shows, so that it cannot be trusted.`,
      })
    const trust: Peer['trust'] = {
      // 20 bytes in hex with colons are SHA-1, 32 are SHA-256.
      by: host.fingerprint.length > 60 ? 'sha256' : 'sha1',
      fingerprint: host.fingerprint,
    }
    const byName = sendTo({ origin, trust })
    const { address } = host
    if (address === undefined) return byName
    return async (request) => {
      // A body can be read once only: then the name has to do.
      if (request.body !== null) return byName(request)
      try {
        return await byName(request.clone())
      } catch (error) {
        if (toFault(error).info.code !== 'ENOTFOUND') throw error
        return sendTo({ origin, address, trust })(request)
      }
    }
  }

  /** Throws `forbidden` for a name that is no host of this vCenter. */
  private async need(name: string, signal: AbortSignal): Promise<KnownHost> {
    const fresh = this.known !== undefined && this.line.clock.now() - this.known.at < goodForMs
    const hosts = fresh && this.known !== undefined ? this.known.hosts : await this.read(signal)
    const host = hosts.get(name.toLowerCase())
    if (host !== undefined) return host
    throw new Fault({
      kind: 'forbidden',
      code: 'NOT_A_HOST',
      message: `vCenter sends this file to ${name}, which is no host of its inventory. Nothing was sent there.`,
    })
  }

  private async read(signal: AbortSignal): Promise<Map<string, KnownHost>> {
    const { viewManager, rootFolder, propertyCollector } = await this.content(signal)
    const view: Ref = await createContainerView(this.vim, viewManager, rootFolder, ['HostSystem'], { signal })
    try {
      const found = await retrieve(
        this.vim,
        propertyCollector,
        { HostSystem: hostPaths },
        [{ obj: view, skip: true, select: [throughView] }],
        { signal },
      )
      const hosts = new Map<string, KnownHost>()
      for (const { props } of found) {
        const name = str(props.name)
        if (name === undefined) continue
        const fingerprint = str(props['summary.config.sslThumbprint'])
        hosts.set(name.toLowerCase(), { name, fingerprint, address: managementAddress(props) })
      }
      this.known = { hosts, at: this.line.clock.now() }
      return hosts
    } finally {
      await destroy(this.vim, 'DestroyView', view, { signal })
    }
  }
}

function managementAddress(props: Record<string, unknown>): string | undefined {
  const card = list(props['config.virtualNicManagerInfo.netConfig']).find(
    (config) => str(at(config, 'nicType')) === 'management',
  )
  return list(at(card, 'candidateVnic')).flatMap((vnic) => str(at(vnic, 'spec', 'ip', 'ipAddress')) ?? [])[0]
}

function checked(response: Response, host: string): Response {
  if (response.ok) return response
  void response.body?.cancel()
  throw new Fault({
    kind: 'protocol',
    code: String(response.status),
    message: `${host} answered the transfer with HTTP ${response.status}. Its address is good once only, and dies when the VM moves or is powered off.`,
    advice: 'Try again.',
  })
}

function unreachable(host: string, error: unknown): Fault {
  const { message } = toFault(error).info
  return new Fault(
    {
      kind: 'unavailable',
      code: 'HOST_UNREACHABLE',
      message: `The file cannot be fetched from the host ${host}: ${message}`,
      advice: `The Gantry server needs to resolve ${host}, to reach its port 443, and to see the certificate that vCenter knows.`,
    },
    { cause: error },
  )
}

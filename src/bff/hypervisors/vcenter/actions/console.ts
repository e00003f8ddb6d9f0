import { Fault } from '../../../../contract/fault.ts'
import type { ConsoleOptions, ConsoleTicket } from '../../../../contract/vm.ts'
import type { CallOptions } from '../transport/line.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { compact, get, num, str } from '../wire/read.ts'
import type { ServiceContent } from '../wire/service-content.ts'

/** A ticket for the browser's console (`webmks`), or a link for VMware Remote Console. Throws `unsupported` for others. */
export async function consoleTicket(
  vim: VimClient,
  content: ServiceContent,
  vm: string,
  { kind }: ConsoleOptions,
  options: CallOptions,
): Promise<ConsoleTicket> {
  const { system, base } = vim.line
  if (kind === 'webmks') {
    const target = { type: 'VirtualMachine', value: vm }
    const reply = await vim.call(target, 'AcquireTicket', { ticketType: 'webmks' }, options)
    const ticket = str(get(reply, 'ticket'))
    if (ticket === undefined) throw withoutTicket(system.id)
    // Without a host in the ticket vCenter itself passes the console on.
    const address = str(get(reply, 'host')) ?? new URL(base).hostname
    const port = num(get(reply, 'port')) ?? 443
    const url = str(get(reply, 'url')) ?? `wss://${address}:${port}/ticket/${ticket}`
    return { kind, value: ticket, address, tlsPort: port, url }
  }
  if (kind === 'vmrc') {
    const ticket = str(await vim.call(content.sessionManager, 'AcquireCloneTicket', {}, options))
    if (ticket === undefined) throw withoutTicket(system.id)
    const { host, hostname } = new URL(base)
    const url = `vmrc://clone:${ticket}@${host}/?moid=${encodeURIComponent(vm)}`
    return compact({ kind, value: ticket, address: hostname, url })
  }
  throw new Fault({
    kind: 'unsupported',
    system: system.id,
    message: 'vCenter opens consoles by WebMKS and VMware Remote Console only.',
  })
}

function withoutTicket(system: string): Fault {
  return new Fault({ kind: 'protocol', system, message: 'vCenter answered without a ticket.' })
}

import type { GuestSetup } from '../estate/model.ts'
import type { RequestBody } from '../wire/body.ts'
import { EngineFault } from './engine-fault.ts'
import { flag } from './wants.ts'

const words = (text: string | undefined) => (text ?? '').split(/[\s,]+/).filter((word) => word !== '')
const lines = (text: string | undefined) =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

const protocols = ['none', 'static', 'dhcp', 'autoconf', 'poly_dhcp_autoconf']

/** What an `initialization` element asks for, in the flat form (v4, 3.4) or with `cloud_init` inside (3.x). */
export function readSetup(body: RequestBody, by: GuestSetup['by']): GuestSetup {
  const nested = body.part('cloud_init')
  return nested === undefined ? flat(body, by) : cloudInit(body, nested)
}

function flat(body: RequestBody, by: GuestSetup['by']): GuestSetup {
  const password = body.text('root_password')
  const name = body.text('user_name') ?? (password === undefined ? undefined : 'root')
  return {
    by,
    hostName: body.text('host_name'),
    timezone: body.text('timezone'),
    users: name === undefined ? [] : [{ name, password }],
    sshKeys: lines(body.text('authorized_ssh_keys')),
    nics: body.list('nic_configurations.nic_configuration').map((nic) => card(nic, 'ip')),
    dnsServers: words(body.text('dns_servers')),
    dnsSearch: words(body.text('dns_search')),
    customScript: body.text('custom_script'),
  }
}

/** QUIRK(rhev 3.x): all in lists of elements; only the custom script stands outside of `cloud_init`. */
function cloudInit(outer: RequestBody, body: RequestBody): GuestSetup {
  const addresses = (path: string) => body.list(path).flatMap((host) => words(host.text('address')))
  const files = body.list('files.file').flatMap((file) => file.text('content') ?? [])
  return {
    by: 'cloud-init',
    hostName: body.text('host.address'),
    timezone: body.text('timezone'),
    users: body
      .list('users.user')
      .map((user) => ({ name: user.text('user_name') ?? 'root', password: user.text('password') })),
    sshKeys: body.list('authorized_keys.authorized_key').flatMap((key) => lines(key.text('key'))),
    nics: body.list('network_configuration.nics.nic').map((nic) => card(nic, 'network.ip')),
    dnsServers: addresses('network_configuration.dns.servers.host'),
    dnsSearch: addresses('network_configuration.dns.search_domains.host'),
    customScript: outer.text('custom_script') ?? body.text('custom_script') ?? files[0],
  }
}

function card(body: RequestBody, ip: string): GuestSetup['nics'][number] {
  const protocol = (body.text('boot_protocol') ?? 'none').toLowerCase()
  if (!protocols.includes(protocol)) {
    throw new EngineFault(400, 'Invalid value', `${protocol} is not a member of BootProtocol`)
  }
  return {
    name: body.text('name') ?? '',
    onBoot: flag(body, 'on_boot') ?? false,
    protocol,
    address: body.text(`${ip}.address`),
    netmask: body.text(`${ip}.netmask`),
    gateway: body.text(`${ip}.gateway`),
  }
}

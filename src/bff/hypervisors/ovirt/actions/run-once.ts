import type { CloudInit, RunOnce, Sysprep } from '../../../../contract/actions/vm-action.ts'
import { Fault } from '../../../../contract/fault.ts'
import type { Dialect } from '../../../../contract/system.ts'
import type { Body } from '../wire/write.ts'
import { atLeast, type Release } from './release.ts'

/** Body of a start with settings for this run only. `stateless` is what is stored. */
export function runOnceBody(dialect: Dialect, release: Release, options: RunOnce, stateless: boolean): Body {
  const v3 = dialect === 'v3'
  const { boot, cd, floppy, hostId, domain, display, cloudInit, sysprep } = options
  if (!atLeast(release, 3, 4)) refuseNewer(options)
  const os: Body = {
    boot:
      boot === undefined || boot.length === 0
        ? undefined
        : v3
          ? boot.map((device) => ({ '@dev': device }))
          : { devices: { device: boot } },
    kernel: some(options.kernel),
    initrd: some(options.initrd),
    cmdline: some(options.commandLine),
  }
  const host: Body = { id: hostId }
  // QUIRK(ovirt 4.x, 3.5+): without a flag inline data are ignored (fact sheet §5.2); 3.4 has none and uses what is there.
  const flags = !v3 || atLeast(release, 3, 5)
  return {
    pause: options.pause,
    use_cloud_init: flags && cloudInit !== undefined ? true : undefined,
    use_sysprep: flags && cloudInit === undefined && sysprep !== undefined ? true : undefined,
    vm: {
      // Always there: an element `vm` is what makes it Run Once.
      stateless: options.stateless ?? stateless,
      display: display === undefined ? undefined : { type: display },
      os: Object.values(os).some((value) => value !== undefined) ? os : undefined,
      cdroms: cd === undefined || cd === '' ? undefined : { cdrom: [{ file: { id: cd } }] },
      floppies: floppy === undefined || floppy === '' ? undefined : { floppy: [{ file: { id: floppy } }] },
      placement_policy: hostId === undefined ? undefined : v3 ? { host } : { hosts: { host: [host] } },
      domain:
        domain === undefined
          ? undefined
          : {
              name: domain.name,
              user:
                some(domain.userName) === undefined
                  ? undefined
                  : { user_name: domain.userName, password: some(domain.password) },
            },
      initialization: initializationBody(dialect, options),
    },
  }
}

/** What a guest is told, as a start or the VM itself carries it. */
export function initializationBody(
  dialect: Dialect,
  { cloudInit, sysprep }: Pick<RunOnce, 'cloudInit' | 'sysprep'>,
): Body | undefined {
  if (cloudInit !== undefined) {
    return dialect === 'v3' ? nestedCloudInit(cloudInit) : flatCloudInit(cloudInit)
  }
  return sysprep === undefined ? undefined : sysprepOf(sysprep)
}

/** QUIRK(rhev up to 3.3): `initialization` holds `cloud_init` alone, and that no script that is run (fact sheet §5.2). */
function refuseNewer({ cloudInit, sysprep }: RunOnce): void {
  const refused = (field: string, what: string): Fault =>
    new Fault({ kind: 'unsupported', field, message: `${what} came with release 3.4 of the engine.` })
  if (some(cloudInit?.customScript) !== undefined) {
    throw refused('options.cloudInit.customScript', 'The script of cloud-init')
  }
  if (sysprep !== undefined) throw refused('options.sysprep', 'Sysprep through the API')
}

const some = (text: string | undefined): string | undefined => (text === '' ? undefined : text)
const words = (list: readonly string[] | undefined): string | undefined =>
  list === undefined || list.length === 0 ? undefined : list.join(' ')

function flatCloudInit(given: CloudInit): Body {
  const nics = given.nics ?? []
  return {
    host_name: some(given.hostName),
    timezone: some(given.timeZone),
    user_name: some(given.userName),
    root_password: some(given.password),
    authorized_ssh_keys: some(given.sshKeys),
    dns_servers: words(given.dnsServers),
    dns_search: words(given.dnsSearch),
    nic_configurations:
      nics.length === 0
        ? undefined
        : {
            nic_configuration: nics.map((nic) => ({
              name: nic.name,
              on_boot: nic.onBoot,
              boot_protocol: nic.protocol,
              ip:
                nic.protocol === 'static'
                  ? { address: nic.address, netmask: nic.netmask, gateway: nic.gateway }
                  : undefined,
            })),
          },
    custom_script: some(given.customScript),
  }
}

/** QUIRK(ovirt 3.x): lists of elements; the custom script stands outside of `cloud_init` (fact sheet §5.2, §12). */
function nestedCloudInit(given: CloudInit): Body {
  const user = some(given.userName) ?? 'root'
  const keys = (given.sshKeys ?? '').split('\n').flatMap((key) => some(key.trim()) ?? [])
  const nics = given.nics ?? []
  const hosts = (list: readonly string[] | undefined): Body | undefined =>
    list === undefined || list.length === 0 ? undefined : { host: list.map((address) => ({ address })) }
  const dns: Body = { servers: hosts(given.dnsServers), search_domains: hosts(given.dnsSearch) }
  const hasDns = dns.servers !== undefined || dns.search_domains !== undefined
  return {
    cloud_init: {
      host: some(given.hostName) === undefined ? undefined : { address: given.hostName },
      timezone: some(given.timeZone),
      users:
        some(given.password) === undefined && some(given.userName) === undefined
          ? undefined
          : { user: [{ user_name: user, password: some(given.password) }] },
      authorized_keys:
        keys.length === 0
          ? undefined
          : { authorized_key: keys.map((key) => ({ user: { user_name: user }, key })) },
      network_configuration:
        nics.length === 0 && !hasDns
          ? undefined
          : {
              nics:
                nics.length === 0
                  ? undefined
                  : {
                      nic: nics.map((nic) => ({
                        name: nic.name,
                        boot_protocol: nic.protocol.toUpperCase(),
                        network:
                          nic.protocol === 'static'
                            ? {
                                ip: {
                                  '@address': nic.address,
                                  '@netmask': nic.netmask,
                                  '@gateway': nic.gateway,
                                },
                              }
                            : undefined,
                        on_boot: nic.onBoot,
                      })),
                    },
              dns: hasDns ? dns : undefined,
            },
    },
    custom_script: some(given.customScript),
  }
}

function sysprepOf(given: Sysprep): Body {
  return {
    host_name: some(given.hostName),
    domain: some(given.domain),
    org_name: some(given.organization),
    timezone: some(given.timeZone),
    user_name: some(given.userName),
    root_password: some(given.password),
    custom_script: some(given.customScript),
  }
}

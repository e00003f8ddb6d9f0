import type { z } from 'zod'
import type { WireHost, wireHostNic } from '../wire/host.ts'
import type { WireCluster, WireNetwork, WireStorageDomain } from '../wire/infrastructure.ts'
import { type Fact, Facts } from './facts.ts'
import { policyOf } from './infrastructure.ts'

export function hostFacts(
  host: WireHost,
  nics: readonly z.output<typeof wireHostNic>[],
  values: ReadonlyMap<string, number>,
): Fact[] {
  const { hardware_information: hardware, summary } = host
  const facts = new Facts()
    .text('Description', host.description)
    .text('Comment', host.comment)
    .text('Address', host.address)
    .text('Kind', host.type)
    .text(
      'Operating system',
      [host.os?.type, host.os?.version].filter((part) => part !== undefined).join(' '),
    )
    .text('VDSM', host.version)
    .text('libvirt', host.libvirt_version)
    .text('SELinux', host.se_linux?.mode ?? host.selinux?.mode)
    .text('Storage pool manager', host.spm?.status.word ?? storageManager(host.storage_manager))
    .flag('Power management', host.power_management?.enabled)
    .text('Kdump', host.kdump_status)
    .flag('Update available', host.update_available)
    .flag('KSM', host.ksm?.enabled)
    .flag('Transparent huge pages', host.transparent_hugepages?.enabled)
    .bytes('Memory for new VMs', host.max_scheduling_memory)
    .text('CPU type', host.cpu?.type ?? host.cpu?.id)
    .text('Hardware family', hardware?.family)
    .text('Hardware version', hardware?.version)
    .text('Serial number', hardware?.serial_number)
    .text('Hardware UUID', hardware?.uuid)
    .text('iSCSI initiator', host.iscsi?.initiator)
    .number('VMs running', summary?.active)
    .number('VMs migrating', summary?.migrating)
    .number('VMs in all', summary?.total)
    .number('CPU load, 5 min', values.get('cpu.load.avg.5m'))
    .bytes('Swap used', values.get('swap.used'))
    .bytes('Swap', values.get('swap.total'))
  for (const nic of nics) {
    const words = [
      nic.status.word,
      nic.ip?.address,
      nic.mac?.address,
      nic.vlan?.id === undefined ? undefined : `VLAN ${nic.vlan.id}`,
      nic.mtu === undefined ? undefined : `MTU ${nic.mtu}`,
    ].filter((word) => word !== undefined)
    facts.text(`Interface ${nic.name ?? nic.id}`, words.join(', ') || 'present')
  }
  return facts.list
}

/** v3 says `true`; v4 says `spm`, `contending` or `none`. */
function storageManager(value: string | undefined): string | undefined {
  return value === 'true' ? 'spm' : value === 'false' ? 'none' : value
}

export function clusterFacts(cluster: WireCluster, policyNames: ReadonlyMap<string, string>): Fact[] {
  const { memory_policy: memory } = cluster
  return new Facts()
    .text('Description', cluster.description)
    .text('Comment', cluster.comment)
    .text('Compatibility version', cluster.version)
    .text('CPU type', cluster.cpu?.type ?? cluster.cpu?.id)
    .text('CPU architecture', cluster.cpu?.architecture)
    .text('Scheduling policy', policyOf(cluster, policyNames))
    .flag('Fencing', cluster.fencing_policy?.enabled)
    .text('When a host fails', cluster.error_handling?.on_error?.replaceAll('_', ' '))
    .number('Memory over-commit', memory?.over_commit?.percent ?? memory?.overcommit?.percent, ' %')
    .flag('Memory ballooning', cluster.ballooning_enabled)
    .flag('KSM', cluster.ksm?.enabled)
    .flag('Count threads as cores', cluster.threads_as_cores)
    .flag('Runs VMs', cluster.virt_service)
    .flag('Runs Gluster', cluster.gluster_service)
    .text('Switch', cluster.switch_type)
    .text('Firmware', cluster.bios_type?.replaceAll('_', ' ')).list
}

export function storageFacts(domain: WireStorageDomain): Fact[] {
  const { storage } = domain
  const units = storage?.volume_group?.logical_units ?? []
  return new Facts()
    .text('Description', domain.description)
    .text('Comment', domain.comment)
    .text('Role', domain.type)
    .text('Storage type', storage?.type)
    .flag('Master', domain.master)
    .text('Format', domain.storage_format)
    .text('Address', storage?.address)
    .text('Path', storage?.path)
    .text('NFS version', storage?.nfs_version)
    .text('File system', storage?.vfs_type)
    .text('Volume group', storage?.volume_group?.id)
    .text('LUNs', units.map((unit) => unit.id ?? '?').join(', '))
    .bytes('Committed to disks', domain.committed)
    .number('Warns below', domain.warning_low_space_indicator, ' % free')
    .number('Blocks below', domain.critical_space_action_blocker, ' GiB free')
    .flag('Wipe after delete', domain.wipe_after_delete)
    .flag('Backup domain', domain.backup).list
}

export function networkFacts(network: WireNetwork, profiles: readonly string[]): Fact[] {
  return new Facts()
    .text('Description', network.description)
    .text('Comment', network.comment)
    .text('VLAN', network.vlan?.id === undefined ? 'none' : String(network.vlan.id))
    .text('MTU', network.mtu === undefined || network.mtu === 0 ? 'default' : String(network.mtu))
    .flag('STP', network.stp)
    .text('Used for', network.usages.join(', '))
    .text('vNIC profiles', profiles.join(', ')).list
}

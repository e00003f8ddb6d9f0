import type { WireTemplate, WireVm } from '../wire/machine.ts'
import { type Fact, Facts } from './facts.ts'
import { vmStatus } from './machine.ts'
import { osName } from './os-names.ts'
import { isRunning, spoken } from './states.ts'

/** What VMs and templates both say beyond their row. */
function machineFacts(machine: WireVm | WireTemplate): Facts {
  const { cpu, memory_policy: policy, high_availability: ha, os } = machine
  const topology = cpu?.topology
  return new Facts()
    .text('Comment', machine.comment)
    .text(
      'Configured operating system',
      os?.type === undefined ? undefined : `${osName(os.type)} (${os.type})`,
    )
    .text('Boot order', os?.boot.join(', '))
    .text('Kernel command line', os?.cmdline)
    .text('Optimised for', machine.type === undefined ? undefined : spoken(machine.type))
    .text('CPU architecture', cpu?.architecture)
    .text(
      'CPU topology',
      topology === undefined
        ? undefined
        : `${topology.sockets ?? 1} × ${topology.cores ?? 1} × ${topology.threads ?? 1} (sockets × cores × threads)`,
    )
    .text('CPU mode', cpu?.mode)
    .number('CPU shares', machine.cpu_shares === 0 ? undefined : machine.cpu_shares)
    .bytes('Guaranteed memory', policy?.guaranteed)
    .bytes('Maximum memory', policy?.max)
    .flag('Memory ballooning', policy?.ballooning)
    .text(
      'High availability',
      ha?.enabled === undefined ? undefined : ha.enabled ? `yes, priority ${ha.priority ?? 1}` : 'no',
    )
    .flag('Delete protection', machine.delete_protected)
    .flag('Stateless', machine.stateless)
    .flag('Starts paused', machine.start_paused)
    .text('Firmware', machine.bios?.type === undefined ? undefined : spoken(machine.bios.type))
    .number('I/O threads', machine.io?.threads)
    .flag('USB', machine.usb?.enabled)
    .text('Display', machine.display?.type)
    .number('Monitors', machine.display?.monitors)
    .text('Time zone', machine.time_zone?.name ?? machine.timezone)
    .text('Compatibility version', machine.custom_compatibility_version)
    .text('Origin', machine.origin)
    .text(
      'Custom properties',
      machine.custom_properties?.map(({ name, value }) => `${name ?? ''}=${value ?? ''}`).join(', '),
    )
}

export interface VmExtras {
  consoles: readonly {
    protocol?: string | undefined
    address?: string | undefined
    port?: number | undefined
    tls_port?: number | undefined
  }[]
  applications: readonly string[]
  pinnedHosts: readonly string[]
}

export function vmFacts(vm: WireVm, extras: VmExtras): Fact[] {
  const facts = machineFacts(vm)
  const guest = vm.guest_operating_system
  const status = vmStatus(vm)
  const placement = vm.placement_policy
  facts
    .text('Guest kernel', guest?.kernel?.version)
    .text('Guest architecture', guest?.architecture)
    .text('Guest code name', guest?.codename)
    .text(
      'Guest time zone',
      [vm.guest_time_zone?.name, vm.guest_time_zone?.utc_offset]
        .filter((part) => part !== undefined)
        .join(' '),
    )
    .text('Migration', placement?.affinity === undefined ? undefined : spoken(placement.affinity))
    .text('Pinned to', extras.pinnedHosts.join(', '))
    .flag('Changes wait for the next start', vm.next_run_configuration_exists)
    .flag('Run once', vm.run_once)
  if (isRunning(status)) facts.time('Started', vm.start_time)
  else facts.time('Stopped', vm.stop_time).text('Stop reason', vm.stop_reason)
  for (const { protocol, address, port, tls_port: tlsPort } of extras.consoles) {
    const ports = [
      port === undefined ? [] : `${port}`,
      tlsPort === undefined ? [] : `${tlsPort} (TLS)`,
    ].flat()
    facts.text(
      `Console ${(protocol ?? '').toUpperCase()}`,
      `${address ?? 'not running'} ${ports.join(', ')}`.trim(),
    )
  }
  facts.text('Applications', extras.applications.join(', '))
  return facts.list
}

export function templateFacts(template: WireTemplate): Fact[] {
  const { version } = template
  return machineFacts(template)
    .text('Version name', version?.version_name)
    .number('Version number', version?.version_number)
    .text('Base template', version?.base_template?.id).list
}

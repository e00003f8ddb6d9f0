import { z } from 'zod'
import { asList, at } from '../transport/tree.ts'
import {
  collection,
  flag,
  number,
  object,
  ref,
  status,
  text,
  texts,
  time,
  version,
  wireIp,
} from './coerce.ts'
import { diskAttachment, diskItem } from './disk.ts'
import { nicItem, reportedDevice } from './nic.ts'
import { traitsOf } from './traits.ts'

// QUIRK(ovirt 3.x): `<boot dev="hd"/>` repeated; v4 nests `boot/devices/device` (fact sheet, "Field differences").
const bootDevices = z
  .unknown()
  .optional()
  .transform((value): string[] => {
    const v4 = at(value, 'devices', 'device')
    if (v4 !== undefined) return asList(v4).flatMap((item) => (typeof item === 'string' ? [item] : []))
    return asList(value).flatMap((item) => {
      const dev = at(item, 'dev')
      return typeof dev === 'string' ? [dev] : []
    })
  })

const property = z.object({ name: text, value: text })

/** Sub-collections of a machine, where they are inlined. `reported_devices` of VMs only. */
export const inlinedParts = z.object({
  disk_attachments: collection('disk_attachment', diskAttachment),
  disks: collection('disk', diskItem),
  nics: collection('nic', nicItem),
  tags: collection('tag', z.object({ id: text, name: text })),
  reported_devices: collection('reported_device', reportedDevice),
})
export type InlinedParts = z.output<typeof inlinedParts>

/** What VMs and templates share, both dialects. */
const machine = {
  id: z.string().min(1),
  href: text,
  name: text,
  description: text,
  comment: text,
  status,
  status_detail: text,
  type: text,
  origin: text,
  creation_time: time,
  memory: number,
  memory_policy: object(z.object({ guaranteed: number, max: number, ballooning: flag })),
  cpu: object(
    z.object({
      architecture: text,
      topology: object(z.object({ sockets: number, cores: number, threads: number })),
      mode: text,
    }),
  ),
  cpu_shares: number,
  os: object(z.object({ type: text, boot: bootDevices, kernel: text, initrd: text, cmdline: text })),
  bios: object(z.object({ type: text })),
  high_availability: object(z.object({ enabled: flag, priority: number })),
  delete_protected: flag,
  stateless: flag,
  start_paused: flag,
  usb: object(z.object({ enabled: flag })),
  io: object(z.object({ threads: number })),
  display: object(
    z.object({ type: text, address: text, port: number, secure_port: number, monitors: number }),
  ),
  time_zone: object(z.object({ name: text })),
  timezone: text,
  custom_compatibility_version: version,
  custom_properties: collection('custom_property', property),
  cluster: ref,
  cpu_profile: ref,
  ...inlinedParts.shape,
}

export const wireVm = z
  .object({
    ...machine,
    fqdn: text,
    guest_operating_system: object(
      z.object({
        architecture: text,
        codename: text,
        distribution: text,
        family: text,
        kernel: object(z.object({ version })),
        version,
      }),
    ),
    guest_time_zone: object(z.object({ name: text, utc_offset: text })),
    // QUIRK(ovirt 3.x): what the agent tells is inlined; v4 has `fqdn` and `reporteddevices` instead.
    guest_info: object(z.object({ ips: collection('ip', wireIp), fqdn: text })),
    host: ref,
    template: ref,
    original_template: ref,
    vm_pool: ref,
    vmpool: ref,
    start_time: time,
    stop_time: time,
    stop_reason: text,
    run_once: flag,
    next_run_configuration_exists: flag,
    placement_policy: object(
      z.object({ affinity: text, hosts: collection('host', z.object({ id: text })), host: ref }),
    ),
    has_illegal_images: flag,
    payloads: texts('payload'),
  })
  .transform((vm) => ({
    ...vm,
    traits: traitsOf({
      inPool: vm.vm_pool !== undefined || vm.vmpool !== undefined,
      stateless: vm.stateless,
      nextRun: vm.next_run_configuration_exists,
      deleteProtected: vm.delete_protected,
      affinity: vm.placement_policy?.affinity,
      origin: vm.origin,
    }),
  }))
export type WireVm = z.output<typeof wireVm>

export const wireTemplate = z.object({
  ...machine,
  version: object(z.object({ version_name: text, version_number: number, base_template: ref })),
})
export type WireTemplate = z.output<typeof wireTemplate>

import { z } from 'zod'
import { collection, flag, number, object, ref, status, text, version } from './coerce.ts'
import { statistic } from './statistic.ts'

export const wireHost = z.object({
  id: z.string().min(1),
  href: text,
  name: text,
  description: text,
  comment: text,
  address: text,
  status,
  status_detail: text,
  external_status: status,
  type: text,
  cluster: ref,
  cpu: object(
    z.object({
      name: text,
      type: text,
      id: text,
      speed: number,
      topology: object(z.object({ sockets: number, cores: number, threads: number })),
    }),
  ),
  memory: number,
  max_scheduling_memory: number,
  os: object(z.object({ type: text, version, reported_kernel_cmdline: text })),
  version,
  libvirt_version: version,
  hardware_information: object(
    z.object({
      family: text,
      manufacturer: text,
      product_name: text,
      serial_number: text,
      uuid: text,
      version: text,
    }),
  ),
  iscsi: object(z.object({ initiator: text })),
  ksm: object(z.object({ enabled: flag })),
  power_management: object(z.object({ enabled: flag, type: text })),
  se_linux: object(z.object({ mode: text })),
  selinux: object(z.object({ mode: text })),
  // QUIRK(ovirt 3.x): `storage_manager` holds what v4 says with `spm/status` (fact sheet, "Field differences").
  spm: object(z.object({ status, priority: number })),
  storage_manager: text,
  summary: object(z.object({ active: number, migrating: number, total: number })),
  transparent_hugepages: object(z.object({ enabled: flag })),
  update_available: flag,
  kdump_status: text,
  statistics: collection('statistic', statistic),
})
export type WireHost = z.output<typeof wireHost>

export const wireHostNic = z.object({
  id: z.string().min(1),
  name: text,
  ip: object(z.object({ address: text })),
  mac: object(z.object({ address: text })),
  mtu: number,
  speed: number,
  status,
  vlan: object(z.object({ id: number })),
  network: ref,
})

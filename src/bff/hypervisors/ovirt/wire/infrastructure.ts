import { z } from 'zod'
import { collection, flag, number, object, ref, status, text, texts, version } from './coerce.ts'

const named = { id: z.string().min(1), href: text, name: text, description: text, comment: text }

export const wireDatacenter = z.object({
  ...named,
  status,
  status_detail: text,
  local: flag,
  storage_type: text,
  version,
})
export type WireDatacenter = z.output<typeof wireDatacenter>

export const wireCluster = z.object({
  ...named,
  data_center: ref,
  cpu: object(z.object({ type: text, id: text, architecture: text })),
  version,
  fencing_policy: object(z.object({ enabled: flag })),
  error_handling: object(z.object({ on_error: text })),
  memory_policy: object(
    z.object({
      over_commit: object(z.object({ percent: number })),
      overcommit: object(z.object({ percent: number })),
      transparent_hugepages: object(z.object({ enabled: flag })),
    }),
  ),
  // v4 refers to a policy by id; 3.x says its name, under one of two keys.
  scheduling_policy: object(z.object({ id: text, name: text, policy: text })),
  scheduling: object(z.object({ policy: text })),
  ballooning_enabled: flag,
  ksm: object(z.object({ enabled: flag })),
  threads_as_cores: flag,
  virt_service: flag,
  gluster_service: flag,
  switch_type: text,
  bios_type: text,
})
export type WireCluster = z.output<typeof wireCluster>

export const wireNetwork = z.object({
  ...named,
  data_center: ref,
  status,
  vlan: object(z.object({ id: number })),
  mtu: number,
  stp: flag,
  usages: texts('usage'),
})
export type WireNetwork = z.output<typeof wireNetwork>

export const wireStorageDomain = z.object({
  ...named,
  type: text,
  status,
  external_status: status,
  master: flag,
  storage_format: text,
  storage: object(
    z.object({
      type: text,
      address: text,
      path: text,
      nfs_version: text,
      vfs_type: text,
      volume_group: object(
        z.object({
          id: text,
          logical_units: collection('logical_unit', z.object({ id: text, size: number })),
        }),
      ),
    }),
  ),
  available: number,
  used: number,
  committed: number,
  warning_low_space_indicator: number,
  critical_space_action_blocker: number,
  data_center: ref,
  data_centers: collection('data_center', z.object({ id: text })),
  wipe_after_delete: flag,
  backup: flag,
})
export type WireStorageDomain = z.output<typeof wireStorageDomain>

export const wireSchedulingPolicy = z.object({ id: z.string().min(1), name: text })
export const wireTag = z.object({
  id: z.string().min(1),
  name: text,
  // QUIRK(ovirt 3.x): the parent stands in `parent/tag`; v4 has it in `parent` itself.
  parent: object(z.object({ id: text, tag: ref })),
})

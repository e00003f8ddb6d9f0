import { z } from 'zod'
import { collection, flag, number, object, ref, status, text } from './coerce.ts'

/**
 * A disk. Sizes are bytes: `provisioned_size` and `actual_size` in v4, `size` in v3; a direct LUN says its
 * size with the logical unit. `bootable`, `interface`, `active` stand here in v3 and at the attachment in v4.
 */
export const diskItem = z.object({
  id: z.string().min(1),
  name: text,
  alias: text,
  size: number,
  provisioned_size: number,
  actual_size: number,
  format: text,
  sparse: flag,
  status,
  image_id: text,
  storage_type: text,
  content_type: text,
  bootable: flag,
  interface: text,
  active: flag,
  read_only: flag,
  shareable: flag,
  storage_domain: ref,
  storage_domains: collection('storage_domain', z.object({ id: text, name: text })),
  lun_storage: object(
    z.object({
      logical_units: collection('logical_unit', z.object({ id: text, size: number })),
      logical_unit: object(z.object({ id: text, size: number })),
    }),
  ),
})
export type WireDisk = z.output<typeof diskItem>

/** How a VM or template uses a disk (v4). `disk` is a bare reference unless it was followed. */
export const diskAttachment = z.object({
  id: z.string().min(1),
  active: flag,
  bootable: flag,
  interface: text,
  logical_name: text,
  read_only: flag,
  disk: object(diskItem),
})
export type WireDiskAttachment = z.output<typeof diskAttachment>

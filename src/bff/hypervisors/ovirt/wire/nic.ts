import { z } from 'zod'
import { collection, flag, object, ref, text, wireIp } from './coerce.ts'

export const reportedDevice = z.object({
  id: text,
  name: text,
  type: text,
  mac: object(z.object({ address: text })),
  ips: collection('ip', wireIp),
})
export type WireReportedDevice = z.output<typeof reportedDevice>

/** A VM's network card: `vnic_profile` and `plugged` in v4, `network` and `active` in v3. */
export const nicItem = z.object({
  id: z.string().min(1),
  name: text,
  mac: object(z.object({ address: text })),
  interface: text,
  linked: flag,
  plugged: flag,
  active: flag,
  network: ref,
  vnic_profile: ref,
  reported_devices: collection('reported_device', reportedDevice),
})
export type WireNic = z.output<typeof nicItem>

export const wireVnicProfile = z.object({ id: z.string().min(1), name: text, network: ref })

import { z } from 'zod'
import { flag, status, text, time } from './coerce.ts'

export const wireSnapshot = z.object({
  id: z.string().min(1),
  description: text,
  date: time,
  persist_memorystate: flag,
  snapshot_status: status,
  status,
  snapshot_type: text,
  // QUIRK(ovirt 3.x): `type` is what v4 calls `snapshot_type`.
  type: text,
})
export type WireSnapshot = z.output<typeof wireSnapshot>

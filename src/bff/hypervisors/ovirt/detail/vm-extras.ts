import { z } from 'zod'
import type { VmExtras } from '../map/vm-facts.ts'
import { orAbsent } from '../transport/engine.ts'
import { collections, type Reader } from '../watch/collections.ts'
import { number, text } from '../wire/coerce.ts'
import type { WireVm } from '../wire/machine.ts'

const applicationList = { key: 'application', schema: z.object({ name: text }) }
const consoleList = {
  key: 'graphics_console',
  schema: z.object({ protocol: text, address: text, port: number, tls_port: number }),
}

/** Consoles, installed applications and the hosts that a VM is pinned to; none of them where the engine lacks it. */
export async function readExtras(
  reader: Reader,
  vm: WireVm,
  path: string,
  running: boolean,
  signal: AbortSignal,
): Promise<VmExtras> {
  const { display, placement_policy: placement } = vm
  // QUIRK(ovirt 3.x): the console's address stands in the VM; v4 lists consoles, with addresses only for
  // `current` (fact sheet §9).
  const shown =
    display?.address === undefined
      ? []
      : [
          {
            protocol: display.type,
            address: display.address,
            port: display.port,
            tls_port: display.secure_port,
          },
        ]
  const consoles =
    reader.engine.dialect === 'v4' && running
      ? await orAbsent(
          reader.list({ ...consoleList, path: `${path}/graphicsconsoles` }, { current: true }, signal),
          shown,
        )
      : shown
  const applications = await orAbsent(
    reader.list({ ...applicationList, path: `${path}/applications` }, {}, signal),
    [],
  )
  const pinned = [...(placement?.hosts ?? []), ...(placement?.host === undefined ? [] : [placement.host])]
  const pinnedHosts: string[] = []
  for (const { id } of pinned) {
    if (id === undefined) continue
    const host = await orAbsent(reader.one(collections.host, id, signal), undefined)
    pinnedHosts.push(host?.name ?? id)
  }
  return {
    consoles: running ? consoles : [],
    applications: applications.flatMap((app) => app.name ?? []),
    pinnedHosts,
  }
}

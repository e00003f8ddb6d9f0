import type { CloneOrder, CloneWay } from '../../../../contract/clone/order.ts'
import { runOnceBody } from '../actions/run-once.ts'
import type { WireNic } from '../wire/nic.ts'
import { type Body, written } from '../wire/write.ts'
import { type CopyRequest, hardware, hostOf, storedGuest } from './create.ts'
import { guestOf } from './guest.ts'
import type { Scene } from './scene.ts'

/** What the request that makes the copy could not carry; undefined where nothing is left. */
export function editRequest(
  order: CloneOrder,
  way: CloneWay,
  scene: Scene,
  copy: string,
  pretty = false,
): CopyRequest | undefined {
  const path = `/${way === 'make-template' ? 'templates' : 'vms'}/${encodeURIComponent(copy)}`
  const root = way === 'make-template' ? 'template' : 'vm'
  const body =
    way === 'make-template' ? hardware(order, scene) : way === 'vm-clone' ? edited(order, scene) : {}
  if (Object.values(body).every((value) => value === undefined)) return undefined
  return {
    what: 'Change what the copy is to have of its own',
    method: 'PUT',
    path,
    ...written(scene.dialect, root, body, pretty),
  }
}

function edited(order: CloneOrder, scene: Scene): Body {
  const { clusterId } = order.placement
  return {
    description: order.notes,
    cluster: clusterId === undefined || clusterId === scene.source.clusterId ? undefined : { id: clusterId },
    ...hardware(order, scene),
    ...hostOf(order, scene),
    initialization: storedGuest(order, scene),
  }
}

/** A change to one network card of the copy. */
export interface NicChange {
  /** Index in `order.nics`. */
  index: number
  /** Cards keep their names in copies. */
  name: string
  request(copy: string, nic: string, pretty?: boolean): CopyRequest
}

/** `profiles` gives the vNIC profile for a network (v4). */
export function nicChanges(
  order: CloneOrder,
  { source, dialect }: Scene,
  profiles: ReadonlyMap<string, string>,
): NicChange[] {
  return order.nics.flatMap((asked, index) => {
    const nic = source.machine.nics.find(({ id }) => id === asked.id)
    if (nic === undefined) return []
    const name = nic.name ?? nic.id
    const path = (copy: string, id: string) =>
      `/vms/${encodeURIComponent(copy)}/nics/${encodeURIComponent(id)}`
    if (asked.remove === true) {
      return [
        {
          index,
          name,
          request: (copy, id): CopyRequest => ({
            what: `Remove the network card ${name}`,
            method: 'DELETE',
            path: path(copy, id),
          }),
        },
      ]
    }
    const body = nicBody(asked, nic, dialect === 'v3', profiles)
    if (Object.values(body).every((value) => value === undefined)) return []
    return [
      {
        index,
        name,
        request: (copy, id, pretty = false): CopyRequest => ({
          what: `Change the network card ${name}`,
          method: 'PUT',
          path: path(copy, id),
          ...written(dialect, 'nic', body, pretty),
        }),
      },
    ]
  })
}

/** QUIRK(ovirt 3.x): a card names its network; v4 names a profile of it. */
function nicBody(
  asked: CloneOrder['nics'][number],
  nic: WireNic,
  v3: boolean,
  profiles: ReadonlyMap<string, string>,
): Body {
  const { networkId, connected } = asked
  return {
    network: networkId === undefined || !v3 ? undefined : { id: networkId },
    vnic_profile: networkId === undefined || v3 ? undefined : { id: profiles.get(networkId) },
    // A card that is pulled out has to be put in before its cable means anything.
    plugged: connected === true && (nic.plugged ?? nic.active) === false ? true : undefined,
    linked: connected,
  }
}

/** With what is new to the guest at this start. */
export function startRequest(
  order: CloneOrder,
  { dialect, release, source }: Scene,
  copy: string,
  pretty = false,
): CopyRequest | undefined {
  const [single] = order.copies
  if (!order.powerOn || single === undefined) return undefined
  const guest = guestOf(order, single)
  return {
    what: 'Start the copy',
    method: 'POST',
    path: `/vms/${encodeURIComponent(copy)}/start`,
    ...written(
      dialect,
      'action',
      guest === undefined ? {} : runOnceBody(dialect, release, guest, source.stateless),
      pretty,
    ),
  }
}

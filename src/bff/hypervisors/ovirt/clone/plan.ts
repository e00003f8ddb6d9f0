import { type CloneOrder, type CloneWay, orderForCopy } from '../../../../contract/clone/order.ts'
import type { CloneFinding } from '../../../../contract/clone/plan.ts'
import { Fault } from '../../../../contract/fault.ts'
import type { RequestPreview } from '../../../../contract/job.ts'
import type { AdapterPlan, KnownInventory } from '../../clone-port.ts'
import type { Reader } from '../watch/collections.ts'
import {
  checkDatacenter,
  checkDisks,
  checkProfiles,
  checkQuota,
  checkSource,
  checkVersion,
  readProfiles,
} from './checks.ts'
import { conflictsOf, Findings } from './conflicts.ts'
import { type CopyRequest, createRequest } from './create.ts'
import { editRequest, nicChanges, startRequest } from './follow-up.ts'
import { masked } from './guest.ts'
import { permitsOf } from './permits.ts'
import type { Scene } from './scene.ts'
import { temporarySnapshot } from './snapshot.ts'
import { chooseWay, needsSnapshot, type WayOffer, waysOf } from './ways.ts'

/** All that is known before anything is sent. */
export async function planCopies(
  reader: Reader,
  order: CloneOrder,
  copy: number,
  scene: Scene,
  known: KnownInventory,
  signal: AbortSignal,
): Promise<AdapterPlan> {
  const { way, why } = chooseWay(order, scene)
  const ways = waysOf(scene).map((offer) => forOrder(offer, order, scene))
  const found = new Findings()
  const conflicts = conflictsOf(order, way, scene)
  found.all.push(...conflicts)
  const offer = waysOf(scene).find((one) => one.way === way)
  if (offer?.possible !== true) {
    const field = order.way === undefined ? 'source.vm' : 'way'
    found.add('error', field, offer?.possible ?? 'This source cannot be copied in this way.')
  }
  checkSource(order, way, scene, found)
  checkDatacenter(order, scene, known, found)
  checkDisks(order, way, scene, known, found)
  const [profiles, permits] = await Promise.all([
    readProfiles(reader, order, scene, signal),
    permitsOf(reader, order, way, scene, known, signal),
    checkQuota(reader, order, scene, known, found, signal),
    checkVersion(reader, order, way, found, signal),
  ])
  if (way !== 'make-template') checkProfiles(order, scene, profiles, found)
  if (permits.unchecked !== undefined) found.add('info', undefined, permits.unchecked)
  for (const { privilege, object } of permits.unfound) {
    found.add(
      'warning',
      undefined,
      `No role of yours gives ${privilege} on ${object.name}.`,
      'A role of one of your groups may give it; the engine does not tell that.',
    )
  }
  if (permits.unfound.length > 0) {
    found.add('info', undefined, 'Roles that come through groups could not be looked up.')
  }
  const { dialect, version } = scene
  return {
    way,
    protocol: dialect === 'v3' ? `v3 XML, ${version}` : `v4 JSON, ${version}`,
    why,
    ways,
    findings: found.all,
    privileges: permits.privileges,
    requests: conflicts.some(({ level }) => level === 'error')
      ? []
      : previews(reader.engine.access.base, orderForCopy(order, copy), way, scene, profiles, found),
  }
}

/** A way that its source allows can still be unable to do what is asked. */
function forOrder(offer: WayOffer, order: CloneOrder, scene: Scene): WayOffer {
  if (offer.possible !== true) return offer
  const [first] = conflictsOf(order, offer.way, scene).filter(({ level }) => level === 'error')
  return first === undefined ? offer : { ...offer, possible: first.message }
}

/** Stands where the engine's own id will. */
const copyId = 'ID-OF-THE-COPY'
const snapshotId = 'ID-OF-THE-SNAPSHOT'

/** The scene as it will be when the snapshot for the copy is there. */
function withSnapshot(scene: Scene): Scene {
  const { source } = scene
  return {
    ...scene,
    source: {
      ...source,
      snapshot: { id: snapshotId, name: '', current: false },
      disks: source.disks.map((use, index) => ({
        ...use,
        disk: { ...use.disk, image_id: `ID-OF-IMAGE-${index + 1}-OF-THE-SNAPSHOT` },
      })),
    },
  }
}

function previews(
  base: string,
  single: CloneOrder,
  way: CloneWay,
  scene: Scene,
  profiles: ReadonlyMap<string, string>,
  found: Findings,
): RequestPreview[] {
  const order = masked(single)
  const shown = ({ what, path, method, contentType, body }: CopyRequest, when?: string): RequestPreview => ({
    method,
    path: base + path,
    ...(contentType === undefined ? {} : { contentType }),
    ...(body === undefined ? {} : { body }),
    note: when === undefined ? what : `${what}: ${when}`,
  })
  try {
    const requests: RequestPreview[] = []
    const temporary = needsSnapshot(way, scene)
      ? temporarySnapshot(scene, order.copies[0]?.name ?? '', true)
      : undefined
    if (temporary !== undefined) requests.push(shown(temporary.make))
    requests.push(
      shown(
        createRequest(order, way, temporary === undefined ? scene : withSnapshot(scene), true),
        temporary === undefined ? undefined : 'when the snapshot is there',
      ),
    )
    if (temporary !== undefined) {
      requests.push(shown(temporary.remove(snapshotId), 'when the copy is there'))
    }
    const edit = editRequest(order, way, scene, copyId, true)
    if (edit !== undefined) requests.push(shown(edit, 'when its disks are copied'))
    if (way === 'make-template') return requests
    for (const change of nicChanges(order, scene, profiles)) {
      requests.push(
        shown(
          change.request(copyId, `ID-OF-${change.name.toUpperCase()}`, true),
          'when its disks are copied',
        ),
      )
    }
    const start = startRequest(order, scene, copyId, true)
    if (start !== undefined) requests.push(shown(start, 'last'))
    return requests
  } catch (error) {
    // Processors that fit no sockets, for one.
    if (!(error instanceof Fault)) throw error
    found.add('error', error.info.field, error.message)
    return []
  }
}

/** The first thing for which the order cannot be sent. Throws it as a `Fault`. */
export function refuseConflicts(order: CloneOrder, way: CloneWay, scene: Scene): void {
  const offer = waysOf(scene).find((one) => one.way === way)
  const conflict: CloneFinding | undefined = conflictsOf(order, way, scene).find(
    ({ level }) => level === 'error',
  )
  if (offer?.possible !== true) {
    const field = order.way === undefined ? 'source.vm' : 'way'
    const message = offer?.possible ?? 'This source cannot be copied in this way.'
    throw new Fault({ kind: 'invalid-state', message, field })
  }
  if (conflict === undefined) return
  const { message, field, advice } = conflict
  throw new Fault({
    kind: 'invalid-input',
    message,
    ...(field === undefined ? {} : { field }),
    ...(advice === undefined ? {} : { advice }),
  })
}

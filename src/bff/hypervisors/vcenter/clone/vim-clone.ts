import type { CloneOrder } from '../../../../contract/clone/order.ts'
import { Fault } from '../../../../contract/fault.ts'
import { wireName } from '../map/names.ts'
import type { Args, Decoded, Ref } from '../transport/values.ts'
import type { VimDialect } from '../transport/vim-client.ts'
import { customizationOf } from './customization.ts'
import { deviceChanges, diskLocators, keptNics, profiles } from './devices.ts'
import type { SourceFacts, Targets } from './facts.ts'
import { placeOf } from './place.ts'
import { type Loose, masked, merged, shaped } from './shaped.ts'

const mebibyte = 1024 ** 2

/** All that a clone's request is made of. */
export interface CloneParts {
  /** With exactly one copy. */
  order: CloneOrder
  source: SourceFacts
  targets: Targets
  /** The stored specification that the order names. */
  stored?: Decoded
}

const refTo = (type: string, id: string | undefined) => (id === undefined ? undefined : { type, value: id })

function configOf({ cpus, coresPerSocket, memoryBytes, notes }: CloneOrder): Loose | undefined {
  if ([cpus, coresPerSocket, memoryBytes, notes].every((value) => value === undefined)) return undefined
  if (memoryBytes !== undefined && memoryBytes % mebibyte !== 0) {
    throw new Fault({
      kind: 'invalid-input',
      message: 'vCenter takes memory in whole megabytes.',
      field: 'memoryBytes',
    })
  }
  return {
    annotation: notes,
    numCPUs: cpus,
    numCoresPerSocket: coresPerSocket,
    memoryMB: memoryBytes === undefined ? undefined : memoryBytes / mebibyte,
  }
}

/** The `VirtualMachineCloneSpec` of an order, its fields in no order yet. */
function specOf({ order, source, targets, stored }: CloneParts): Loose {
  const { poolId, hostId, datastoreId } = placeOf(order, source, targets)
  const { snapshotId } = order.source
  const spec: Loose = {
    location: {
      datastore: refTo('Datastore', datastoreId),
      diskMoveType: order.linked ? 'createNewChildDiskBacking' : order.moveType,
      pool: refTo('ResourcePool', poolId),
      host: refTo('HostSystem', hostId),
      disk: diskLocators(order, source),
      deviceChange: deviceChanges(order, source, targets),
      profile: profiles(order.homePolicyId),
    },
    template: order.template,
    config: configOf(order),
    customization: customizationOf(order, keptNics(order, source).length, stored),
    // A template is not started.
    powerOn: order.powerOn && !order.template,
    snapshot: refTo('VirtualMachineSnapshot', snapshotId),
    memory: order.memory,
    tpmProvisionPolicy: order.tpm,
  }
  // The schema takes any JSON here; its structures are what `merged` wants.
  return order.extraSpec === undefined ? spec : merged(spec, order.extraSpec as Loose)
}

export interface VimCall {
  target: Ref
  method: 'CloneVM_Task'
  args: Args
}

/** The call of `CloneVM_Task`; `hide` masks its secrets. Throws `invalid-input` at the field that it cannot send. */
export function vimClone(parts: CloneParts, dialect: VimDialect, hide = false): VimCall {
  const { order, source, targets } = parts
  const name = order.copies[0]?.name ?? ''
  const { folderId } = placeOf(order, source, targets)
  if (folderId === undefined) {
    throw new Fault({
      kind: 'invalid-input',
      message: 'Choose a folder: that of the source is not known.',
      field: 'placement.folderId',
    })
  }
  const spec = specOf(parts)
  return {
    target: { type: 'VirtualMachine', value: order.source.vm },
    method: 'CloneVM_Task',
    args: {
      folder: { type: 'Folder', value: folderId },
      name: wireName(name),
      spec: shaped('VirtualMachineCloneSpec', hide ? masked(spec) : spec, dialect),
    },
  }
}

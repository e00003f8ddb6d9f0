import type { Ref } from '../transport/values.ts'
import type { ObjectContent, Props } from '../wire/property-collector.ts'
import { ref, refId } from '../wire/read.ts'

/** One managed object as last reported. */
export interface Known {
  obj: Ref
  props: Props
  /** Where it stood when its row was last given; absent while it has no row. */
  placed?: Placement
}

/** Where an object stands; every id is that of an object with a row of its own. */
export interface Placement {
  hostId?: string | undefined
  clusterId?: string | undefined
  datacenterId?: string | undefined
  folderId?: string | undefined
  poolId?: string | undefined
  parentId?: string | undefined
  /** A hidden top folder, or the root pool of a cluster or host. */
  root?: boolean | undefined
}

/** Types whose place in the tree decides over the place of others. */
const leaves = new Set([
  'VirtualMachine',
  'Datastore',
  'Network',
  'DistributedVirtualPortgroup',
  'OpaqueNetwork',
])
/** A tree deeper than that is a circle. */
const deepest = 100
/** What a row needs to know of others. */
const surroundings = ['parent', 'parentVApp', 'resourcePool', 'runtime.host', 'owner', 'parentFolder']
const relations = ['parent', 'owner', 'parentFolder']

/** The managed objects of a system and how they hang together. Ids (MoRef values) are unique within it. */
export class Estate {
  readonly objects = new Map<string, Known>()
  /** The host of each stand-alone compute resource; made when asked for. */
  private standAlone: Map<string, string> | undefined

  /** Takes new values. Tells whether the places of other objects may have changed. */
  apply(content: ObjectContent): { known: Known; moves: boolean } {
    const { obj, props } = content
    const before = this.objects.get(obj.value)
    const moves =
      !leaves.has(obj.type) && (before === undefined || relations.some((path) => Object.hasOwn(props, path)))
    if (moves) this.standAlone = undefined
    if (before === undefined) {
      const known: Known = { obj, props }
      this.objects.set(obj.value, known)
      return { known, moves }
    }
    Object.assign(before.props, props)
    return { known: before, moves }
  }

  /** Forgets an object. Tells as `apply` does. */
  remove(id: string): { moves: boolean } {
    const gone = this.objects.get(id)
    this.objects.delete(id)
    const moves = gone !== undefined && !leaves.has(gone.obj.type)
    if (moves) this.standAlone = undefined
    return { moves }
  }

  /** The object at the other end of a reference; `undefined` when unset or unknown (not yet read, or no permission). */
  follow(known: Known | undefined, path: string): Known | undefined {
    const id = refId(known?.props[path])
    return id === undefined ? undefined : this.objects.get(id)
  }

  /** Whether everything above and around an object is known by now. */
  isRooted(known: Known): boolean {
    for (const path of surroundings) {
      const id = refId(known.props[path])
      if (id !== undefined && !this.objects.has(id)) return false
    }
    return (
      this.reachesTop(known) &&
      this.reachesTop(this.follow(known, 'runtime.host')) &&
      this.reachesTop(this.follow(known, 'resourcePool'))
    )
  }

  private reachesTop(known: Known | undefined): boolean {
    let held = known
    for (let depth = 0; held !== undefined && depth < deepest; depth += 1) {
      const id = refId(held.props.parent)
      if (id === undefined) return true
      held = this.objects.get(id)
    }
    return known === undefined
  }

  place(known: Known): Placement {
    const parent = this.follow(known, 'parent')
    switch (known.obj.type) {
      case 'VirtualMachine':
        return this.placeMachine(known, parent)
      case 'HostSystem':
        return placement({
          clusterId: idIf(parent, isCluster),
          folderId: isCluster(parent) ? undefined : idIf(this.follow(parent, 'parent'), isFolder),
          datacenterId: this.datacenterOf(known),
        })
      case 'ResourcePool':
      case 'VirtualApp':
        return this.placePool(known, parent)
      default:
        return placement({
          folderId: idIf(parent, isFolder),
          datacenterId: known.obj.type === 'Datacenter' ? undefined : this.datacenterOf(known),
          root: isFolder(known) && !isFolder(parent) ? true : undefined,
        })
    }
  }

  private placeMachine(known: Known, parent: Known | undefined): Placement {
    const host = this.follow(known, 'runtime.host')
    const pool = this.follow(known, 'resourcePool')
    const cluster = this.follow(host, 'parent') ?? this.follow(pool, 'owner')
    const folder = parent ?? this.folderOfVApp(this.follow(known, 'parentVApp'))
    return placement({
      hostId: host?.obj.value,
      clusterId: idIf(cluster, isCluster),
      poolId: idIf(pool, isPool),
      folderId: idIf(folder, isFolder),
      datacenterId: this.datacenterOf(folder) ?? this.datacenterOf(host) ?? this.datacenterOf(pool),
    })
  }

  /** A vApp in a vApp has no folder of its own. */
  private folderOfVApp(vApp: Known | undefined): Known | undefined {
    let held = vApp
    for (let depth = 0; held !== undefined && depth < 20; depth += 1) {
      const folder = this.follow(held, 'parentFolder')
      if (folder !== undefined) return folder
      held = this.follow(held, 'parent')
    }
    return undefined
  }

  private placePool(known: Known, parent: Known | undefined): Placement {
    const owner = this.follow(known, 'owner')
    return placement({
      parentId: idIf(parent, isPool),
      clusterId: idIf(owner, isCluster),
      hostId: owner === undefined || isCluster(owner) ? undefined : this.standAloneHost(owner.obj.value),
      datacenterId: this.datacenterOf(owner) ?? this.datacenterOf(parent),
      root: isPool(parent) ? undefined : true,
    })
  }

  private standAloneHost(compute: string): string | undefined {
    if (this.standAlone === undefined) {
      this.standAlone = new Map()
      for (const { obj, props } of this.objects.values()) {
        const parent = obj.type === 'HostSystem' ? ref(props.parent) : undefined
        if (parent?.type === 'ComputeResource') this.standAlone.set(parent.value, obj.value)
      }
    }
    return this.standAlone.get(compute)
  }

  private datacenterOf(known: Known | undefined): string | undefined {
    let held = known
    for (let depth = 0; held !== undefined && depth < deepest; depth += 1) {
      if (held.obj.type === 'Datacenter') return held.obj.value
      held = this.follow(held, 'parent')
    }
    return undefined
  }
}

function isCluster(known: Known | undefined): boolean {
  return known?.obj.type === 'ClusterComputeResource'
}

function isFolder(known: Known | undefined): boolean {
  return known?.obj.type === 'Folder' || known?.obj.type === 'StoragePod'
}

function isPool(known: Known | undefined): boolean {
  return known?.obj.type === 'ResourcePool' || known?.obj.type === 'VirtualApp'
}

function idIf(known: Known | undefined, test: (known: Known | undefined) => boolean): string | undefined {
  return test(known) ? known?.obj.value : undefined
}

/** All fields, set or not, in one order: tens of thousands of these are kept, and one shape is the smallest. */
function placement(found: Placement): Placement {
  const { hostId, clusterId, datacenterId, folderId, poolId, parentId, root } = found
  return { hostId, clusterId, datacenterId, folderId, poolId, parentId, root }
}

export function samePlace(a: Placement, b: Placement): boolean {
  return (
    a.hostId === b.hostId &&
    a.clusterId === b.clusterId &&
    a.datacenterId === b.datacenterId &&
    a.folderId === b.folderId &&
    a.poolId === b.poolId &&
    a.parentId === b.parentId &&
    a.root === b.root
  )
}

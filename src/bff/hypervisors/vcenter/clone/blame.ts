import type { CloneOrder } from '../../../../contract/clone/order.ts'
import { Fault } from '../../../../contract/fault.ts'
import { plainName } from '../map/names.ts'
import { VimError, type VimFault } from '../transport/faults.ts'
import { get, list, refId, str } from '../wire/read.ts'
import type { SourceFacts, Targets } from './facts.ts'
import {
  cardFaults,
  customizationFaults,
  diskFaults,
  fieldOfFault,
  hostFaults,
  resourceFaults,
  storageFaults,
} from './fault-families.ts'

/** What is known of a clone when its fault is explained. */
export interface Blamed {
  order: CloneOrder
  source?: SourceFacts
  targets?: Targets
}

/** What the parts of `InvalidArgument.invalidProperty` are in an order; the last part that is known decides. */
const argumentFields: Readonly<Record<string, string>> = {
  name: 'copies.0.name',
  folder: 'placement.folderId',
  pool: 'placement.poolId',
  resource_pool: 'placement.poolId',
  host: 'placement.hostId',
  cluster: 'placement.clusterId',
  datastore: 'placement.datastoreId',
  placement: 'placement',
  location: 'placement',
  disk: 'disks',
  disks: 'disks',
  disks_to_remove: 'disks',
  disks_to_update: 'disks',
  diskId: 'disks',
  diskMoveType: 'moveType',
  diskBackingInfo: 'disks',
  transform: 'disks',
  profile: 'diskPolicyId',
  vm_home_storage_policy: 'homePolicyId',
  disk_storage_policy: 'diskPolicyId',
  snapshot: 'source.snapshotId',
  source: 'source.vm',
  memory: 'memory',
  template: 'template',
  powerOn: 'powerOn',
  power_on: 'powerOn',
  tpmProvisionPolicy: 'tpm',
  numCPUs: 'cpus',
  numCoresPerSocket: 'coresPerSocket',
  memoryMB: 'memoryBytes',
  annotation: 'notes',
  deviceChange: 'nics',
  customization: 'customization',
  guest_customization_spec: 'customization.name',
  identity: 'customization',
  hostName: 'customization.hostName',
  computerName: 'customization.hostName',
  domain: 'customization.domain',
  timeZone: 'customization.timeZone',
  nicSettingMap: 'customization.adapters',
  adapter: 'customization.adapters',
  globalIPSettings: 'customization.dnsServers',
}

/** Dotted path of the field that names this object, directly or because the source is there. */
export function fieldOfId(id: string, { order, source }: Blamed): string | undefined {
  const { placement, disks, nics } = order
  if (id === order.source.vm) return 'source.vm'
  if (id === order.source.snapshotId) return 'source.snapshotId'
  for (const [field, value] of Object.entries(placement)) if (value === id) return `placement.${field}`
  for (const [index, copy] of order.copies.entries()) {
    const own = Object.entries(copy.placement ?? {}).find(([, value]) => value === id)
    if (own !== undefined) return `copies.${index}.placement.${own[0]}`
  }
  const disk = disks.findIndex(({ datastoreId, policyId }) => datastoreId === id || policyId === id)
  if (disk >= 0) return `disks.${disk}.${disks[disk]?.policyId === id ? 'policyId' : 'datastoreId'}`
  const nic = nics.findIndex(({ networkId }) => networkId === id)
  if (nic >= 0) return `nics.${nic}.networkId`
  if (id === order.homePolicyId) return 'homePolicyId'
  if (id === order.diskPolicyId) return 'diskPolicyId'
  if (source === undefined) return undefined
  if (id === source.folderId) return 'placement.folderId'
  if (id === source.poolId || id === source.compute?.poolId) return 'placement.poolId'
  if (id === source.hostId) return 'placement.hostId'
  if (id === source.compute?.id) return 'placement.clusterId'
  if (source.disks.some(({ datastoreId }) => datastoreId === id)) return 'placement.datastoreId'
  return source.nics.some(({ networkId }) => networkId === id) ? 'nics' : undefined
}

/** The datastore in `[name] folder/file.vmdk`, or named alone. */
function datastoreField(detail: unknown, blamed: Blamed): string {
  const file = str(get(detail, 'file')) ?? ''
  const name = str(get(detail, 'datastore')) ?? str(get(detail, 'name')) ?? /^\[(.+?)\]/.exec(file)?.[1]
  const ids = [
    refId(get(detail, 'datastore')),
    ...[...(blamed.targets?.names ?? [])].flatMap(([id, known]) =>
      known === plainName(name ?? '') ? [id] : [],
    ),
  ]
  for (const id of ids) {
    const field = id === undefined ? undefined : fieldOfId(id, blamed)
    if (field !== undefined) return field
  }
  return 'placement.datastoreId'
}

/** The device that `InvalidDeviceSpec` counts, in the order in which `deviceChanges` sends them. */
function deviceField(detail: unknown, { order }: Blamed): string {
  const fields = [
    ...order.disks.flatMap(({ remove }, index) => (remove === true ? [`disks.${index}`] : [])),
    ...order.nics.map((_, index) => `nics.${index}`),
  ]
  return (
    fields[Number(str(get(detail, 'deviceIndex')) ?? Number.NaN)] ??
    (order.nics.length > 0 ? 'nics' : 'disks')
  )
}

function argumentField(property: string | undefined, order: CloneOrder): string | undefined {
  const parts = property?.split(/[.[\]/]+/).toReversed() ?? []
  for (const part of parts) {
    const field = argumentFields[part]
    if (field === 'moveType' && order.linked) return 'linked'
    // What has no disks of its own to blame is about where all of them go.
    if (field !== undefined) return field
  }
  return undefined
}

function vimField({ type, detail }: VimFault, blamed: Blamed): string | undefined {
  const { order } = blamed
  if (type === 'InvalidArgument') return argumentField(str(get(detail, 'invalidProperty')), order)
  if (type === 'InvalidDeviceSpec') return deviceField(detail, blamed)
  if (type === 'DiskMoveTypeNotSupported') return order.linked ? 'linked' : 'moveType'
  for (const slot of ['obj', 'object', 'entity', 'host', 'network', 'computeResource']) {
    const id = refId(get(detail, slot))
    const field = id === undefined || type === 'DuplicateName' ? undefined : fieldOfId(id, blamed)
    // An object that is gone, or that one may not use, is the very thing that was chosen.
    if (field !== undefined && (slot !== 'entity' || type !== 'InvalidName')) return field
  }
  const fixed = fieldOfFault[type]
  if (fixed !== undefined) return fixed
  if (customizationFaults.has(type)) return 'customization'
  if (storageFaults.has(type)) return datastoreField(detail, blamed)
  if (resourceFaults.has(type)) return 'placement'
  if (cardFaults.has(type)) return 'nics'
  if (diskFaults.has(type)) return 'disks'
  return hostFaults.has(type) ? 'placement.hostId' : undefined
}

const restFields: Readonly<Record<string, string>> = {
  ALREADY_EXISTS: 'copies.0.name',
  UNABLE_TO_ALLOCATE_RESOURCE: 'placement',
  RESOURCE_INACCESSIBLE: 'placement',
  RESOURCE_BUSY: 'source.vm',
  RESOURCE_IN_USE: 'source.vm',
  NOT_ALLOWED_IN_CURRENT_STATE: 'source.vm',
  UNSUPPORTED: 'way',
  OPERATION_NOT_FOUND: 'way',
}

/** REST names objects and fields in its messages alone. */
function restField(fault: Fault, blamed: Blamed): string | undefined {
  const { code, message, causes = [] } = fault.info
  const fixed = restFields[code ?? '']
  const text = [message, ...causes].join(' ')
  for (const [id] of text.matchAll(/\b[\da-f]{8}-[\da-f-]{27}\b|[a-z]+-[a-z]*\d+|\b\d{4}\b/gi)) {
    const disk = blamed.order.disks.findIndex((each) => each.id === id)
    const field = disk >= 0 ? `disks.${disk}` : fieldOfId(id, blamed)
    if (field !== undefined) return field
  }
  if (fixed !== undefined || code !== 'INVALID_ARGUMENT') return fixed
  if (text.includes(`'${blamed.order.copies[0]?.name}'`)) return 'copies.0.name'
  if (/disjoint/i.test(text)) return 'placement'
  if (/customiz/i.test(text)) return 'customization'
  if (/datastore/i.test(text)) return 'placement.datastoreId'
  const word = text.match(/\w+/g)?.find((each) => each.includes('_') && argumentFields[each] !== undefined)
  return word === undefined ? undefined : argumentFields[word]
}

/** What somebody lacks, as `NoPermission` tells it: one privilege, or lists per object. */
function lacks({ detail }: VimFault): { privilege: string; id: string | undefined }[] {
  const several = list(get(detail, 'missingPrivileges')).flatMap((entry) =>
    list(get(entry, 'privilegeIds')).flatMap((id) => {
      const privilege = str(id)
      return privilege === undefined ? [] : [{ privilege, id: refId(get(entry, 'entity')) }]
    }),
  )
  if (several.length > 0) return several
  const privilege = str(get(detail, 'privilegeId'))
  return privilege === undefined ? [] : [{ privilege, id: refId(get(detail, 'object')) }]
}

function nameOf(id: string, { order, source, targets }: Blamed): string {
  if (id === source?.id || id === order.source.vm) return source?.name ?? id
  const datastore = source?.disks.find(({ datastoreId }) => datastoreId === id)?.datastoreName
  const network = source?.nics.find(({ networkId }) => networkId === id)?.networkName
  return (
    targets?.names.get(id) ?? datastore ?? network ?? (id === source?.compute?.id ? source.compute.name : id)
  )
}

/** The sentence of a fault, with which privilege on which object where that is what it is about. */
function messageOf(fault: VimError, blamed: Blamed): string {
  if (fault.vim.type !== 'NoPermission') return fault.message
  const missing = lacks(fault.vim).map(({ privilege, id }) =>
    id === undefined ? privilege : `${privilege} on “${nameOf(id, blamed)}”`,
  )
  return missing.length === 0 ? fault.message : `${fault.message} Missing: ${missing.join(', ')}.`
}

/** The fault with the field of the order that it is about, as a dotted path, and what makes it readable. */
export function blame(error: unknown, blamed: Blamed): unknown {
  if (!(error instanceof Fault)) return error
  const named = error.info.field
  if (!(error instanceof VimError)) {
    const field = named ?? restField(error, blamed)
    return field === undefined ? error : new Fault({ ...error.info, field }, { cause: error })
  }
  const customizes = lacks(error.vim).some(({ privilege }) => privilege.endsWith('.Customize'))
  const field = named ?? (customizes ? 'customization' : vimField(error.vim, blamed))
  const info = { ...error.info, message: messageOf(error, blamed) }
  return new Fault(field === undefined ? info : { ...info, field }, { cause: error })
}

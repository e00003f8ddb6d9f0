import { at, isRecord } from '../transport/tree.ts'
import { itemsOf, type Shape, toFlag, toNumber, toText, toTime, version, wireIp } from './coerce.ts'
import { reportedDevice, type WireReportedDevice } from './nic.ts'
import { type Trait, traitsOf } from './traits.ts'

type Text = string | undefined
type Amount = number | undefined

/**
 * A VM or template as lists give it: just what its row is made of, in the shapes of the whole wire object
 * (`machine.ts`), so that rows are made of either. Read by hand, since a list has thousands of items: checking
 * all fields of each by schema took as long as parsing the reply, and ten times the memory where it was kept.
 */
export interface ListedMachine {
  id: string
  name?: Text
  description?: Text
  comment?: Text
  status: { word: Text; detail: Text }
  status_detail?: Text
  creation_time?: Amount
  start_time?: Amount
  memory?: Amount
  cpu?: { topology?: { sockets?: Amount; cores?: Amount; threads?: Amount } | undefined } | undefined
  os?: { type?: Text } | undefined
  cluster?: ListedRef | undefined
  host?: ListedRef | undefined
  template?: ListedRef | undefined
  original_template?: ListedRef | undefined
  custom_compatibility_version?: Text
  fqdn?: Text
  guest_operating_system?: GuestSystem | undefined
  guest_info?: { ips?: { address?: Text }[] | undefined; fqdn?: Text } | undefined
  reported_devices?: WireReportedDevice[] | undefined
  has_illegal_images?: boolean | undefined
  /** Made of several elements. */
  traits?: readonly Trait[] | undefined
}

export interface ListedRef {
  id?: Text
}

interface GuestSystem {
  distribution?: Text
  codename?: Text
  family?: Text
  version?: Text
}

/** Elements that become traits. */
const traitFields = [
  'vm_pool',
  'vmpool',
  'stateless',
  'next_run_configuration_exists',
  'delete_protected',
  'placement_policy',
  'origin',
] as const

/** Elements of a machine that a list is read for; a reader of XML need not build the others. */
export const listedFields: ReadonlySet<string> = new Set<
  Exclude<keyof ListedMachine, 'traits'> | (typeof traitFields)[number]
>([
  'id',
  'name',
  'description',
  'comment',
  'status',
  'status_detail',
  'creation_time',
  'start_time',
  'memory',
  'cpu',
  'os',
  'cluster',
  'host',
  'template',
  'original_template',
  'custom_compatibility_version',
  'fqdn',
  'guest_operating_system',
  'guest_info',
  'reported_devices',
  'has_illegal_images',
  ...traitFields,
])

export const listedMachine: Shape<ListedMachine> = {
  safeParse(item) {
    if (!isRecord(item) || typeof item.id !== 'string' || item.id === '') return { success: false }
    return { success: true, data: readMachine(item, item.id) }
  },
}

function readMachine(item: Record<string, unknown>, id: string): ListedMachine {
  const { status } = item
  const devices = at(item.reported_devices, 'reported_device')
  // One literal with every key: all machines share one layout, and none has spare room.
  return {
    id,
    name: toText(item.name),
    description: toText(item.description),
    comment: toText(item.comment),
    status: { word: toText(status) ?? toText(at(status, 'state')), detail: toText(at(status, 'detail')) },
    status_detail: toText(item.status_detail),
    creation_time: toTime(item.creation_time),
    start_time: toTime(item.start_time),
    memory: toNumber(item.memory),
    cpu: readCpu(item.cpu),
    os: isRecord(item.os) ? { type: toText(item.os.type) } : undefined,
    cluster: readRef(item.cluster),
    host: readRef(item.host),
    template: readRef(item.template),
    original_template: readRef(item.original_template),
    custom_compatibility_version: readVersion(item.custom_compatibility_version),
    fqdn: toText(item.fqdn),
    guest_operating_system: readGuestSystem(item.guest_operating_system),
    guest_info: readGuestInfo(item.guest_info),
    reported_devices: devices === undefined ? undefined : itemsOf(reportedDevice, devices),
    has_illegal_images: toFlag(item.has_illegal_images),
    traits: traitsOf({
      inPool: isRecord(item.vm_pool) || isRecord(item.vmpool),
      stateless: toFlag(item.stateless),
      nextRun: toFlag(item.next_run_configuration_exists),
      deleteProtected: toFlag(item.delete_protected),
      affinity: toText(at(item.placement_policy, 'affinity')),
      origin: toText(item.origin),
    }),
  }
}

function readRef(value: unknown): ListedRef | undefined {
  return isRecord(value) ? { id: toText(value.id) } : undefined
}

function readCpu(value: unknown): ListedMachine['cpu'] {
  const topology = at(value, 'topology')
  if (!isRecord(topology)) return undefined
  const { sockets, cores, threads } = topology
  return { topology: { sockets: toNumber(sockets), cores: toNumber(cores), threads: toNumber(threads) } }
}

function readVersion(value: unknown): Text {
  return value === undefined ? undefined : version.parse(value)
}

function readGuestSystem(value: unknown): GuestSystem | undefined {
  if (!isRecord(value)) return undefined
  return {
    distribution: toText(value.distribution),
    codename: toText(value.codename),
    family: toText(value.family),
    version: readVersion(value.version),
  }
}

function readGuestInfo(value: unknown): ListedMachine['guest_info'] {
  if (!isRecord(value)) return undefined
  const ips = at(value.ips, 'ip')
  return { ips: ips === undefined ? undefined : itemsOf(wireIp, ips), fqdn: toText(value.fqdn) }
}

/** What a list would have said of a machine that was read whole. */
export function asListed(machine: ListedMachine): ListedMachine {
  return {
    id: machine.id,
    name: machine.name,
    description: machine.description,
    comment: machine.comment,
    status: machine.status,
    status_detail: machine.status_detail,
    creation_time: machine.creation_time,
    start_time: machine.start_time,
    memory: machine.memory,
    cpu: machine.cpu && { topology: machine.cpu.topology },
    os: machine.os && { type: machine.os.type },
    cluster: machine.cluster,
    host: machine.host,
    template: machine.template,
    original_template: machine.original_template,
    custom_compatibility_version: machine.custom_compatibility_version,
    fqdn: machine.fqdn,
    guest_operating_system: machine.guest_operating_system,
    guest_info: machine.guest_info,
    reported_devices: machine.reported_devices,
    has_illegal_images: machine.has_illegal_images,
    traits: machine.traits,
  }
}

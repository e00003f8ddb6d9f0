import type { CloneFeature, CloneOptions } from '../../../../contract/clone/options.ts'
import type { CloneSource } from '../../../../contract/clone/order.ts'
import { Fault } from '../../../../contract/fault.ts'
import { storagePolicies } from '../detail/rest-library.ts'
import { compareReleases } from '../releases.ts'
import type { CallOptions } from '../transport/line.ts'
import type { RestClient } from '../transport/rest-client.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { retrieve, type Traversal } from '../wire/property-collector.ts'
import { compact, get, list, refIds, str } from '../wire/read.ts'
import type { ServiceContent } from '../wire/service-content.ts'
import { readSource, type SourceFacts } from './facts.ts'
import { type Speaks, waysFor } from './ways.ts'

/**
 * Full clones that one host takes at once: 16 units, of which each costs 4. Source: the published limits. More only wait
 * in vCenter, where nobody sees why.
 */
export const perSource = {
  atOnce: 4,
  why: 'A host copies four VMs at once; vCenter queues the rest.',
}

const nameRule: CloneOptions['nameRule'] = {
  maxLength: 80,
  pattern: '^\\S(.*\\S)?$',
  hint: 'Up to 80 characters; no space at either end. %, / and \\ are escaped on the way.',
}

/** From the root folder down to every host. */
const toHosts: Traversal[] = [
  {
    name: 'children',
    type: 'Folder',
    path: 'childEntity',
    next: [
      { name: 'children' },
      { name: 'hostFolder', type: 'Datacenter', path: 'hostFolder', next: [{ name: 'children' }] },
      { name: 'hosts', type: 'ComputeResource', path: 'host' },
    ],
  },
]

async function readReach(
  vim: VimClient,
  { propertyCollector, rootFolder }: ServiceContent,
  options: CallOptions,
): Promise<CloneOptions['reach']> {
  const found = await retrieve(
    vim,
    propertyCollector,
    { HostSystem: ['datastore', 'network'] },
    [{ obj: rootFolder, skip: true, select: toHosts }],
    options,
  )
  return found.map(({ obj, props, denied }) => {
    const known = (path: string) => !denied.some((each) => each.path === path)
    return compact({
      id: obj.value,
      datastoreIds: known('datastore') ? refIds(props.datastore) : undefined,
      networkIds: known('network') ? refIds(props.network) : undefined,
    })
  })
}

async function readSpecs(
  vim: VimClient,
  { propertyCollector, customizationSpecManager }: ServiceContent,
  options: CallOptions,
): Promise<CloneOptions['customizationSpecs']> {
  if (customizationSpecManager === undefined) return 'This system keeps no customization specifications.'
  const [found] = await retrieve(
    vim,
    propertyCollector,
    { CustomizationSpecManager: ['info'] },
    [{ obj: customizationSpecManager }],
    options,
  )
  const [denied] = found?.denied ?? []
  if (denied !== undefined) return denied.fault.message ?? `vCenter does not show them: ${denied.fault.type}.`
  return list(found?.props.info).flatMap((info) => {
    const name = str(get(info, 'name'))
    if (name === undefined) return []
    const os = str(get(info, 'type'))?.toLowerCase()
    return [compact({ name, os, description: str(get(info, 'description')) })]
  })
}

/** Policies of the source's disks, by the key of the disk; empty where REST does not tell. */
async function readPolicies(
  rest: RestClient | undefined,
  vm: string,
  options: CallOptions,
): Promise<ReadonlyMap<string, string>> {
  if (rest === undefined) return new Map()
  const path = `${rest.dialect}/vcenter/vm/${encodeURIComponent(vm)}/storage/policy`
  try {
    const disks = get(await rest.call('GET', path, undefined, options), 'disks')
    const pairs = Array.isArray(disks)
      ? disks.map((entry) => [str(get(entry, 'key')), str(get(entry, 'value'))])
      : Object.entries(typeof disks === 'object' && disks !== null ? disks : {}).map(([key, id]) => [
          key,
          str(id),
        ])
    return new Map(
      pairs.flatMap(([key, id]) => (key === undefined || id === undefined ? [] : [[key, id] as const])),
    )
  } catch (error) {
    options.signal.throwIfAborted()
    if (!(error instanceof Fault)) throw error
    return new Map()
  }
}

async function orReason<T>(attempt: () => Promise<T>, options: CallOptions): Promise<T | string> {
  try {
    return await attempt()
  } catch (error) {
    options.signal.throwIfAborted()
    if (!(error instanceof Fault) || error.kind === 'auth') throw error
    return error.message
  }
}

function noteOn({ template, power, snapshotId, connected }: SourceFacts): string | undefined {
  if (!connected) return 'vCenter cannot reach it now, so that nothing can be copied.'
  if (snapshotId !== undefined) return 'Copies have the disks and hardware of the snapshot.'
  if (template) return undefined
  if (power === 'poweredOn') return 'It runs: the disks of the copies are as after a power cut.'
  return power === 'suspended'
    ? 'It is suspended: the copies are switched off, without its memory.'
    : undefined
}

type Features = Partial<Record<CloneFeature, true | string>>

function featuresOf(
  source: SourceFacts,
  speaks: Speaks,
  {
    specs,
    policies,
  }: { specs: CloneOptions['customizationSpecs']; policies: CloneOptions['storagePolicies'] },
): Features {
  const snapshot = source.snapshots.find(({ id }) => id === source.snapshotId)
  const { family, name } = source.guest
  const guest = (wanted: 'linux' | 'windows') =>
    family === undefined || family === wanted ? (true as const) : `The guest is ${name ?? family}.`
  const someOf = (found: readonly unknown[] | string, none: string) =>
    typeof found === 'string' ? found : found.length > 0 ? (true as const) : none
  return {
    linked: snapshot === undefined ? 'Linked copies are made of a snapshot: choose one as the source.' : true,
    ...(snapshot === undefined
      ? {}
      : { memory: snapshot.memory === true ? true : ('This snapshot holds no memory.' as const) }),
    template: true,
    folder: true,
    host: true,
    pool: true,
    hardware: true,
    notes: true,
    nics: source.nics.length > 0 ? true : 'The source has no network cards.',
    'disk-remove': true,
    'disk-datastore': true,
    'disk-format': true,
    'disk-policy': someOf(policies, 'This vCenter has no storage policies.'),
    policy: someOf(policies, 'This vCenter has no storage policies.'),
    'move-type': true,
    ...(source.tpm
      ? { tpm: compareReleases(speaks.release, '8.0.0.0') >= 0 ? true : 'vCenter 8.0 and newer can choose.' }
      : {}),
    'power-on': true,
    'customize-stored': someOf(specs, 'This vCenter keeps no customization specifications.'),
    'customize-linux': guest('linux'),
    'customize-windows': guest('windows'),
    'extra-spec': true,
  }
}

/** What can be chosen for copies of this source. Parts that cannot be read are reasons or `missing`, never a failure. */
export async function cloneOptions(
  vim: VimClient,
  rest: RestClient | undefined,
  content: ServiceContent,
  asked: { source: CloneSource; speaks: Speaks },
  options: CallOptions,
): Promise<CloneOptions> {
  const { speaks } = asked
  const noRest = speaks.noRest ?? 'There is no REST session on this vCenter.'
  const [source, reach, specs, policies, policyOf] = await Promise.all([
    readSource(vim, content, asked.source, options),
    orReason(() => readReach(vim, content, options), options),
    orReason(() => readSpecs(vim, content, options), options),
    rest === undefined ? noRest : orReason(() => storagePolicies(rest, options), options),
    readPolicies(rest, asked.source.vm, options),
  ])
  const { id, snapshotId, name, template, encrypted, tpm, cpus, coresPerSocket, memoryBytes, guest } = source
  return {
    source: compact({
      id,
      kind: template ? ('template' as const) : ('vm' as const),
      name,
      snapshotId,
      family: guest.family,
      encrypted,
      tpm,
      cpus,
      coresPerSocket,
      memoryBytes,
      note: noteOn(source),
    }),
    disks: source.disks.map((disk) => {
      const policyId = policyOf.get(disk.id)
      return policyId === undefined ? disk : { ...disk, policyId }
    }),
    nics: source.nics,
    snapshots: source.snapshots,
    ways: waysFor(source, speaks),
    features: featuresOf(source, speaks, { specs, policies }),
    reach: typeof reach === 'string' ? [] : reach,
    customizationSpecs: specs,
    storagePolicies: policies,
    nameRule,
    perSource,
    missing: typeof reach === 'string' ? [{ part: 'reach of hosts', reason: reach }] : [],
  }
}

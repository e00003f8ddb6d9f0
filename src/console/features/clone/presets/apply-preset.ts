import type { CloneFeature, CloneOptions } from '../../../../contract/clone/options.ts'
import type { CloneDisk, ClonePlacement } from '../../../../contract/clone/order.ts'
import { type PlacementField, placementFields, placementKinds } from '../../../../contract/clone/place.ts'
import { withNames } from '../copies/name-copies.ts'
import type { CloneDraft, DraftCopy, StepProps } from '../wizard.ts'
import type { Preset } from './preset.ts'

interface Target extends Pick<StepProps, 'draft' | 'rows' | 'system'> {
  options: CloneOptions
  sourceName: string
}

const fieldWords: Record<PlacementField, string> = {
  folderId: 'Folder',
  clusterId: 'Cluster',
  hostId: 'Host',
  poolId: 'Resource pool',
  datastoreId: 'Storage',
}

/** A preset for this source as far as it fits, and in sentences what did not. */
export function applyPreset(preset: Preset, target: Target): { draft: CloneDraft; unfit: string[] } {
  const { options, sourceName } = target
  const from = preset.draft
  const unfit: string[] = []
  const miss = (text: string) => {
    if (!unfit.includes(text)) unfit.push(text)
  }
  const can = (feature: CloneFeature, what: string): boolean => {
    const possible = options.features[feature]
    if (possible !== true) miss(`${what}: ${possible ?? `not possible on ${target.system.name}.`}`)
    return possible === true
  }
  const placement = (given: ClonePlacement) => placementFor(given, preset, target, miss)
  const made: CloneDraft = {
    source: target.draft.source,
    names: from.names,
    template: from.template && can('template', 'Clone to template'),
    copies: from.copies.map((copy): DraftCopy => {
      const { placement: own, ...rest } = copy
      const found = own === undefined ? {} : placement(own)
      return Object.keys(found).length === 0 ? rest : { ...rest, placement: found }
    }),
    placement: placement(from.placement),
    disks: disksFor(preset, target, miss, can),
    nics: nicsFor(preset, target, miss, can),
    powerOn: from.powerOn && can('power-on', 'Start when made'),
    linked: from.linked && can('linked', 'Linked clone'),
    customization: customizationFor(from, options, can, miss),
    ...hardwareFor(from, can),
    ...policiesFor(preset, target, miss),
    ...extrasFor(from, can),
  }
  return { draft: withNames(made, sourceName), unfit }
}

type Miss = (text: string) => void
type Can = (feature: CloneFeature, what: string) => boolean

function placementFor(given: ClonePlacement, preset: Preset, target: Target, miss: Miss): ClonePlacement {
  const { options, rows, system } = target
  const found: ClonePlacement = {}
  for (const field of placementFields) {
    const id = given[field]
    if (id === undefined || id === '') continue
    const feature =
      field === 'folderId' ? 'folder' : field === 'hostId' ? 'host' : field === 'poolId' ? 'pool' : undefined
    const name = preset.names.byId[id] ?? id
    if (feature !== undefined && options.features[feature] !== true) {
      miss(`${fieldWords[field]} ${name}: cannot be chosen on ${system.name}.`)
      continue
    }
    const row = placeNamed(field, id, name, preset, target)
    if (typeof row === 'string') found[field] = row
    else miss(`${fieldWords[field]} ${name}: ${row.reason}`)
  }
  // Places that several systems name alike need not be in one data center.
  const centers = new Set(
    Object.values(found).flatMap((id = '') => {
      const row = rows.get(id)
      return row !== undefined && 'datacenterId' in row && row.datacenterId !== undefined
        ? [row.datacenterId]
        : []
    }),
  )
  if (centers.size > 1) miss('The places of this preset are in several data centers here: look at Placement.')
  return found
}

function placeNamed(
  field: PlacementField,
  id: string,
  name: string,
  preset: Preset,
  { rows, system }: Target,
): string | { reason: string } {
  const kind = placementKinds[field]
  if (preset.system === system.id && rows.get(id)?.kind === kind) return id
  const alike = rows.rows(kind).filter((row) => row.system === rows.system && row.name === name)
  const [first, second] = alike
  if (first === undefined) return { reason: `not known on ${system.name}.` }
  if (second !== undefined) return { reason: `several are called so on ${system.name}.` }
  return first.id
}

function disksFor(preset: Preset, target: Target, miss: Miss, can: Can): CloneDisk[] {
  const { options, rows, system } = target
  return preset.draft.disks.flatMap((asked): CloneDisk[] => {
    const place = preset.names.disks.indexOf(asked.id)
    const disk = options.disks.find(({ id }) => id === asked.id) ?? options.disks[place]
    if (disk === undefined) {
      miss(`Disk ${place < 0 ? asked.id : place + 1}: this source has ${options.disks.length} disks.`)
      return []
    }
    if (asked.remove === true)
      return can('disk-remove', 'Leaving out disks') ? [{ id: disk.id, remove: true }] : []
    const next: CloneDisk = { id: disk.id }
    if (asked.datastoreId !== undefined && can('disk-datastore', 'Another place for a disk')) {
      const name = preset.names.byId[asked.datastoreId] ?? asked.datastoreId
      const found = placeNamed('datastoreId', asked.datastoreId, name, preset, { ...target, rows, system })
      if (typeof found === 'string') next.datastoreId = found
      else miss(`Storage ${name}: ${found.reason}`)
    }
    if (asked.format !== undefined && can('disk-format', 'Another form of a disk')) next.format = asked.format
    if (asked.moveType !== undefined && can('move-type', 'How disks move')) next.moveType = asked.moveType
    if (asked.policyId !== undefined && can('disk-policy', 'A policy for a disk')) {
      const policy = policyFor(asked.policyId, preset, options, miss)
      if (policy !== undefined) next.policyId = policy
    }
    return Object.keys(next).length === 1 ? [] : [next]
  })
}

function nicsFor(preset: Preset, target: Target, miss: Miss, can: Can): CloneDraft['nics'] {
  const { options, rows, system } = target
  return preset.draft.nics.flatMap((asked): CloneDraft['nics'] => {
    if (!can('nics', 'Network cards')) return []
    const place = preset.names.nics.indexOf(asked.id)
    const nic = options.nics.find(({ id }) => id === asked.id) ?? options.nics[place]
    if (nic === undefined) {
      miss(`Network card ${place < 0 ? asked.id : place + 1}: this source has ${options.nics.length} cards.`)
      return []
    }
    const { networkId, ...rest } = asked
    const next: CloneDraft['nics'][number] = { ...rest, id: nic.id }
    if (networkId !== undefined) {
      const name = preset.names.byId[networkId] ?? networkId
      const same = preset.system === system.id && rows.get(networkId)?.kind === 'network'
      const alike = rows.rows('network').filter((row) => row.system === rows.system && row.name === name)
      const found = same ? networkId : alike.length === 1 ? alike[0]?.id : undefined
      if (found === undefined) {
        miss(
          `Network ${name}: ${alike.length === 0 ? 'not known' : 'several are called so'} on ${system.name}.`,
        )
      } else next.networkId = found
    }
    return Object.keys(next).length === 1 ? [] : [next]
  })
}

function policyFor(
  id: string,
  preset: Preset,
  { storagePolicies }: CloneOptions,
  miss: Miss,
): string | undefined {
  const name = preset.names.byId[id] ?? id
  const policies = typeof storagePolicies === 'string' ? [] : storagePolicies
  const found = policies.find((policy) => policy.id === id) ?? policies.find((policy) => policy.name === name)
  if (found === undefined) miss(`Storage policy ${name}: not known here.`)
  return found?.id
}

function policiesFor(preset: Preset, { options }: Target, miss: Miss): Partial<CloneDraft> {
  const { homePolicyId, diskPolicyId, fallbackToDefaultPolicy } = preset.draft
  const found: Partial<CloneDraft> = {}
  const home = homePolicyId ? policyFor(homePolicyId, preset, options, miss) : undefined
  const disks = diskPolicyId ? policyFor(diskPolicyId, preset, options, miss) : undefined
  if (home !== undefined) found.homePolicyId = home
  if (disks !== undefined) found.diskPolicyId = disks
  if (fallbackToDefaultPolicy === true && (home ?? disks) !== undefined) found.fallbackToDefaultPolicy = true
  return found
}

const customizationFeatures = {
  stored: 'customize-stored',
  linux: 'customize-linux',
  windows: 'customize-windows',
  'cloud-init': 'cloud-init',
  sysprep: 'sysprep',
} as const

function customizationFor(
  { customization }: CloneDraft,
  options: CloneOptions,
  can: Can,
  miss: Miss,
): CloneDraft['customization'] {
  const { kind } = customization
  if (kind === 'none') return customization
  if (!can(customizationFeatures[kind], 'Customization')) return { kind: 'none' }
  if (kind === 'stored') {
    const specs = typeof options.customizationSpecs === 'string' ? [] : options.customizationSpecs
    if (!specs.some(({ name }) => name === customization.name)) {
      miss(`Specification ${String(customization.name ?? '')}: not known here.`)
      return { kind: 'none' }
    }
  }
  return customization
}

function hardwareFor(from: CloneDraft, can: Can): Partial<CloneDraft> {
  const { cpus, coresPerSocket, memoryBytes, notes, tpm } = from
  const found: Partial<CloneDraft> = {}
  const asked = [cpus, coresPerSocket, memoryBytes].some((value) => value !== undefined && value !== '')
  if (asked && can('hardware', 'Another hardware')) {
    if (cpus !== undefined) found.cpus = cpus
    if (coresPerSocket !== undefined) found.coresPerSocket = coresPerSocket
    if (memoryBytes !== undefined) found.memoryBytes = memoryBytes
  }
  if (notes !== undefined && notes !== '' && can('notes', 'Notes')) found.notes = notes
  if (tpm !== undefined && can('tpm', 'TPM')) found.tpm = tpm
  return found
}

function extrasFor(from: CloneDraft, can: Can): Partial<CloneDraft> {
  const found: Partial<CloneDraft> = {}
  if (from.moveType !== undefined && can('move-type', 'How disks move')) found.moveType = from.moveType
  if (from.clonePermissions === true && can('permissions', 'Permissions')) found.clonePermissions = true
  if (from.discardSnapshots === true && can('discard-snapshots', 'Without snapshots'))
    found.discardSnapshots = true
  if (from.seal === true && can('seal', 'Sealing')) found.seal = true
  if (from.extraSpec !== undefined && from.extraSpec !== '' && can('extra-spec', 'Further fields'))
    found.extraSpec = from.extraSpec
  return found
}

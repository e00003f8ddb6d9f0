import type { CloneOptions } from '../../../../contract/clone/options.ts'
import { commonParts } from '../detail/machine-common.ts'
import { type MissingPart, part } from '../detail/parts.ts'
import { isRunning } from '../map/states.ts'
import type { Reader } from '../watch/collections.ts'
import type { WireDisk } from '../wire/disk.ts'
import { featuresOf } from './features.ts'
import { readReach } from './reach.ts'
import type { Scene } from './scene.ts'
import { waysOf } from './ways.ts'

/** So many copies of one source run at once. */
export const perSource = {
  atOnce: 4,
  why: 'The engine locks a VM while it is cloned or made into a template: such copies are made one after the other, those of templates and snapshots four at a time.',
}

/**
 * Letters of all scripts, digits, `.`, `_` and `-`. QUIRK(rhev 3.x): 64 characters; later releases take 255. The engine
 * has the last word on what a letter is.
 */
export function nameRuleOf(dialect: Scene['dialect']): CloneOptions['nameRule'] {
  const maxLength = dialect === 'v3' ? 64 : 255
  return {
    maxLength,
    pattern: '^[0-9A-Za-z._\\-\\u00aa-\\u1fff\\u2c00-\\ud7ff\\uf900-\\uffdc]+$',
    hint: `Letters, digits, “.”, “_” and “-”, at most ${maxLength} characters.`,
  }
}

/** Everything that can be chosen for copies of this source. */
export async function readOptions(
  system: string,
  reader: Reader,
  scene: Scene,
  signal: AbortSignal,
): Promise<CloneOptions> {
  const { source } = scene
  const missing: MissingPart[] = [...source.missing]
  const [common, reach] = await Promise.all([
    commonParts(system, reader, source.machine, missing, signal),
    part(missing, 'What each cluster reaches', [], signal, () => readReach(reader, signal)),
  ])
  const copied = new Set(source.disks.map(({ disk }) => disk.id))
  const allocations = new Map(
    source.disks.map(({ disk }) => [disk.id, { format: isThin(disk) ? 'thin' : 'thick' }] as const),
  )
  const topology = source.hardware.cpu?.topology
  const cores = topology?.cores ?? 1
  const note = noteOf(scene)
  return {
    source: {
      id: source.id,
      kind: source.kind,
      name: source.name,
      ...(source.snapshot === undefined ? {} : { snapshotId: source.snapshot.id }),
      ...(source.family === undefined ? {} : { family: source.family }),
      cpus: (topology?.sockets ?? 1) * cores * (topology?.threads ?? 1),
      coresPerSocket: cores,
      memoryBytes: source.hardware.memory ?? 0,
      ...(note === undefined ? {} : { note }),
    },
    disks: common.disks
      .filter(({ id }) => copied.has(id))
      .map((disk) => ({ ...disk, ...allocations.get(disk.id) })),
    nics: common.nics,
    snapshots: source.snapshots,
    ways: waysOf(scene),
    features: featuresOf(scene),
    reach,
    customizationSpecs: 'oVirt keeps no specifications: what the guest is told goes with the copy.',
    storagePolicies: 'oVirt has no storage policies; its disk profiles limit speed only.',
    nameRule: nameRuleOf(scene.dialect),
    perSource,
    missing,
  }
}

/** A disk grows unless the engine says that it is preallocated; releases that say nothing have thin cow disks. */
const isThin = ({ sparse, format }: WireDisk): boolean => sparse ?? format?.toLowerCase() === 'cow'

/** What copying the source in its present state means. */
export function noteOf({ source }: Scene): string | undefined {
  const notes: string[] = []
  if (source.kind === 'vm' && source.snapshot === undefined && isRunning(source.status)) {
    notes.push('The VM runs: the disks of a copy are as after a power cut.')
  }
  const luns = source.machine.disks.length - source.disks.length
  if (luns > 0) notes.push(`${luns === 1 ? 'A direct LUN is' : `${luns} direct LUNs are`} not copied.`)
  return notes.length === 0 ? undefined : notes.join(' ')
}

import type { CloneFeature } from '../../../../contract/clone/options.ts'
import { atLeast } from '../actions/release.ts'
import type { Scene } from './scene.ts'
import { waysOf } from './ways.ts'

type Features = Partial<Record<CloneFeature, true | string>>

/** What may be asked of copies of this source; what oVirt has not at all is left out. */
export function featuresOf(scene: Scene): Features {
  const { source, dialect, release, version } = scene
  const ways = new Map(waysOf(scene).map(({ way, possible }) => [way, possible]))
  const isTemplate = source.kind === 'template'
  const features: Features = {
    host: true,
    hardware: true,
    notes: true,
    nics: source.machine.nics.length > 0 ? true : 'The source has no network cards.',
    'power-on': true,
    'disk-datastore': true,
    'disk-format': true,
    'cloud-init': cloudInit(scene),
    sysprep: source.family === 'linux' ? 'Sysprep is for Windows guests; this one is Linux.' : true,
  }
  if (isTemplate) {
    features.linked = source.disks.length > 0 ? true : 'The template has no disks to share.'
    features.permissions = true
    return features
  }
  if (source.snapshot !== undefined) return features
  const template = ways.get('make-template')
  if (template !== undefined) features.template = template
  features.permissions = true
  features.seal = sealing(scene)
  features.version = atLeast(release, 3, 5)
    ? true
    : `Versions of templates came with release 3.5 of the engine; this one is ${version}.`
  features['discard-snapshots'] =
    dialect !== 'v3' && atLeast(release, 4, 4)
      ? true
      : `Leaving out snapshots came with release 4.4 of the engine; this one is ${version}.`
  return features
}

export function sealing({ source, dialect, version }: Scene): true | string {
  if (dialect === 'v3') return `Engines of 3.x do not seal templates; this one is ${version}.`
  return source.family === 'windows' ? 'Only Linux guests can be sealed.' : true
}

function cloudInit({ source, dialect, release, version }: Scene): true | string {
  if (source.family === 'windows') return 'Cloud-init is for Linux guests; this one is Windows: use sysprep.'
  if (dialect === 'v3' && !atLeast(release, 3, 3)) {
    return `Cloud-init came with release 3.3 of the engine; this one is ${version}.`
  }
  return true
}

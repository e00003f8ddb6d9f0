import type { CloneOrder } from '../../../../contract/clone/order.ts'
import { type CloneFinding, stepOfField } from '../../../../contract/clone/plan.ts'
import { compareReleases } from '../releases.ts'
import { firstLinuxPassword } from './customization.ts'
import { keptNics } from './devices.ts'
import type { SourceFacts, Targets } from './facts.ts'
import { placeOf } from './place.ts'
import { asksPolicies, type Choice, type Speaks } from './ways.ts'

/** First release with `tpmProvisionPolicy`. */
const firstTpmPolicy = '8.0.0.0'

type Level = CloneFinding['level']

function finding(level: Level, field: string, message: string, advice?: string): CloneFinding {
  return { level, step: stepOfField(field), field, message, ...(advice === undefined ? {} : { advice }) }
}

interface Asked {
  order: CloneOrder
  source: SourceFacts
  targets: Targets
  speaks: Speaks
  choice: Choice
}

function ofWay({ order, choice }: Asked): CloneFinding[] {
  const found: CloneFinding[] = []
  if (choice.refused !== undefined) found.push(finding('error', 'way', choice.refused))
  if (choice.way === 'rest' && asksPolicies(order)) {
    found.push(
      finding(
        'warning',
        'way',
        'REST has storage policies in development only: vCenter may refuse these fields or change what they mean.',
        'Let Gantry choose the way: CloneVM_Task has them.',
      ),
    )
  }
  if (choice.way === 'task' && order.fallbackToDefaultPolicy === true) {
    found.push(
      finding(
        'warning',
        'fallbackToDefaultPolicy',
        'Only REST falls back to the datastore’s default policy; CloneVM_Task fails where a policy does not fit.',
      ),
    )
  }
  return found
}

function ofSource({ order, source, speaks }: Asked): CloneFinding[] {
  const found: CloneFinding[] = []
  if (!source.connected) {
    found.push(
      finding('error', 'source.vm', 'vCenter cannot reach this VM now, so that nothing can be copied.'),
    )
  }
  if (source.question) {
    found.push(
      finding('warning', 'source.vm', 'The source waits for an answer; vCenter may refuse to copy it.'),
    )
  }
  if (source.power === 'poweredOn' && order.source.snapshotId === undefined) {
    found.push(
      finding(
        'info',
        'source.vm',
        'The source runs: the disks of the copy are as after a power cut.',
        'Copy a quiesced snapshot, or shut the source down first.',
      ),
    )
  }
  if (source.encrypted) {
    found.push(
      finding(
        'info',
        'source.vm',
        'The source is encrypted: the copy has the same key, and its host must be able to get it.',
      ),
    )
  }
  if (order.tpm !== undefined && !source.tpm) {
    found.push(finding('error', 'tpm', 'The source has no virtual TPM.'))
  } else if (order.tpm !== undefined && compareReleases(speaks.release, firstTpmPolicy) < 0) {
    found.push(finding('error', 'tpm', 'What becomes of a TPM can be chosen from vCenter 8.0 on.'))
  } else if (source.tpm && order.tpm === undefined) {
    found.push(
      finding(
        'warning',
        'tpm',
        'The source has a virtual TPM: its secrets are copied as well.',
        compareReleases(speaks.release, firstTpmPolicy) < 0
          ? 'vCenter 8.0 and newer can make new ones.'
          : 'Choose “replace” for copies that are machines of their own.',
      ),
    )
  }
  return found
}

function ofSnapshots({ order, source }: Asked): CloneFinding[] {
  const { snapshotId } = order.source
  const snapshot = source.snapshots.find(({ id }) => id === snapshotId)
  const found: CloneFinding[] = []
  if (order.linked && snapshotId === undefined) {
    found.push(finding('error', 'linked', 'A linked copy shares the disks of a snapshot: choose one.'))
  }
  if (order.linked && order.moveType !== undefined && order.moveType !== 'createNewChildDiskBacking') {
    found.push(finding('error', 'moveType', 'A linked copy has a move type of its own.'))
  }
  if (!order.linked && order.moveType === 'createNewChildDiskBacking' && snapshotId === undefined) {
    found.push(finding('error', 'moveType', 'createNewChildDiskBacking needs a snapshot of the source.'))
  }
  if (order.linked && order.disks.some(({ format }) => format !== undefined)) {
    found.push(finding('error', 'disks', 'Disks of a linked copy have the format of the source.'))
  }
  if (order.memory === true && snapshot?.memory !== true) {
    found.push(finding('error', 'memory', 'Only a snapshot that holds memory can be copied with it.'))
  }
  return found
}

function ofPlacement({ order, source, targets, choice }: Asked): CloneFinding[] {
  const { placement } = order
  const found: CloneFinding[] = []
  const { poolId, folderId } = placeOf(order, source, targets)
  if (choice.way === 'task' && source.template && !order.template && poolId === undefined) {
    found.push(
      finding(
        'error',
        'placement.poolId',
        'A template is in no resource pool: choose a cluster, host or pool.',
      ),
    )
  }
  if (choice.way === 'task' && folderId === undefined) {
    found.push(finding('error', 'placement.folderId', 'Choose a folder: that of the source is not known.'))
  }
  const cluster = targets.owners.get(poolId ?? '') ?? targets.computes.get(placement.clusterId ?? '')
  // Where no pool is named the copy runs on the host of its source.
  if (cluster?.drs === false && placement.hostId === undefined) {
    found.push(
      finding(
        'error',
        'placement.hostId',
        `“${cluster.name}” has no DRS that could choose a host: choose one.`,
      ),
    )
  }
  return found
}

function ofHardware({ order, source }: Asked): CloneFinding[] {
  const found: CloneFinding[] = []
  const cpus = order.cpus ?? source.cpus
  const cores = order.coresPerSocket
  if (cores !== undefined && cpus % cores !== 0) {
    found.push(
      finding('error', 'coresPerSocket', `${cpus} processors cannot be split into sockets of ${cores}.`),
    )
  }
  if (order.memoryBytes !== undefined && order.memoryBytes % (4 * 1024 ** 2) !== 0) {
    found.push(finding('error', 'memoryBytes', 'vCenter takes memory in steps of 4 MB.'))
  }
  for (const [index, { id }] of order.disks.entries()) {
    if (source.disks.some((disk) => disk.id === id)) continue
    found.push(finding('error', `disks.${index}.id`, 'The source has no such disk any more.'))
  }
  for (const [index, { id }] of order.nics.entries()) {
    if (source.nics.some((nic) => nic.id === id)) continue
    found.push(finding('error', `nics.${index}.id`, 'The source has no such card any more.'))
  }
  return found
}

function ofGuest({ order, source, speaks }: Asked): CloneFinding[] {
  const { customization: given } = order
  const found: CloneFinding[] = []
  if (order.template && (order.powerOn || given.kind !== 'none')) {
    found.push(
      finding('info', 'template', 'A template is neither started nor customized: these choices do nothing.'),
    )
    return found
  }
  if (given.kind === 'none') {
    const own = order.copies.some(({ hostName, address }) => hostName !== undefined || address !== undefined)
    if (own) {
      found.push(
        finding(
          'warning',
          'customization.kind',
          'Host names and addresses do nothing without a customization.',
        ),
      )
    }
    return found
  }
  if (given.kind === 'cloud-init' || given.kind === 'sysprep') {
    return [finding('error', 'customization.kind', 'vCenter has no such customization.')]
  }
  const { family, name, tools } = source.guest
  const wants = given.kind === 'stored' ? undefined : given.kind
  if (wants !== undefined && family !== undefined && family !== wants) {
    found.push(
      finding(
        'error',
        'customization.kind',
        `The guest is ${name ?? family}; this customization is for ${wants === 'linux' ? 'Linux' : 'Windows'}.`,
      ),
    )
  } else if (family === 'other') {
    found.push(
      finding(
        'error',
        'customization.kind',
        `vCenter customizes Linux and Windows only; the guest is ${name ?? 'another'}.`,
      ),
    )
  }
  if (tools === 'none') {
    found.push(
      finding(
        'error',
        'customization.kind',
        'The guest has no VMware Tools, which do the customization.',
        'Install them in the source first.',
      ),
    )
  } else if (tools === 'unknown') {
    found.push(finding('info', 'customization.kind', 'Whether the guest has VMware Tools is not known.'))
  }
  if (order.memory === true) {
    found.push(
      finding(
        'warning',
        'customization.kind',
        'With its memory a copy resumes; it is not customized before.',
      ),
    )
  } else if (!order.powerOn) {
    found.push(finding('info', 'powerOn', 'The guest is customized when the copy starts for the first time.'))
  }
  if (given.kind === 'stored') return found
  const cards = keptNics(order, source).length
  if (given.adapters.length > cards) {
    found.push(
      finding(
        'error',
        'customization.adapters',
        `${given.adapters.length} cards are described, but the copy has ${cards}.`,
      ),
    )
  } else if (given.adapters.length < cards) {
    found.push(
      finding(
        'info',
        'customization.adapters',
        `${given.adapters.length} of ${cards} cards are described; the rest takes DHCP.`,
      ),
    )
  }
  const password = given.kind === 'linux' ? given.password : undefined
  if (password !== undefined && password !== '' && compareReleases(speaks.release, firstLinuxPassword) < 0) {
    found.push(
      finding(
        'error',
        'customization.password',
        'vCenter sets the password of root from 9.1 on.',
        'Leave it empty, or set it by a script.',
      ),
    )
  }
  return found
}

/** What this vCenter will not do, or does otherwise than one may think. */
export function checkOrder(asked: Asked): CloneFinding[] {
  return [ofWay, ofSource, ofSnapshots, ofPlacement, ofHardware, ofGuest].flatMap((check) => check(asked))
}

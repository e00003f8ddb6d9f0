import { notes } from './check-parts.ts'
import type { CloneInventory } from './clone-inventory.ts'
import { followsVsphere } from './family.ts'
import type { CloneFeature, CloneOptions } from './options.ts'
import type { CloneOrder } from './order.ts'
import { sourceRow } from './place.ts'
import type { CloneFinding } from './plan.ts'

/** What of an order needs a feature, and the field that asks for it. */
function asked(order: CloneOrder): [field: string, feature: CloneFeature, asks: boolean][] {
  const { customization, disks, copies } = order
  const disk = (
    field: 'remove' | 'datastoreId' | 'format' | 'policyId' | 'moveType',
    feature: CloneFeature,
  ) =>
    disks.map((one, index): [string, CloneFeature, boolean] => [
      `disks.${index}.${field}`,
      feature,
      one[field] !== undefined && one[field] !== false,
    ])
  const place = (field: 'folderId' | 'hostId' | 'poolId', feature: CloneFeature) => [
    [`placement.${field}`, feature, order.placement[field] !== undefined] as [string, CloneFeature, boolean],
    ...copies.map(({ placement }, index): [string, CloneFeature, boolean] => [
      `copies.${index}.placement.${field}`,
      feature,
      placement?.[field] !== undefined,
    ]),
  ]
  return [
    ['linked', 'linked', order.linked],
    ['memory', 'memory', order.memory === true],
    ['template', 'template', order.template],
    ...place('folderId', 'folder'),
    ...place('hostId', 'host'),
    ...place('poolId', 'pool'),
    ...(['cpus', 'coresPerSocket', 'memoryBytes'] as const).map((field): [string, CloneFeature, boolean] => [
      field,
      'hardware',
      order[field] !== undefined,
    ]),
    ['notes', 'notes', order.notes !== undefined && order.notes !== ''],
    ['nics', 'nics', order.nics.length > 0],
    ...disk('remove', 'disk-remove'),
    ...disk('datastoreId', 'disk-datastore'),
    ...disk('format', 'disk-format'),
    ...disk('policyId', 'disk-policy'),
    ...disk('moveType', 'move-type'),
    ['moveType', 'move-type', order.moveType !== undefined],
    ['homePolicyId', 'policy', order.homePolicyId !== undefined],
    ['diskPolicyId', 'policy', order.diskPolicyId !== undefined],
    ['tpm', 'tpm', order.tpm !== undefined],
    ['powerOn', 'power-on', order.powerOn && !order.template],
    ['customization', 'customize-stored', customization.kind === 'stored'],
    ['customization', 'customize-linux', customization.kind === 'linux'],
    ['customization', 'customize-windows', customization.kind === 'windows'],
    ['customization', 'cloud-init', customization.kind === 'cloud-init'],
    ['customization', 'sysprep', customization.kind === 'sysprep'],
    ['clonePermissions', 'permissions', order.clonePermissions === true],
    ['discardSnapshots', 'discard-snapshots', order.discardSnapshots === true],
    ['seal', 'seal', order.seal === true],
    ['version', 'version', order.version !== undefined],
    ['extraSpec', 'extra-spec', order.extraSpec !== undefined],
  ]
}

/** Said where the options tell no reason. */
export const notOffered = 'This cannot be asked of copies of this source.'

/** What is asked for that the source or its system does not offer, and hardware that cannot be. */
export function checkAsked(order: CloneOrder, options: CloneOptions): CloneFinding[] {
  const { findings, note } = notes()
  for (const [field, feature, asks] of asked(order)) {
    const can = options.features[feature]
    if (asks && can !== true) note('error', field, can ?? notOffered)
  }
  const forced = options.ways.find(({ way }) => way === order.way)
  if (order.way !== undefined && forced?.possible !== true)
    note('error', 'way', forced?.possible ?? notOffered)
  const cpus = order.cpus ?? options.source.cpus
  const cores = order.coresPerSocket
  if (cores !== undefined && cpus % cores !== 0)
    note(
      'error',
      'coresPerSocket',
      `${cpus} CPUs cannot be shared out evenly over sockets of ${cores} cores.`,
    )
  const step = followsVsphere(options) ? 4 : 1
  if (order.memoryBytes !== undefined && order.memoryBytes % (step * 1024 ** 2) !== 0)
    note('error', 'memoryBytes', `Memory comes in steps of ${step} MiB.`)
  const { storagePolicies: policies } = options
  const policy = (field: string, id: string | undefined) => {
    if (id !== undefined && Array.isArray(policies) && !policies.some((one) => one.id === id))
      note('error', field, 'This storage policy is not there any more.')
  }
  policy('homePolicyId', order.homePolicyId)
  policy('diskPolicyId', order.diskPolicyId)
  for (const [index, { policyId }] of order.disks.entries()) policy(`disks.${index}.policyId`, policyId)
  if (order.template && order.powerOn)
    note('warning', 'powerOn', 'Templates are not started; this is passed over.')
  return findings
}

/**
 * What is to be known of the source, and what of it does not go together. Sources: `CloneVM_Task`: `InvalidState`, a linked clone
 * and its memory come from a snapshot; engines: a thin VM is one of a template, and locked objects cannot be copied.
 */
export function checkSource(
  order: CloneOrder,
  options: CloneOptions,
  inventory: CloneInventory,
): CloneFinding[] {
  const { findings, note } = notes()
  const row = sourceRow(inventory, order)
  const { snapshotId } = order.source
  if (row === undefined) note('error', 'source.vm', 'The source is not in the inventory any more.')
  else {
    if (row.kind === 'vm' && row.connected === false)
      note('error', 'source.vm', `${row.name} cannot be reached by its system: ${row.status}.`)
    if (row.kind === 'vm' && row.question === true)
      note('warning', 'source.vm', `${row.name} waits for an answer; it may not be copied until then.`)
    if (row.status === 'image_locked' || row.status === 'locked')
      note('error', 'source.vm', `${row.name} is locked by something that is under way.`)
  }
  const snapshot = options.snapshots.find(({ id }) => id === snapshotId)
  if (snapshotId !== undefined && snapshot === undefined)
    note('error', 'source.snapshotId', 'This snapshot is not there any more.')
  const vsphere = followsVsphere(options)
  if (order.linked && vsphere && snapshotId === undefined)
    note(
      'error',
      'linked',
      'A linked clone shares the disks of a snapshot.',
      'Choose a snapshot of the source.',
    )
  if (order.linked && !vsphere && options.source.kind !== 'template')
    note('error', 'linked', 'Only VMs of a template share its disks.')
  if (order.memory === true && snapshot?.memory !== true)
    note(
      'error',
      'memory',
      snapshotId === undefined
        ? 'Memory can be copied from a snapshot only.'
        : 'This snapshot was made without memory.',
    )
  if (options.source.note !== undefined && snapshotId === undefined)
    note('info', 'source.vm', options.source.note)
  for (const { part, reason } of options.missing)
    findings.push({
      level: 'info',
      step: 'source',
      message: `Not checked, because it could not be read: ${part}. ${reason}`,
    })
  return findings
}

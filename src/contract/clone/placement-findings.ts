import { formatBytes } from '../units.ts'
import { neededNetworks } from './check-placement.ts'
import { disksOfCopy } from './check-space.ts'
import { type CloneInventory, rowOf } from './clone-inventory.ts'
import { computeOf, freeOf, hostsOf } from './compute.ts'
import { followsVsphere } from './family.ts'
import type { CloneOptions } from './options.ts'
import type { CloneOrder, ClonePlacement } from './order.ts'
import {
  type Place,
  type PlacementField,
  placementFields,
  placementKinds,
  placeOf,
  settledPlace,
  sourceRow,
} from './place.ts'
import { clashesOf, computeRefusal, datastoreRefusal, hostRefusal } from './placement-rules.ts'
import { type CloneFinding, stepOfField } from './plan.ts'
import { targetOf } from './reach.ts'

/** Copies that go to the same place. */
interface Group {
  own: ClonePlacement
  copies: number[]
}

function groupsOf(order: CloneOrder): Group[] {
  const groups = new Map<string, Group>()
  for (const [index, { placement: own = {} }] of order.copies.entries()) {
    const key = placementFields.map((field) => own[field] ?? '').join('\n')
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { own, copies: [index] })
    else group.copies.push(index)
  }
  return [...groups.values()]
}

type Say = (level: CloneFinding['level'], field: string, message: string, advice?: string) => void

const gone = 'It is not in the inventory any more.'

/**
 * What is wrong with where the copies go, told at the fields that say so. Sources: vCenter REST `VM: clone`, `placement`
 * (disjoint placement, also with values of the source; a host where DRS chooses none); `CloneVM_Task`: `location.pool`
 * is required for templates; engines: a VM belongs to a cluster, its disks to domains of that data center.
 */
export function checkPlacement(
  order: CloneOrder,
  options: CloneOptions,
  inventory: CloneInventory,
): CloneFinding[] {
  const findings: CloneFinding[] = []
  const told = new Set<string>()
  const say: Say = (level, field, message, advice) => {
    if (told.has(`${field}\n${message}`)) return
    told.add(`${field}\n${message}`)
    const step = stepOfField(field)
    findings.push({ level, step, field, message, ...(advice === undefined ? {} : { advice }) })
  }
  for (const group of groupsOf(order)) checkGroup(group, order, options, inventory, say)
  return findings
}

function checkGroup(
  { own, copies }: Group,
  order: CloneOrder,
  options: CloneOptions,
  inventory: CloneInventory,
  say: Say,
): void {
  /** At every copy that says this field itself, else at the placement of all. */
  const at = (field: PlacementField, level: CloneFinding['level'], message: string, advice?: string) => {
    if (own[field] === undefined) say(level, `placement.${field}`, message, advice)
    else for (const index of copies) say(level, `copies.${index}.placement.${field}`, message, advice)
  }
  const placement: ClonePlacement = { ...order.placement, ...own }
  const source = sourceRow(inventory, order)
  const rows = placeOf(inventory, placement)
  const place = settledPlace(inventory, placement, source)
  let missing = false
  for (const field of placementFields) {
    if (placement[field] === undefined || rows[placementKinds[field]] !== undefined) continue
    missing = true
    at(field, 'error', gone)
  }
  if (missing) return

  const refusals: [PlacementField, string | undefined][] = [
    ['hostId', rows.host && hostRefusal(rows.host)],
    ['datastoreId', rows.datastore && datastoreRefusal(rows.datastore)],
    ['poolId', rows.pool && computeRefusal(inventory, computeOf(rows.pool))],
    ['clusterId', rows.cluster && computeRefusal(inventory, rows.cluster.id)],
  ]
  for (const [field, refusal] of refusals) if (refusal !== undefined) at(field, 'error', refusal)

  for (const { kind, fields, message } of clashesOf(inventory, options, judgedPlace(rows, place))) {
    const said = fields.find((field) => own[field] !== undefined) ?? fields.find((field) => placement[field])
    const unsaid = fields.find((field) => placement[field] === undefined)
    // A datastore out of reach is told where it was chosen; a value of the source in another data center, where another
    // one can be chosen: a cluster rather than one of its pools.
    if (unsaid === undefined || (kind === 'reach' && said !== undefined))
      at(said ?? fields[0], 'error', message)
    else
      at(unsaid === 'poolId' ? 'clusterId' : unsaid, 'error', message, 'The source is there. Choose another.')
  }
  const checked: Checked = { order, options, inventory, placement, place, at }
  checkCompute(checked)
  checkReach(checked, say)
  checkMemory(copies.length, checked)
}

/** What was said, with values of the source where nothing was: not what follows from what was said. */
function judgedPlace(said: Place, settled: Place): Place {
  if (said.host === undefined && said.cluster === undefined && said.pool === undefined) {
    const { cluster, ...rest } = settled
    return settled.pool === undefined && cluster !== undefined ? { ...rest, cluster } : rest
  }
  const folder = said.folder ?? settled.folder
  return folder === undefined ? said : { ...said, folder }
}

interface Checked {
  order: CloneOrder
  options: CloneOptions
  inventory: CloneInventory
  placement: ClonePlacement
  place: Place
  at(field: PlacementField, level: CloneFinding['level'], message: string, advice?: string): void
}

/** Whether anything says what runs the copies, and whether that is enough. */
function checkCompute({ order, options, inventory, placement, place, at }: Checked): void {
  const source = sourceRow(inventory, order)
  const elsewhere = [placement.poolId, placement.clusterId, placement.hostId].some((id) => id !== undefined)
  if (!followsVsphere(options)) {
    if (place.cluster === undefined) at('clusterId', 'error', 'Choose the cluster of the copies.')
    else if (!elsewhere) {
      const refusal = computeRefusal(inventory, place.cluster.id)
      if (refusal !== undefined && order.powerOn)
        at('clusterId', 'warning', `Cluster ${place.cluster.name} of the source: ${refusal}`)
    }
    return
  }
  // A template of a template needs no pool.
  if (source?.kind === 'template' && place.pool === undefined && !order.template)
    at(
      'poolId',
      'error',
      'A template has no resource pool of its own.',
      'Choose a cluster, a host or a resource pool.',
    )
  if (placement.hostId !== undefined) return
  // Where no pool is named the copy runs on the host of its source.
  const pooled = elsewhere || (source?.kind === 'template' && !order.template)
  if (pooled && place.cluster?.drs === false)
    at(
      'hostId',
      'error',
      `DRS is off in cluster ${place.cluster.name}, so nothing chooses a host.`,
      'Choose a host.',
    )
  const host = elsewhere || source?.kind !== 'vm' ? undefined : rowOf(inventory, 'host', source.hostId)
  const refusal = host === undefined ? undefined : hostRefusal(host)
  if (host !== undefined && refusal !== undefined)
    at('hostId', 'warning', `Host ${host.name} of the source: ${refusal}`, 'Choose another host or cluster.')
}

/** What runs the copies must reach their datastores and networks. */
function checkReach({ order, options, inventory, placement, place, at }: Checked, say: Say): void {
  const target = targetOf(inventory, options, place)
  for (const { diskId, datastoreId } of disksOfCopy(order, options)) {
    const disk = options.disks.find(({ id }) => id === diskId)
    const name = disk?.name ?? diskId
    if (datastoreId !== undefined) {
      const field = `disks.${order.disks.findIndex(({ id }) => id === diskId)}.datastoreId`
      const row = rowOf(inventory, 'datastore', datastoreId)
      const refusal = row === undefined ? gone : datastoreRefusal(row)
      if (refusal !== undefined) say('error', field, refusal)
      else if (target?.reaches('datastores', datastoreId) === false)
        say('error', field, `${target.lacks} datastore ${row?.name ?? datastoreId}.`)
    }
    // Linked copies go on reading the disks of the source.
    if (disk?.datastoreId === undefined || target === undefined) continue
    const stays = datastoreId === undefined && placement.datastoreId === undefined
    if (!(stays || order.linked) || target.reaches('datastores', disk.datastoreId)) continue
    const where = inventory.get(disk.datastoreId)?.name ?? disk.datastoreId
    const message = `${target.lacks} datastore ${where}, where ${name} of the source is.`
    if (order.linked) say('error', 'linked', message, 'Choose a place that reaches it, or make full copies.')
    else at('datastoreId', 'error', message, 'Choose a datastore.')
  }
  for (const { id, name, nic, asked } of neededNetworks(order, options, inventory)) {
    // Engines offer profiles of networks too, which are no rows.
    const known = !followsVsphere(options) || rowOf(inventory, 'network', id) !== undefined
    if (asked !== undefined && !known) say('error', `nics.${asked}.networkId`, gone)
    if (!known) continue
    if (target === undefined || target.reaches('networks', id)) continue
    if (asked === undefined)
      say(
        'warning',
        'nics',
        `${target.lacks} network ${name} of ${nic}.`,
        'The card may not be connected. Choose another network.',
      )
    else say('error', `nics.${asked}.networkId`, `${target.lacks} network ${name}.`)
  }
}

/** Memory of copies that are to run, against what is free where they run. */
function checkMemory(count: number, { order, options, inventory, placement, place, at }: Checked): void {
  if (!order.powerOn || order.template) return
  const compute = place.pool === undefined ? place.cluster?.id : computeOf(place.pool)
  const hosts = place.host === undefined ? hostsOf(inventory, compute) : [place.host]
  const free = freeOf(hosts).memoryBytes
  const wanted = count * (order.memoryBytes ?? options.source.memoryBytes)
  if (free === undefined || wanted <= free) return
  const field = (['hostId', 'poolId', 'clusterId'] as const).find((one) => placement[one] !== undefined)
  at(
    field ?? (followsVsphere(options) ? 'poolId' : 'clusterId'),
    'warning',
    `The copies have ${formatBytes(wanted)} of memory together; ${formatBytes(free)} are free there.`,
  )
}

import { mergedFindings, preflight } from '../../contract/clone/check-order.ts'
import { type CloneInventory, cloneInventory } from '../../contract/clone/clone-inventory.ts'
import type { CloneOptions } from '../../contract/clone/options.ts'
import type { CloneOrder, CloneSource } from '../../contract/clone/order.ts'
import type { CloneFinding, ClonePlan, CloneSpace } from '../../contract/clone/plan.ts'
import { spaceOf } from '../../contract/clone/space-findings.ts'
import { Fault } from '../../contract/fault.ts'
import { ended } from '../../contract/job.ts'
import type { AdapterPlan } from '../hypervisors/clone-port.ts'
import type { InventoryStore } from '../live/inventory-store.ts'
import type { Watcher } from '../live/watcher.ts'

/** Options of a source are good for so long: somebody who types must not have them read again with every key. */
const keepMs = 15_000

interface Kept {
  until: number
  options: Promise<CloneOptions>
}
const keptOptions = new WeakMap<Watcher, Map<string, Kept>>()

/** The options of a source as they were read moments ago for this account, or read now. */
export function optionsOf(
  watcher: Watcher,
  source: CloneSource,
  now: number,
  read: () => Promise<CloneOptions>,
): Promise<CloneOptions> {
  const kept = keptOptions.get(watcher) ?? new Map<string, Kept>()
  keptOptions.set(watcher, kept)
  for (const [key, { until }] of kept) if (until <= now) kept.delete(key)
  const key = `${source.vm}\n${source.snapshotId ?? ''}`
  const known = kept.get(key)
  if (known !== undefined) return known.options
  const options = read()
  const entry = { until: now + keepMs, options }
  kept.set(key, entry)
  // What failed is asked again, by the next who wants to know.
  options.catch(() => {
    if (kept.get(key) === entry) kept.delete(key)
  })
  return options
}

/** The next who asks for options of this source reads them. */
export function forgetOptions(watcher: Watcher, source: CloneSource): void {
  keptOptions.get(watcher)?.delete(`${source.vm}\n${source.snapshotId ?? ''}`)
}

const keptInventories = new WeakMap<InventoryStore, { version: number; inventory: CloneInventory }>()

function inventoryOf({ store, system }: Watcher): CloneInventory {
  const known = keptInventories.get(store)
  if (known?.version === store.version) return known.inventory
  const inventory = cloneInventory(system, store.rows())
  keptInventories.set(store, { version: store.version, inventory })
  return inventory
}

/** What the rules of the contract say of an order, and the space that it takes. */
export interface RuleFindings {
  findings: CloneFinding[]
  space: CloneSpace[]
}

/** Without a complete inventory names and places cannot be judged, and nothing is called gone. */
export function checkByRules(watcher: Watcher, order: CloneOrder, options: CloneOptions): RuleFindings {
  const inventory = inventoryOf(watcher)
  const space = spaceOf(order, options, inventory)
  if (watcher.store.complete)
    return { findings: [...preflight(order, options, inventory), ...inTheMaking(watcher, order)], space }
  const message = 'The inventory is still being read: names, places and space were not checked.'
  return { findings: [{ level: 'warning', step: 'review', message }], space }
}

/** Names that copies under way will have. */
function inTheMaking(watcher: Watcher, order: CloneOrder): CloneFinding[] {
  const names = new Set<string>()
  for (const job of watcher.jobs.changesSince(0).jobs)
    if (job.makes !== undefined && !ended(job)) names.add(job.makes.name)
  return order.copies.flatMap(({ name }, index): CloneFinding[] =>
    names.has(name)
      ? [
          {
            level: 'warning',
            step: 'copies',
            field: `copies.${index}.name`,
            message: 'A copy of this name is being made now.',
          },
        ]
      : [],
  )
}

/** The plan of the adapter with what the rules found. */
export function wholePlan(plan: AdapterPlan, { findings, space }: RuleFindings): ClonePlan {
  return { ...plan, findings: mergedFindings(findings, plan.findings), space }
}

/**
 * Throws the first error of the rules with the field that it blames, the others as its causes. Copies whose intent is a job
 * already are passed over: sending the same again must find them, not their own names.
 */
export function refuseErrors(
  watcher: Watcher,
  order: CloneOrder,
  intents: readonly string[],
  options: CloneOptions,
): void {
  const fresh = intents.flatMap((intent, index) => (watcher.jobs.get(intent) === undefined ? [index] : []))
  if (fresh.length === 0) return
  const copies = fresh.flatMap((index) => order.copies[index] ?? [])
  const { findings } = checkByRules(watcher, { ...order, copies }, options)
  const [first, ...others] = findings.filter(({ level }) => level === 'error')
  if (first === undefined) return
  const field = first.field?.replace(/^copies\.(\d+)/, (_, index) => `copies.${fresh[Number(index)]}`)
  throw new Fault({
    kind: 'invalid-input',
    message: first.message,
    ...(field === undefined ? {} : { field }),
    ...(first.advice === undefined ? {} : { advice: first.advice }),
    ...(others.length === 0 ? {} : { causes: others.slice(0, 20).map(({ message }) => message) }),
    system: watcher.system,
  })
}

/** Units of a host's or a datastore's room for heavy work. */
export interface Cost {
  /** The host or datastore. */
  readonly id: string
  readonly units: number
}

/** Units per host and per datastore, as vCenter counts them. */
const limits = { host: 16, datastore: 128 } as const

/** What kinds of work cost: on each host and on each datastore that take part. */
export const workCosts = {
  migrate: { host: 2, datastore: 1 },
  relocate: { host: 8, datastore: 16 },
  clone: { host: 4, datastore: 16 },
  linkedClone: { host: 1, datastore: 1 },
} as const

export function costsOf(
  kind: keyof typeof workCosts,
  places: { hosts: readonly { id: string }[]; datastores: readonly { id: string }[] },
): Cost[] {
  const units = workCosts[kind]
  const once = (list: readonly { id: string }[]) => [...new Set(list.map(({ id }) => id))]
  return [
    ...once(places.hosts).map((id) => ({ id, units: units.host })),
    ...once(places.datastores).map((id) => ({ id, units: units.datastore })),
  ]
}

interface Entry {
  key: object
  costs: readonly Cost[]
  start: () => void
}

/** Lets work in as long as there is room where it takes place; the rest waits in order. */
export class TaskSlots {
  private readonly used = new Map<string, number>()
  private readonly inside = new Map<object, readonly Cost[]>()
  private readonly waiting = new Map<object, Entry>()

  enter(key: object, costs: readonly Cost[], start: () => void): void {
    const entry = { key, costs, start }
    if (costs.length === 0) start()
    else if (this.fits(costs)) this.admit(entry)
    else this.waiting.set(key, entry)
  }

  /** `key` is over, or gives up waiting. */
  leave(key: object): void {
    const costs = this.inside.get(key)
    if (costs === undefined) {
      this.waiting.delete(key)
      return
    }
    this.inside.delete(key)
    for (const { id, units } of costs) {
      const left = (this.used.get(id) ?? 0) - units
      if (left > 0) this.used.set(id, left)
      else this.used.delete(id)
    }
    for (const entry of this.waiting.values()) {
      if (!this.fits(entry.costs)) continue
      this.waiting.delete(entry.key)
      this.admit(entry)
    }
  }

  private fits(costs: readonly Cost[]): boolean {
    return costs.every(({ id, units }) => {
      const limit = id.startsWith('datastore') ? limits.datastore : limits.host
      return (this.used.get(id) ?? 0) + units <= limit
    })
  }

  private admit(entry: Entry): void {
    this.inside.set(entry.key, entry.costs)
    for (const { id, units } of entry.costs) this.used.set(id, (this.used.get(id) ?? 0) + units)
    entry.start()
  }
}

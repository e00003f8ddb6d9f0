import { keyOf } from '../../../../contract/inventory.ts'

/** Keys in an order; plain arrays of keys are such, too. */
export interface Keys {
  readonly length: number
  at(index: number): string | undefined
  indexOf(key: string): number
}

/** The keys (`system/id`) of rows in their order, made only for those that are asked for. */
export class RowKeys implements Keys {
  readonly #rows: readonly { system: string; id: string }[]

  constructor(rows: readonly { system: string; id: string }[]) {
    this.#rows = rows
  }

  get length(): number {
    return this.#rows.length
  }

  at(index: number): string | undefined {
    const row = this.#rows[index]
    return row && keyOf(row)
  }

  indexOf(key: string): number {
    const slash = key.indexOf('/')
    const system = key.slice(0, slash)
    const id = key.slice(slash + 1)
    return this.#rows.findIndex((row) => row.id === id && row.system === system)
  }
}

import { formatBytes } from '../../../../contract/units.ts'

export interface Fact {
  label: string
  value: string
}

/** Collects facts and leaves out what the system does not say. */
export class Facts {
  readonly list: Fact[] = []

  text(label: string, value: string | undefined): this {
    if (value !== undefined && value !== '') this.list.push({ label, value })
    return this
  }

  number(label: string, value: number | undefined, unit = ''): this {
    return this.text(label, value === undefined ? undefined : `${value}${unit}`)
  }

  bytes(label: string, value: number | undefined): this {
    return this.text(label, value === undefined ? undefined : formatBytes(value))
  }

  flag(label: string, value: boolean | undefined): this {
    return this.text(label, value === undefined ? undefined : value ? 'yes' : 'no')
  }

  /** `value` is epoch ms, shown as UTC. */
  time(label: string, value: number | undefined): this {
    if (value === undefined) return this
    return this.text(label, `${new Date(value).toISOString().slice(0, 19).replace('T', ' ')} UTC`)
  }
}

/**
 * What the engine says, before it is written as JSON or XML. Plain numbers are integers. A list is an object
 * with one singular key: `{ nics: { nic: [ … ] } }`.
 */
export type Wire = string | number | boolean | Decimal | Moment | Wire[] | WireObject | undefined
/** The keys `id`, `href`, `rel` and those that start with `@` are attributes in XML; `#text` is the text itself. */
export interface WireObject {
  [key: string]: Wire
}

/** A number that JSON writes as a number: a decimal or the datum of a statistic. */
export class Decimal {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
}

/** A point in time, epoch ms. */
export class Moment {
  readonly ms: number
  constructor(ms: number) {
    this.ms = ms
  }
}

export const decimal = (value: number): Decimal => new Decimal(value)
export const moment = (ms: number | undefined): Moment | undefined =>
  ms === undefined ? undefined : new Moment(ms)

/** A reply: the root element of XML, which JSON leaves out. */
export interface Document {
  root: string
  body: WireObject
}

import type { InventoryRow } from '../inventory.ts'

/** What a search needs to know beyond the row itself. All names are as shown. */
export interface SearchLookup {
  nameOf(system: string, id: string): string | undefined
  systemName(system: string): string
  /** Names of a folder and the folders above it, joined by `/`. */
  folderPath(system: string, id: string): string | undefined
  /** How many VMs run on a host or belong to a cluster, datastore or network. */
  countVms(system: string, id: string): number
  countHosts(system: string, id: string): number
  /** Epoch milliseconds. */
  now: number
}

interface FieldBase {
  /** As typed in a query: lower case. */
  name: string
  aliases?: readonly string[]
  /** As said in a sentence, e.g. `guest OS`. */
  noun: string
  /** Shown beside the completion. */
  help: string
}

type Texts = string | readonly string[] | undefined

/** Free text; several texts match when any does. */
export interface TextField<R> extends FieldBase {
  type: 'text' | 'address' | 'version'
  read(row: R): Texts
}

/** Names of other objects. */
export interface ReferenceField<R> extends FieldBase {
  type: 'reference'
  to: 'object' | 'folder' | 'system'
  ids(row: R): Texts
}

export interface Choice {
  value: string
  noun: string
  aliases?: readonly string[]
}

/** One of a closed set of words. */
export interface ChoiceField<R> extends FieldBase {
  type: 'choice'
  choices: readonly Choice[]
  read(row: R): string | undefined
}

export type NumberUnit = 'count' | 'bytes' | 'percent' | 'duration' | 'date'

/** A quantity: count, bytes, 0…100, milliseconds, or epoch milliseconds. */
export interface NumberField<R> extends FieldBase {
  type: 'number'
  unit: NumberUnit
  read(row: R, lookup: SearchLookup): number | undefined
  /** What 100 % is, where the field also takes percentages. */
  whole?(row: R): number | undefined
}

export type SearchField<R> = TextField<R> | ReferenceField<R> | ChoiceField<R> | NumberField<R>

/** The fields of one kind of row and what free text looks at. */
export interface FieldSet<R extends InventoryRow = InventoryRow> {
  kind: R['kind']
  /** Plural, as in `virtual machines whose …`. */
  noun: string
  fields: readonly SearchField<R>[]
  /** Names of the text and reference fields in which free text is sought. */
  freeText: readonly string[]
}

const byName = new WeakMap<object, Map<string, unknown>>()

/** The field called so, by name or alias, without regard to case. */
export function findField<R extends InventoryRow>(
  set: FieldSet<R>,
  name: string,
): SearchField<R> | undefined {
  let fields = byName.get(set)
  if (!fields) {
    fields = new Map()
    for (const field of set.fields) {
      for (const alias of [field.name, ...(field.aliases ?? [])]) fields.set(alias, field)
    }
    byName.set(set, fields)
  }
  // The map is filled from this very set two lines above.
  return fields.get(name.toLowerCase()) as SearchField<R> | undefined
}

/** The choice that a word names, by value, noun or alias. */
export function findChoice<R>(field: ChoiceField<R>, word: string): Choice | undefined {
  const wanted = word.toLowerCase().replaceAll(/[\s_-]/g, '')
  return field.choices.find((choice) =>
    [choice.value, choice.noun, ...(choice.aliases ?? [])].some(
      (alias) => alias.toLowerCase().replaceAll(/[\s_-]/g, '') === wanted,
    ),
  )
}

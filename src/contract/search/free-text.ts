import type { InventoryRow } from '../inventory.ts'
import type { SearchNode, SearchValue } from './ast.ts'
import { readField } from './conditions.ts'
import { type FieldSet, findField, type ReferenceField, type SearchLookup, type TextField } from './fields.ts'
import { keptWithRow } from './kept-with-row.ts'
import { networkTest } from './text-match.ts'

/** Where free text is sought: in a row's own texts, and in the names of what it refers to. */
export function freeTextFields<R extends InventoryRow>(
  set: FieldSet<R>,
): { own: readonly TextField<R>[]; references: readonly ReferenceField<R>[] } {
  const own: TextField<R>[] = []
  const references: ReferenceField<R>[] = []
  for (const name of set.freeText) {
    const field = findField(set, name)
    if (field?.type === 'reference') references.push(field)
    else if (field && field.type !== 'number' && field.type !== 'choice') own.push(field)
    else throw new TypeError(`Free text cannot look at the field ${name}.`)
  }
  return { own, references }
}

/** Own texts of rows in one, in lower case, by field set. */
const joinedTexts = new WeakMap<object, (row: InventoryRow) => string>()

/** All own texts of a row in one, in lower case, each on a line of its own. */
export function ownTextOf<R extends InventoryRow>(set: FieldSet<R>): (row: R) => string {
  let known = joinedTexts.get(set)
  if (!known) {
    const { own } = freeTextFields(set)
    // A set is asked for rows of its own kind alone.
    known = keptWithRow((row) => joined(row as R, own))
    joinedTexts.set(set, known)
  }
  return known
}

/** A line break keeps one text from running into the next. */
function joined<R>(row: R, own: readonly TextField<R>[]): string {
  let text = ''
  for (const field of own) {
    const value = field.read(row)
    if (value === undefined) continue
    text += typeof value === 'string' ? `\n${value}` : `\n${value.join('\n')}`
  }
  return text.toLowerCase()
}

/** The names of an object that a row refers to. */
export function namesOf<R>(
  field: ReferenceField<R>,
  system: string,
  id: string,
  lookup: SearchLookup,
): string[] {
  const names =
    field.to === 'system'
      ? [id, lookup.systemName(id)]
      : field.to === 'folder'
        ? [lookup.nameOf(system, id), lookup.folderPath(system, id)]
        : [lookup.nameOf(system, id)]
  return names.filter((name) => name !== undefined)
}

/**
 * The texts of a row in one, in lower case, each on a line of its own: those of a field, or those in which free text is
 * sought. Names of other objects are looked up once per object; make it anew when names change.
 */
export function textsOf<R extends InventoryRow>(
  set: FieldSet<R>,
  lookup: SearchLookup,
  field: string | undefined,
): (row: R) => string {
  if (field === undefined) {
    const named = freeTextFields(set).references.map((each) => namesText(each, lookup))
    const own = ownTextOf(set)
    return (row) => named.reduce((text, textOf) => text + textOf(row), own(row))
  }
  const found = findField(set, field)
  if (found?.type === 'reference') return namesText(found, lookup)
  if (!found || found.type === 'number' || found.type === 'choice') {
    throw new TypeError(`The field ${field} has no texts.`)
  }
  return (row) => joined(row, [found])
}

function namesText<R extends InventoryRow>(
  field: ReferenceField<R>,
  lookup: SearchLookup,
): (row: R) => string {
  const systems = new Map<string, Map<string, string>>()
  const nameText = (system: string, id: string): string => {
    const known = systems.get(system) ?? new Map<string, string>()
    systems.set(system, known)
    let text = known.get(id)
    if (text === undefined) {
      text = namesOf(field, system, id, lookup)
        .map((name) => `\n${name.toLowerCase()}`)
        .join('')
      known.set(id, text)
    }
    return text
  }
  return (row) => {
    const ids = field.ids(row)
    if (ids === undefined) return ''
    if (typeof ids === 'string') return nameText(row.system, ids)
    return ids.reduce((text, id) => text + nameText(row.system, id), '')
  }
}

/** A text that the texts of a row must hold, in lower case. */
interface NeededText {
  /** Name of the field whose texts are meant; absent: those in which free text is sought. */
  field?: string
  text: string
}

/**
 * What of a query comes down to texts that a row must hold, and the rest of it, which has to be tested as well;
 * `undefined` when nothing does.
 */
export function neededTexts<R extends InventoryRow>(
  ast: SearchNode,
  set: FieldSet<R>,
): { needed: readonly NeededText[]; rest: SearchNode | undefined } | undefined {
  const items = ast.type === 'and' ? ast.items : [ast]
  const needed: NeededText[] = []
  const rest: SearchNode[] = []
  for (const item of items) {
    const text = neededText(item, set)
    if (text) needed.push(text)
    else rest.push(item)
  }
  if (needed.length === 0) return undefined
  const { start, end } = ast
  return { needed, rest: rest.length === 0 ? undefined : { type: 'and', items: rest, start, end } }
}

function neededText<R extends InventoryRow>(node: SearchNode, set: FieldSet<R>): NeededText | undefined {
  if (node.type === 'text') return plain(node.value)
  if (node.type !== 'field') return undefined
  // A text means the same at any time.
  const read = readField(node, set, 0)
  if ('errors' in read || read.negated) return undefined
  const [condition, another] = read.conditions
  if (another || condition?.type !== 'text' || condition.whole) return undefined
  const { field } = read
  const network =
    field.type === 'address' && !condition.value.quoted && networkTest(condition.value.text) !== undefined
  const text = network ? undefined : plain(condition.value)
  return text && { ...text, field: field.name }
}

/** Texts do not run over the ends of lines. */
function plain({ text, quoted }: SearchValue): NeededText | undefined {
  if (text === '' || text.includes('\n') || (!quoted && text.includes('*'))) return undefined
  return { text: text.toLowerCase() }
}

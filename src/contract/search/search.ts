import type { InventoryRow } from '../inventory.ts'
import type { SearchError, SearchNode } from './ast.ts'
import { check } from './conditions.ts'
import type { FieldSet } from './fields.ts'
import { parse } from './parse.ts'

/** A query that can be compiled, or everything that is wrong with it (at least one error, in order of place). */
export type ReadSearch = { ast: SearchNode; errors?: never } | { ast?: never; errors: SearchError[] }

/** Parses a query and checks it against the fields of one kind of row. Never throws. */
export function readSearch<R extends InventoryRow>(text: string, set: FieldSet<R>, now: number): ReadSearch {
  const { ast, error } = parse(text)
  if (error) return { errors: [error] }
  const errors = check(ast, set, now)
  return errors.length > 0 ? { errors } : { ast }
}

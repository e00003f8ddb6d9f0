import { useMemo, useState } from 'react'
import type { SearchError, SearchNode } from '../../../contract/search/ast.ts'
import { compile, type RowTest } from '../../../contract/search/compile.ts'
import { explain } from '../../../contract/search/explain.ts'
import type { FieldSet, SearchLookup } from '../../../contract/search/fields.ts'
import { readSearch } from '../../../contract/search/search.ts'
import { fieldsOf, type TabKind, type TabRow } from './tabs.ts'

interface Understood {
  kind: TabKind
  ast: SearchNode
  text: string
}

interface ReadText {
  /** Of the text as it stands. */
  errors: readonly SearchError[]
  ast: SearchNode | undefined
  /** The last text that was understood. */
  understood: Understood
}

const everything: SearchNode = { type: 'all', start: 0, end: 0 }
const noErrors: readonly SearchError[] = []

function useReadText(text: string, kind: TabKind, now: number): ReadText {
  const fields = fieldsOf(kind)
  const read = useMemo(() => readSearch(text, fields, now), [text, fields, now])
  const [last, setLast] = useState<Understood>({ kind, ast: everything, text: '' })
  // What another tab understood may name fields that this one lacks.
  const before = last.kind === kind ? last : { kind, ast: everything, text: '' }
  const understood = read.ast ? { kind, ast: read.ast, text } : before
  if (understood.ast !== last.ast || kind !== last.kind) setLast(understood)
  return { errors: read.errors ?? noErrors, ast: read.ast, understood }
}

/** What is wrong with a search text, and what it finds as a sentence. */
export function useExplained(
  text: string,
  kind: TabKind,
  now: number,
): { errors: readonly SearchError[]; explanation: string } {
  const fields = fieldsOf(kind)
  const { errors, ast, understood } = useReadText(text, kind, now)
  const explanation = useMemo(() => {
    const applied = explain(understood.ast, fields, now)
    return ast ? applied : `Still shown: ${applied}`
  }, [understood.ast, ast, fields, now])
  return { errors, explanation }
}

interface Search {
  fields: FieldSet<TabRow>
  /** The last text that was understood, read and as a test. */
  text: string
  ast: SearchNode
  test: RowTest<TabRow>
  /** Whether it leaves anything out. */
  filters: boolean
}

/** The search of a tab. While the text is not understood, the one of before stays. */
export function useSearch(text: string, kind: TabKind, lookup: SearchLookup): Search {
  const fields = fieldsOf(kind)
  const { understood } = useReadText(text, kind, lookup.now)
  const { ast } = understood
  const test = useMemo(() => compile(ast, fields, lookup), [ast, fields, lookup])
  return { fields, text: understood.text, ast, test, filters: ast.type !== 'all' }
}

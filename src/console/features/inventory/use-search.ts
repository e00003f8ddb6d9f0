import { useDeferredValue, useMemo, useState } from 'react'
import type { SearchError, SearchNode } from '../../../contract/search/ast.ts'
import { compile, type RowTest } from '../../../contract/search/compile.ts'
import { explain } from '../../../contract/search/explain.ts'
import type { SearchLookup } from '../../../contract/search/fields.ts'
import { readSearch } from '../../../contract/search/search.ts'
import { fieldsOf, type TabKind, type TabRow } from './tabs.ts'

interface Search {
  /** Of the text as it stands. */
  errors: readonly SearchError[]
  explanation: string
  /** Of the last text that was understood, a moment behind the typing. */
  test: RowTest<TabRow>
  /** Whether that text leaves anything out. */
  filters: boolean
  /** That text, and the same as a sentence. */
  applied: string
  appliedExplanation: string
}

interface Understood {
  kind: TabKind
  ast: SearchNode
  text: string
}

const everything: SearchNode = { type: 'all', start: 0, end: 0 }
const noErrors: readonly SearchError[] = []

/** The search text of a tab. While it is not understood, the result of before stays. */
export function useSearch(text: string, kind: TabKind, lookup: SearchLookup): Search {
  const fields = fieldsOf(kind)
  const { now } = lookup
  const read = useMemo(() => readSearch(text, fields, now), [text, fields, now])
  const deferredText = useDeferredValue(text)
  const deferred = useMemo(() => readSearch(deferredText, fields, now), [deferredText, fields, now])
  const [last, setLast] = useState<Understood>({ kind, ast: everything, text: '' })
  // What another tab understood may name fields that this one lacks.
  const before = last.kind === kind ? last : { kind, ast: everything, text: '' }
  const understood = deferred.ast ? { kind, ast: deferred.ast, text: deferredText } : before
  if (understood.ast !== last.ast || kind !== last.kind) setLast(understood)
  const { ast } = understood

  const test = useMemo(() => compile(ast, fields, lookup), [ast, fields, lookup])
  const appliedExplanation = useMemo(() => explain(ast, fields, now), [ast, fields, now])
  const explanation = useMemo(
    () => (read.ast ? explain(read.ast, fields, now) : `Still shown: ${appliedExplanation}`),
    [read, appliedExplanation, fields, now],
  )
  return {
    errors: read.errors ?? noErrors,
    explanation,
    test,
    filters: ast.type !== 'all',
    applied: understood.text,
    appliedExplanation,
  }
}

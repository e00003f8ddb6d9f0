import { type Tab, tabs } from './tabs.ts'

/** What of the page stands in its address. Column choice is kept by the browser instead. */
export interface UrlState {
  tab: Tab
  query: string
  /** `undefined`: by name. */
  sort: SortOrder | undefined
  /** Chosen node: `system` or `system/id`. */
  node: string | undefined
  treeView: TreeView
}

export type TreeView = 'hosts' | 'folders'

export interface SortOrder {
  column: string
  descending: boolean
}

/** Reads the address; what it does not understand counts as absent. */
export function readUrl(params: URLSearchParams): UrlState {
  const sort = params.get('sort') ?? ''
  const column = sort.replace(/^-/, '')
  return {
    tab: tabs.find(({ id }) => id === params.get('tab')) ?? tabs[0],
    query: params.get('q') ?? '',
    sort: column === '' ? undefined : { column, descending: sort.startsWith('-') },
    node: params.get('tree') || undefined,
    treeView: params.get('view') === 'folders' ? 'folders' : 'hosts',
  }
}

/** The shortest address of a state: what is as at the start is left out. */
export function writeUrl(state: UrlState): URLSearchParams {
  const params = new URLSearchParams()
  if (state.tab.id !== tabs[0].id) params.set('tab', state.tab.id)
  if (state.query.trim() !== '') params.set('q', state.query)
  if (state.sort && (state.sort.column !== 'name' || state.sort.descending)) {
    params.set('sort', (state.sort.descending ? '-' : '') + state.sort.column)
  }
  if (state.node !== undefined) params.set('tree', state.node)
  if (state.treeView !== 'hosts') params.set('view', state.treeView)
  return params
}

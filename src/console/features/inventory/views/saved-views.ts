import { createStore, useStore } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'

/** A state of the page under a name. */
export interface SavedView {
  name: string
  /** Query string of the page's address, without `?`. */
  search: string
}

interface ViewsState {
  views: readonly SavedView[]
}

const viewsStore = createStore<ViewsState>()(
  persist((): ViewsState => ({ views: [] }), {
    name: 'gantry:inventory-views',
    storage: createJSONStorage(() => localStorage),
    version: 1,
  }),
)

/** The views kept in this browser, by name. */
export function useSavedViews(): readonly SavedView[] {
  return useStore(viewsStore, ({ views }) => views)
}

export function saveView(view: SavedView): void {
  viewsStore.setState(({ views }) => ({ views: withView(views, view) }))
}

export function renameView(name: string, to: string): void {
  viewsStore.setState(({ views }) => ({ views: renamed(views, name, to) }))
}

export function deleteView(name: string): void {
  viewsStore.setState(({ views }) => ({ views: views.filter((view) => view.name !== name) }))
}

/** The views with one more, or one replaced, in the order of their names. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  const name = view.name.trim()
  return [...views.filter((each) => each.name !== name), { ...view, name }].sort((a, b) =>
    a.name.localeCompare(b.name, undefined, { numeric: true }),
  )
}

export function renamed(views: readonly SavedView[], name: string, to: string): readonly SavedView[] {
  const view = views.find((each) => each.name === name)
  if (!view) return views
  return withView(
    views.filter((each) => each !== view),
    { ...view, name: to },
  )
}

/** Why a name cannot be given, or `undefined`. `own` is the present name of the view being renamed. */
export function nameProblem(views: readonly SavedView[], name: string, own?: string): string | undefined {
  const wanted = name.trim()
  if (wanted === '') return 'Enter a name.'
  if (wanted.length > 80) return 'At most 80 characters.'
  if (wanted !== own && views.some((view) => view.name === wanted)) return 'There is a view of this name.'
  return undefined
}

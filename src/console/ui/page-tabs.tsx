import { Tabs, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'

export interface PageTab {
  /** Its value in the URL. */
  id: string
  label: string
  count?: number | undefined
  panel: () => ReactNode
}

/** Tabs of a page; the open one stands in the URL as `tab` (the first one does not need to). */
export function PageTabs({ label, tabs }: { label: string; tabs: readonly PageTab[] }): ReactNode {
  const [params, setParams] = useSearchParams()
  const wanted = params.get('tab')
  const open = tabs.find(({ id }) => id === wanted) ?? tabs[0]
  if (open === undefined) return null

  const choose = (id: string | null) => {
    if (id === null || id === open.id) return
    setParams((old) => {
      const next = new URLSearchParams(old)
      // How a table is sorted belongs to the tab that is left.
      next.delete('sort')
      if (id === tabs[0]?.id) next.delete('tab')
      else next.set('tab', id)
      return next
    })
  }

  return (
    <Tabs value={open.id} onChange={choose} keepMounted={false} activateTabWithKeyboard={false}>
      <Tabs.List aria-label={label} mb="sm">
        {tabs.map(({ id, label: text, count }) => (
          <Tabs.Tab key={id} value={id}>
            {text}
            {count === undefined ? null : (
              <Text span inherit c="dimmed">
                {' '}
                {count}
              </Text>
            )}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ id, panel }) => (
        <Tabs.Panel key={id} value={id}>
          {id === open.id ? panel() : null}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

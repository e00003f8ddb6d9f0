import { ActionIcon, Button, Checkbox, Group, Popover, ScrollArea, Text } from '@mantine/core'
import { type ReactNode, useRef } from 'react'
import { ChevronDownIcon } from '../../../ui/icons.tsx'
import { DownIcon, NarrowerIcon, UpIcon, WiderIcon } from '../icons.tsx'
import type { Tab, TabRow } from '../tabs.ts'
import {
  type ColumnLayout,
  changeLayout,
  clampWidth,
  movedColumn,
  type PlacedColumn,
} from './column-layout.ts'
import classes from './column-menu.module.css'

interface ColumnMenuProps {
  tab: Tab
  placed: readonly PlacedColumn<TabRow>[]
  layout: ColumnLayout
}

const step = 24

/** Which columns are shown, in what order, how wide: all of it also by keyboard. The browser keeps it per tab. */
export function ColumnMenu({ tab, placed, layout }: ColumnMenuProps): ReactNode {
  const list = useRef<HTMLUListElement>(null)
  const change = (to: (old: ColumnLayout) => ColumnLayout) => changeLayout(tab.kind, to)

  const move = (index: number, by: -1 | 1) => {
    const id = placed[index]?.column.id
    const before = placed[by < 0 ? index - 1 : index + 2]?.column.id
    if (id === undefined) return
    change(() => movedColumn(placed, layout, id, before))
    // The button moves with its column; the focus goes along.
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll<HTMLButtonElement>(`[data-column="${id}"] [data-move]`)
      const [up, down] = buttons ?? []
      const wanted = by < 0 ? up : down
      ;(wanted?.disabled ? (by < 0 ? down : up) : wanted)?.focus()
    })
  }

  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus withinPortal width={340}>
      <Popover.Target>
        <Button variant="default" size="xs" rightSection={<ChevronDownIcon size={14} />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns" p="xs">
        <Group justify="space-between" mb={4} px={4}>
          <Text size="sm" fw={600}>
            Columns of {tab.table}
          </Text>
          <Button size="compact-xs" variant="subtle" onClick={() => change(() => ({}))}>
            Reset
          </Button>
        </Group>
        <ScrollArea.Autosize mah="min(26rem, 60vh)" type="auto" viewportProps={{ tabIndex: -1 }}>
          <ul className={classes.list} ref={list}>
            {placed.map(({ column, shown, width }, index) => (
              <li key={column.id} className={classes.item} data-column={column.id}>
                <Checkbox
                  size="xs"
                  className={classes.box ?? ''}
                  label={column.label}
                  checked={shown}
                  disabled={index === 0}
                  onChange={(event) => {
                    const on = event.currentTarget.checked
                    change((old) => ({ ...old, shown: { ...old.shown, [column.id]: on } }))
                  }}
                />
                <Tool
                  label={`Narrow ${column.label}`}
                  disabled={!shown}
                  onClick={() => change((old) => resized(old, column.id, width - step))}
                >
                  <NarrowerIcon size={14} />
                </Tool>
                <Tool
                  label={`Widen ${column.label}`}
                  disabled={!shown}
                  onClick={() => change((old) => resized(old, column.id, width + step))}
                >
                  <WiderIcon size={14} />
                </Tool>
                <Tool
                  label={`Move ${column.label} up`}
                  moves
                  disabled={index < 2}
                  onClick={() => move(index, -1)}
                >
                  <UpIcon size={14} />
                </Tool>
                <Tool
                  label={`Move ${column.label} down`}
                  moves
                  disabled={index === 0 || index === placed.length - 1}
                  onClick={() => move(index, 1)}
                >
                  <DownIcon size={14} />
                </Tool>
              </li>
            ))}
          </ul>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  )
}

function resized(layout: ColumnLayout, id: string, width: number): ColumnLayout {
  return { ...layout, widths: { ...layout.widths, [id]: clampWidth(width) } }
}

function Tool(props: {
  label: string
  disabled: boolean
  moves?: boolean
  onClick(): void
  children: ReactNode
}): ReactNode {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={24}
      aria-label={props.label}
      disabled={props.disabled}
      onClick={props.onClick}
      data-move={props.moves ? '' : undefined}
    >
      {props.children}
    </ActionIcon>
  )
}

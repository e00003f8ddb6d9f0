import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { ChevronDownIcon, lineIcon } from '../ui/icons.tsx'
import classes from './actions.module.css'
import { type Target, toggleActionMenu } from './request.ts'

const MoreIcon = lineIcon(<path d="M3 8h.01M8 8h.01M13 8h.01" strokeWidth={2.5} />)

/** Somebody is about to open a menu: its code may come already. */
function prepare(): void {
  void import('./action-host.tsx').catch(() => {})
}

/** Opens the menu of what can be done to these. */
export function ActionsButton(props: {
  /** A function where they are worth gathering only when somebody asks. */
  targets: readonly Target[] | (() => readonly Target[])
  size?: 'xs' | 'compact-sm'
}): ReactNode {
  const { targets, size = 'xs' } = props
  return (
    <Button
      size={size}
      variant="default"
      rightSection={<ChevronDownIcon size={14} />}
      aria-haspopup="menu"
      onPointerEnter={prepare}
      onFocus={prepare}
      onClick={({ currentTarget }) =>
        toggleActionMenu(typeof targets === 'function' ? targets() : targets, currentTarget)
      }
    >
      Actions
    </Button>
  )
}

/** The same for one row of a table: as light as a button can be, for there are many. */
export function RowActionsButton({ row, tabIndex }: { row: Target; tabIndex: number }): ReactNode {
  return (
    <button
      type="button"
      className={classes.rowButton}
      aria-label={`Actions for ${row.name}`}
      aria-haspopup="menu"
      tabIndex={tabIndex}
      onPointerEnter={prepare}
      onFocus={prepare}
      onClick={({ currentTarget }) => {
        const { kind, system, id, name } = row
        toggleActionMenu([{ kind, system, id, name }], currentTarget)
      }}
    >
      <MoreIcon size={14} />
    </button>
  )
}

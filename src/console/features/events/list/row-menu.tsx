import { Menu } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import { lineIcon } from '../../../ui/icons.tsx'
import classes from './list.module.css'

const DotsIcon = lineIcon(<path d="M8 3.2v.01M8 8v.01M8 12.8v.01" strokeWidth={2.2} />)

/** One line of the menu of a row. */
export interface RowChoice {
  label: string
  /** Cut off where it is long. */
  detail?: string
  /** A line stands above it. */
  apart?: boolean
  run(): void
}

/** Opens the menu of its row; the list hears of the press. */
export function RowMenuButton({ tabIndex }: { tabIndex: number }): ReactNode {
  return (
    <button
      type="button"
      className={classes.menuButton}
      tabIndex={tabIndex}
      aria-label="Narrow or copy"
      aria-haspopup="menu"
      data-row-menu
    >
      <DotsIcon />
    </button>
  )
}

/** The one menu of a list, beside the button that asked for it. */
export function RowMenu(props: {
  anchor: HTMLElement
  choices: readonly RowChoice[]
  onClose(): void
}): ReactNode {
  const { anchor, choices, onClose } = props
  const { left, top, width, height } = useMemo(() => anchor.getBoundingClientRect(), [anchor])
  const close = () => {
    onClose()
    if (anchor.isConnected) anchor.focus({ preventScroll: true })
  }
  return (
    <Menu
      opened
      onClose={close}
      position="bottom-end"
      returnFocus={false}
      withInitialFocusPlaceholder={false}
      transitionProps={{ duration: 0 }}
      menuItemTabIndex={0}
      loop
    >
      <Menu.Target>
        <span className={classes.menuPlace} style={{ left, top, width, height }} aria-hidden="true" />
      </Menu.Target>
      <Menu.Dropdown aria-label="Narrow or copy">
        {choices.map(({ label, detail, apart, run }, index) => [
          apart === true ? <Menu.Divider key={`above ${label}`} /> : null,
          <Menu.Item
            key={`${label} ${detail}`}
            {...(index === 0 ? { 'data-autofocus': true } : {})}
            onClick={run}
          >
            {label}
            {detail === undefined ? null : <span className={classes.menuDetail}>{detail}</span>}
          </Menu.Item>,
        ])}
      </Menu.Dropdown>
    </Menu>
  )
}

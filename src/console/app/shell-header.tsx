import { Burger, Kbd, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useLiveConnection } from '../client/live.ts'
import { JobsButton } from '../features/jobs/jobs-button.tsx'
import { SearchIcon } from '../ui/icons.tsx'
import { StatusText } from '../ui/status-dot.tsx'
import { ColorSchemeMenu } from './color-scheme-menu.tsx'
import { Logo } from './logo.tsx'
import classes from './shell.module.css'
import { WatchSlot } from './watch-slot.tsx'

const connectionTexts = {
  connecting: { tone: 'busy', text: 'Connecting' },
  open: { tone: 'ok', text: 'Connected' },
  lost: { tone: 'warning', text: 'Reconnecting' },
} as const

export function ShellHeader(props: {
  menuOpen: boolean
  onToggleMenu: () => void
  onOpenPalette: () => void
}): ReactNode {
  const connection = connectionTexts[useLiveConnection().state]
  return (
    <div className={classes.headerRow}>
      <Burger
        opened={props.menuOpen}
        onClick={props.onToggleMenu}
        hiddenFrom="sm"
        size="sm"
        aria-label="Navigation"
        aria-expanded={props.menuOpen}
        aria-controls="main-navigation"
      />
      <Link to="/" className={classes.brand}>
        <Logo />
        Gantry
      </Link>
      <span className={classes.spacer} />
      <UnstyledButton
        className={classes.paletteButton}
        onClick={props.onOpenPalette}
        aria-label="Open command palette"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
      >
        <SearchIcon size={14} />
        <span className={classes.paletteText}>Go to an object or page</span>
        <span className={classes.kbd}>
          <Kbd size="xs">{shortcut}</Kbd>
        </span>
      </UnstyledButton>
      <span className={classes.spacer} />
      <span className={classes.connection}>
        <StatusText tone={connection.tone} title="Connection of this page to the Gantry server">
          {connection.text}
        </StatusText>
      </span>
      <WatchSlot />
      <JobsButton />
      <ColorSchemeMenu />
    </div>
  )
}

const shortcut = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K'

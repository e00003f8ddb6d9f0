import { AppShell, Loader, VisuallyHidden } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type ReactNode, useEffect, useRef } from 'react'
import { Outlet, useLocation, useNavigation } from 'react-router'
import { ObjectTabs } from '../ui/object-tabs.tsx'
import { VmTabs } from '../ui/vm-tabs.ts'
import { ActionSlot } from './action-slot.tsx'
import { Banners } from './banners.tsx'
import { Navigation } from './navigation.tsx'
import { objectTabs } from './object-tabs.ts'
import { PaletteHost, usePaletteState } from './palette-host.tsx'
import classes from './shell.module.css'
import { ShellHeader } from './shell-header.tsx'
import { vmTabs } from './vm-tabs.ts'

const mainId = 'main-content'

/** The frame around every page: header, navigation, banners and the page's own scroll area. */
export function Shell(): ReactNode {
  const [menuOpen, menu] = useDisclosure(false)
  const palette = usePaletteState()
  const { pathname } = useLocation()
  const loading = useNavigation().state === 'loading'
  const pageRef = useRef<HTMLElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page starts at its top and closes the menu
  useEffect(() => {
    pageRef.current?.scrollTo(0, 0)
    menu.close()
  }, [pathname])

  return (
    <AppShell
      header={{ height: 48 }}
      navbar={{ width: { base: 240, sm: 84, lg: 200 }, breakpoint: 'sm', collapsed: { mobile: !menuOpen } }}
      transitionDuration={0}
    >
      <a
        className={classes.skip}
        href={`#${mainId}`}
        onClick={(event) => {
          // The hash belongs to the router in the demo page.
          event.preventDefault()
          pageRef.current?.focus()
        }}
      >
        Skip to content
      </a>
      <AppShell.Header className={classes.header}>
        <ShellHeader menuOpen={menuOpen} onToggleMenu={menu.toggle} onOpenPalette={palette.onOpen} />
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} aria-label="Main" id="main-navigation">
        <Navigation />
      </AppShell.Navbar>
      <div className={classes.body}>
        <Banners />
        <main className={classes.page} id={mainId} tabIndex={-1} ref={pageRef}>
          <ObjectTabs value={objectTabs}>
            <VmTabs value={vmTabs}>
              <Outlet />
            </VmTabs>
          </ObjectTabs>
          {loading ? (
            <div role="status" className={classes.loading}>
              <Loader size="sm" />
              <VisuallyHidden>Loading page</VisuallyHidden>
            </div>
          ) : null}
        </main>
      </div>
      <PaletteHost {...palette} />
      <ActionSlot />
    </AppShell>
  )
}

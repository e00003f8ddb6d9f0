import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { signOutOfAll } from '../client/sessions.ts'
import { CopyIcon, MonitorIcon, MoonIcon, SignOutIcon, SunIcon } from '../ui/icons.tsx'
import type { PaletteCommand } from '../ui/palette-command.ts'
import { pages } from './manifest.ts'

type PaletteComponent = typeof import('../features/palette/palette.tsx').Palette

export interface PaletteState {
  opened: boolean
  onOpen: () => void
  /** `went`: another page was opened, which then gets the focus; else it returns to where it was. */
  onClose: (went: boolean) => void
}

/** Whether the palette is open, and where the focus goes when it closes. */
export function usePaletteState(): PaletteState {
  const [opened, setOpened] = useState(false)
  const before = useRef<HTMLElement>(null)
  const onOpen = useCallback(() => {
    before.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    // Should its code still be on the way, what is typed meanwhile must not end up in a field of the page.
    before.current?.blur()
    setOpened(true)
  }, [])
  const onClose = useCallback((went: boolean) => {
    setOpened(false)
    const place = went ? document.querySelector<HTMLElement>('main') : before.current
    // The dialog is about to be taken away, and takes the focus with it.
    setTimeout(() => {
      if (document.activeElement === document.body) place?.focus({ preventScroll: true })
    })
  }, [])
  return { opened, onOpen, onClose }
}

/**
 * Opens the palette on Ctrl/⌘ K and gives it the pages and commands. Its code comes after the first page,
 * when the browser has nothing else to do.
 */
export function PaletteHost({ opened, onOpen, onClose }: PaletteState): ReactNode {
  const { setColorScheme } = useMantineColorScheme()
  const navigate = useNavigate()
  const [Palette, setPalette] = useState<PaletteComponent>()

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== 'k' ||
        !(event.ctrlKey || event.metaKey) ||
        event.shiftKey ||
        event.altKey
      )
        return
      event.preventDefault()
      if (opened) onClose(false)
      else onOpen()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [opened, onOpen, onClose])

  // Not `lazy`: React holds back for 300 ms what stood behind a fallback, which is felt at each first use.
  useEffect(() => {
    if (Palette !== undefined) return
    const load = () => {
      import('../features/palette/palette.tsx').then(
        (module) => setPalette(() => module.Palette),
        // Without network now; the next use tries again.
        () => onClose(false),
      )
    }
    const timer = setTimeout(load, opened ? 0 : 1500)
    return () => clearTimeout(timer)
  }, [Palette, opened, onClose])

  if (Palette === undefined) return null
  return (
    <Palette
      opened={opened}
      onClose={onClose}
      pages={pages}
      commands={commands(setColorScheme, (to) => void navigate(to))}
    />
  )
}

function commands(
  setColorScheme: (scheme: MantineColorScheme) => void,
  go: (to: string) => void,
): PaletteCommand[] {
  return [
    { id: 'clone', label: 'Clone a VM or template…', icon: <CopyIcon />, run: () => go('/clone') },
    {
      id: 'scheme-auto',
      label: 'Colours: follow the system',
      icon: <MonitorIcon />,
      run: () => setColorScheme('auto'),
    },
    { id: 'scheme-light', label: 'Colours: light', icon: <SunIcon />, run: () => setColorScheme('light') },
    { id: 'scheme-dark', label: 'Colours: dark', icon: <MoonIcon />, run: () => setColorScheme('dark') },
    {
      id: 'sign-out-all',
      label: 'Sign out of all systems',
      icon: <SignOutIcon />,
      run: () => void signOutAndTell(),
    },
  ]
}

async function signOutAndTell(): Promise<void> {
  const { notifications } = await import('@mantine/notifications')
  const failed = (await signOutOfAll()).filter(({ fault }) => fault !== undefined)
  if (failed.length === 0) {
    notifications.show({ title: 'Signed out of all systems', message: '' })
    return
  }
  for (const { system, fault } of failed) {
    notifications.show({
      color: 'red',
      title: `${system.name}: not signed out`,
      message: fault?.message ?? '',
    })
  }
}

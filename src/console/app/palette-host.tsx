import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { signOutOfAll } from '../client/sessions.ts'
import { MonitorIcon, MoonIcon, SignOutIcon, SunIcon } from '../ui/icons.tsx'
import type { PaletteCommand } from '../ui/palette-command.ts'
import { pages } from './manifest.ts'

const Palette = lazy(() =>
  import('../features/palette/palette.tsx').then((module) => ({ default: module.Palette })),
)

/** Opens the palette on Ctrl/⌘ K and gives it the pages and commands; its code comes with the first use. */
export function PaletteHost(props: { opened: boolean; onOpen: () => void; onClose: () => void }): ReactNode {
  const { opened, onOpen, onClose } = props
  const { setColorScheme } = useMantineColorScheme()
  const [used, setUsed] = useState(false)

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
      if (opened) onClose()
      else onOpen()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [opened, onOpen, onClose])

  useEffect(() => {
    if (opened) setUsed(true)
  }, [opened])

  if (!used && !opened) return null
  return (
    <Suspense fallback={null}>
      <Palette opened={opened} onClose={onClose} pages={pages} commands={commands(setColorScheme)} />
    </Suspense>
  )
}

function commands(setColorScheme: (scheme: MantineColorScheme) => void): PaletteCommand[] {
  return [
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

import type { ReactNode } from 'react'

/** Something the command palette can do besides going somewhere. */
export interface PaletteCommand {
  id: string
  label: string
  icon: ReactNode
  run: () => void
}

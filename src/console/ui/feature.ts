import type { ComponentType, ReactNode } from 'react'

/**
 * What a feature folder gives to the console; `app/manifest.ts` lists them. Router, navigation and command
 * palette are derived from the list.
 */
export interface Feature {
  routes: {
    /** Path of React Router, e.g. `/systems/:system/vms/:vm`. */
    path: string
    lazy: () => Promise<{ Component: ComponentType }>
  }[]
  /** Its place in the navigation; the lowest `order` comes first. */
  nav?: { label: string; to: string; order: number; icon: ReactNode }
}

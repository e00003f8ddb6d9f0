import { feature as clone } from '../features/clone/feature.tsx'
import { feature as events } from '../features/events/feature.tsx'
import { feature as guest } from '../features/guest/feature.tsx'
import { feature as inventory } from '../features/inventory/feature.tsx'
import { feature as jobs } from '../features/jobs/feature.tsx'
import { feature as object } from '../features/object/feature.tsx'
import { feature as overview } from '../features/overview/feature.tsx'
import { feature as systems } from '../features/systems/feature.tsx'
import { feature as vm } from '../features/vm/feature.tsx'
import type { Feature } from '../ui/feature.ts'

/** Every feature of the console. A new page is a folder under `features` and a line here. */
export const features: readonly Feature[] = [
  overview,
  inventory,
  events,
  jobs,
  systems,
  vm,
  object,
  clone,
  guest,
]

export interface NavPage {
  label: string
  to: string
  order: number
  icon: React.ReactNode
}

/** The pages of the navigation, in its order. */
export const pages: readonly NavPage[] = features
  .flatMap(({ nav }) => (nav === undefined ? [] : [nav]))
  .toSorted((a, b) => a.order - b.order)

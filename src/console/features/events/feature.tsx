import type { Feature } from '../../ui/feature.ts'
import { EventsIcon } from '../../ui/icons.tsx'

/** One log over all systems. */
export const feature: Feature = {
  routes: [
    { path: '/events', lazy: async () => ({ Component: (await import('./events-page.tsx')).EventsPage }) },
  ],
  nav: { label: 'Events', to: '/events', order: 25, icon: <EventsIcon /> },
}

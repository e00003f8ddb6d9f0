import type { ObjectTab } from '../../../ui/object-tabs.tsx'

/** The log of one object, on its page. */
export const eventsTab: ObjectTab = {
  id: 'events',
  label: 'Events',
  lazy: async () => ({ Component: (await import('./object-events.tsx')).ObjectEvents }),
}

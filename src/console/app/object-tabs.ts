import { eventsTab } from '../features/events/object/tab.ts'
import type { ObjectTab } from '../ui/object-tabs.tsx'

/** What features add to the pages of all objects, in this order. */
export const objectTabs: readonly ObjectTab[] = [eventsTab]

import { guestTab } from '../features/guest/vm/tab.ts'
import type { VmTab } from '../ui/vm-tabs.ts'

/** What features add to the page of a VM, in this order. */
export const vmTabs: readonly VmTab[] = [guestTab]

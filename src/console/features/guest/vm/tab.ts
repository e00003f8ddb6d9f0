import type { VmTab } from '../../../ui/vm-tabs.ts'

/** What can be seen and done inside one guest, on the page of its VM. */
export const guestTab: VmTab = {
  id: 'guest',
  label: 'Guest',
  lazy: async () => ({ Component: (await import('./guest-tab.tsx')).GuestTab }),
}

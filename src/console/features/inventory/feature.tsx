import type { Feature } from '../../ui/feature.ts'
import { InventoryIcon } from '../../ui/icons.tsx'

/** All objects of all systems in one place. */
export const feature: Feature = {
  routes: [
    {
      path: '/inventory',
      lazy: async () => ({ Component: (await import('./inventory-page.tsx')).InventoryPage }),
    },
  ],
  nav: { label: 'Inventory', to: '/inventory', order: 20, icon: <InventoryIcon /> },
}

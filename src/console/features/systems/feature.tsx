import type { Feature } from '../../ui/feature.ts'
import { SystemsIcon } from '../../ui/icons.tsx'

export const feature: Feature = {
  routes: [
    {
      path: '/systems',
      lazy: async () => ({ Component: (await import('./systems-page.tsx')).SystemsPage }),
    },
  ],
  nav: { label: 'Systems', to: '/systems', order: 30, icon: <SystemsIcon /> },
}

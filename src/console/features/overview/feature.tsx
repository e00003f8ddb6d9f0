import type { Feature } from '../../ui/feature.ts'
import { OverviewIcon } from '../../ui/icons.tsx'

export const feature: Feature = {
  routes: [
    { path: '/', lazy: async () => ({ Component: (await import('./overview-page.tsx')).OverviewPage }) },
  ],
  nav: { label: 'Overview', to: '/', order: 10, icon: <OverviewIcon /> },
}

import type { Feature } from '../../ui/feature.ts'
import { JobsIcon } from '../../ui/icons.tsx'

/** What the systems are doing: the page of jobs. */
export const feature: Feature = {
  routes: [
    { path: '/jobs', lazy: async () => ({ Component: (await import('./jobs-page.tsx')).JobsPage }) },
    {
      path: '/jobs/runs/:run',
      lazy: async () => ({ Component: (await import('../../actions/bulk/run-page.tsx')).RunPage }),
    },
  ],
  nav: { label: 'Jobs', to: '/jobs', order: 25, icon: <JobsIcon /> },
}

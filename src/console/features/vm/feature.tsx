import type { Feature } from '../../ui/feature.ts'

/** The page of one virtual machine or template. */
export const feature: Feature = {
  routes: [
    {
      path: '/systems/:system/vms/:vm',
      lazy: async () => ({ Component: (await import('./vm-page.tsx')).VmPage }),
    },
  ],
}

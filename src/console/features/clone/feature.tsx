import type { Feature } from '../../ui/feature.ts'

/** Copies of VMs, templates and snapshots. Reached from menus, so it has no place in the navigation. */
export const feature: Feature = {
  routes: [
    { path: '/clone', lazy: async () => ({ Component: (await import('./clone-page.tsx')).ClonePage }) },
    {
      path: '/clone/runs/:run',
      lazy: async () => ({ Component: (await import('./run/run-page.tsx')).CloneRunPage }),
    },
  ],
}

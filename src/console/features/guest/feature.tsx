import type { Feature } from '../../ui/feature.ts'
import { lineIcon } from '../../ui/icons.tsx'

const PromptIcon = lineIcon(<path d="M2 3h12v10H2zM4.5 6 7 8l-2.5 2M8.5 10.5h3" />)

/** Commands in guests through the tools that run in them. */
export const feature: Feature = {
  routes: [
    { path: '/guest', lazy: async () => ({ Component: (await import('./guest-page.tsx')).GuestPage }) },
  ],
  nav: { label: 'Guest processes', to: '/guest', order: 27, icon: <PromptIcon /> },
}

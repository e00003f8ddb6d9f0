import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import './global.css'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { startLive } from '../client/live.ts'
import { createRouter, type Routing } from './router.tsx'
import { cssVariables, theme } from './theme.ts'

const NoticeCorner = lazy(async () => ({ default: (await import('../ui/notice-corner.tsx')).NoticeCorner }))

const queryClient = new QueryClient({
  defaultOptions: {
    // Details are asked again when a page is opened; the inventory itself comes by the live stream.
    queries: { staleTime: 5_000, retry: 1, refetchOnWindowFocus: true },
  },
})

/** Renders the console into `element` and opens its live stream. */
export function startConsole(element: HTMLElement, routing: Routing): void {
  const router = createRouter(routing)
  startLive()
  createRoot(element).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={styleNonce}
      >
        <QueryClientProvider client={queryClient}>
          <Suspense>
            <NoticeCorner />
          </Suspense>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
}

/** The nonce that the server puts into the page for the style elements made here. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}

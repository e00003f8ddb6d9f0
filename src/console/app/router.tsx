import { createBrowserRouter, createHashRouter, type DataRouter, type RouteObject } from 'react-router'
import { ErrorPage } from './error-page.tsx'
import { features } from './manifest.ts'
import { NotFoundPage } from './not-found-page.tsx'
import { Shell } from './shell.tsx'

/** `hash` where no server knows the console's paths. */
export type Routing = 'browser' | 'hash'

/** The router with the routes of every feature; each page has its own error page inside the shell. */
export function createRouter(routing: Routing): DataRouter {
  const children: RouteObject[] = features.flatMap(({ routes }) =>
    routes.map(({ path, lazy }) => ({ path, lazy, ErrorBoundary: ErrorPage })),
  )
  children.push({ path: '*', Component: NotFoundPage })
  const routes: RouteObject[] = [
    { path: '/', Component: Shell, ErrorBoundary: ErrorPage, HydrateFallback: Nothing, children },
  ]
  return routing === 'hash' ? createHashRouter(routes) : createBrowserRouter(routes)
}

/** Shown for the moment in which the first page's code is loaded. */
function Nothing(): null {
  return null
}

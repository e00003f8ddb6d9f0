import { startConsole } from './console/app/console.tsx'

const element = document.getElementById('root')
if (element === null) throw new Error('The page has no element "root".')

// The mode is known when the page is built, so the live build holds nothing of the demo.
if (import.meta.env.MODE === 'demo') {
  const { startDemo } = await import('./demo/start.ts')
  const { router } = await startDemo()
  startConsole(element, router)
} else {
  startConsole(element, 'browser')
}

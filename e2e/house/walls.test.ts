import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { parseSync } from 'vite'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

interface Wall {
  /** Files it is about, by the start of their path. */
  room: string
  /** Starts of paths and names of packages that they may import besides their own room. */
  may: string[]
}

const mantine = ['@mantine/', '@tanstack/', 'react', 'react-dom', 'react-router', 'zustand']

const adapter = [
  'src/bff/hypervisors/port.ts',
  'src/bff/hypervisors/action-port.ts',
  'src/bff/hypervisors/clone-port.ts',
  'src/bff/hypervisors/event-port.ts',
  'src/bff/hypervisors/guest-port.ts',
  'src/contract/',
  'zod',
  'saxes',
  'fast-xml-parser',
]

/** First match counts. Test files may import anything. */
const walls: Wall[] = [
  { room: 'src/main.tsx', may: ['src/console/', 'src/demo/'] },
  {
    room: 'src/console/features/',
    may: [
      'src/console/actions/',
      'src/console/ui/',
      'src/console/client/',
      'src/contract/',
      ...mantine,
      '@orpc/',
      // What a tab kept is read by schema; the budget of the first route is tested apart.
      'zod',
    ],
  },
  {
    room: 'src/console/actions/',
    may: ['src/console/ui/', 'src/console/client/', 'src/contract/', ...mantine, '@orpc/', 'zod'],
  },
  { room: 'src/console/ui/', may: ['src/console/client/', 'src/contract/', ...mantine] },
  {
    room: 'src/console/client/',
    may: ['src/contract/', '@orpc/', '@tanstack/', 'eventsource-parser', 'react', 'zustand'],
  },
  { room: 'src/console/app/', may: ['src/console/', 'src/contract/', ...mantine] },
  { room: 'src/contract/', may: ['zod', '@orpc/contract'] },
  { room: 'src/bff/hypervisors/vcenter/', may: adapter },
  { room: 'src/bff/hypervisors/ovirt/', may: adapter },
  // The suites are tests that every adapter calls.
  { room: 'src/bff/hypervisors/behaviour-suite.ts', may: ['src/bff/', 'src/contract/', 'vitest'] },
  { room: 'src/bff/hypervisors/actions-suite.ts', may: ['src/bff/', 'src/contract/', 'vitest'] },
  { room: 'src/bff/hypervisors/clone-suite.ts', may: ['src/bff/', 'src/contract/', 'vitest'] },
  { room: 'src/bff/events/log-suite.ts', may: ['src/bff/', 'src/contract/', 'vitest'] },
  { room: 'src/bff/', may: ['src/contract/', '@orpc/', 'zod'] },
  { room: 'src/simulators/', may: ['saxes', 'fast-xml-parser'] },
  { room: 'src/demo/', may: ['src/bff/', 'src/simulators/', 'src/contract/', 'msw'] },
  {
    room: 'src/server/',
    may: [
      'src/bff/',
      'src/contract/',
      'src/simulators/',
      'node:',
      'hono',
      '@hono/',
      'jose',
      'pino',
      'undici',
      'zod',
    ],
  },
]

const sources = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter(
  (file) => !/\.test\.tsx?$|\/test-[a-z-]+\.ts$|\/testing\/|\.d\.ts$/.test(file),
)

interface Import {
  target: string
  dynamic: boolean
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8')
  const { module } = parseSync(file, text)
  const found = [
    ...module.staticImports.map((entry) => ({ target: entry.moduleRequest.value, dynamic: false })),
    ...module.staticExports.flatMap((entry) =>
      entry.entries.flatMap((one) =>
        one.moduleRequest ? [{ target: one.moduleRequest.value, dynamic: false }] : [],
      ),
    ),
    ...module.dynamicImports.map((entry) => ({
      target: text.slice(entry.moduleRequest.start + 1, entry.moduleRequest.end - 1),
      dynamic: true,
    })),
  ]
  return found.map(({ target, dynamic }) => ({
    target: target.startsWith('.') ? relative(root, join(root, dirname(file), target)) : target,
    dynamic,
  }))
}

/** A name matches itself and what lies below it. */
function allows(pattern: string, target: string): boolean {
  if (target === pattern || target.startsWith(`${pattern}/`)) return true
  return /[/:]$/.test(pattern) && target.startsWith(pattern)
}

test('every room has a wall', () => {
  expect(sources.length).toBeGreaterThan(50)
  const open = sources.filter((file) => !walls.some(({ room }) => file.startsWith(room)))
  expect(open).toEqual([])
})

test('no room imports what it must not', () => {
  const breaches: string[] = []
  for (const file of sources) {
    const wall = walls.find(({ room }) => file.startsWith(room))
    // The test above says so.
    if (wall === undefined) continue
    const own = wall.room === 'src/console/features/' ? file.split('/').slice(0, 4).join('/') : wall.room
    for (const { target, dynamic } of importsOf(file)) {
      const outside = target.startsWith('src/simulators/') || target.startsWith('src/demo/')
      if (outside && !dynamic && (wall.room === 'src/main.tsx' || wall.room === 'src/server/')) {
        breaches.push(`${file} imports ${target} at start; only a dynamic import may`)
      }
      if (target.startsWith(own) || wall.may.some((pattern) => allows(pattern, target))) continue
      breaches.push(`${file} imports ${target}`)
    }
  }
  expect(breaches).toEqual([])
})

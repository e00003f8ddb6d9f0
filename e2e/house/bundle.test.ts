import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { demoAccount } from '../../src/simulators/world/options.ts'

const root = join(import.meta.dirname, '../..')
const live = join(root, 'dist/console')
const demo = join(root, 'dist/demo')

/** Gzipped JavaScript that the first route may cost, bytes. */
const budget = 250 * 1024

interface Chunk {
  file: string
  imports?: string[]
  dynamicImports?: string[]
}

const manifest: Record<string, Chunk> = JSON.parse(readFileSync(join(live, '.vite/manifest.json'), 'utf8'))

function closure(keys: string[], seen = new Set<string>()): Set<string> {
  for (const key of keys) {
    if (seen.has(key)) continue
    seen.add(key)
    closure(manifest[key]?.imports ?? [], seen)
  }
  return seen
}

/** What a browser loads to show the overview: the entry, the shell, and the page itself. */
function firstRoute(): string[] {
  const pages = Object.keys(manifest).filter((key) => /features\/overview\//.test(key))
  expect(pages.length, 'the overview is a chunk of its own').toBeGreaterThan(0)
  const shell = Object.keys(manifest).filter((key) => /console\/app\//.test(key))
  return [...closure(['index.html', ...shell, ...pages])].flatMap((key) => manifest[key]?.file ?? [])
}

function text(folder: string): string {
  return globSync('**/*.js', { cwd: folder })
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n')
}

/** Words that only simulators and demo hold. */
const traces = [
  demoAccount.password,
  demoAccount.userName,
  'mockServiceWorker',
  'gantryDemo',
  'vmware_soap_session',
  'product_info',
]

test('the first route keeps its budget', () => {
  const files = firstRoute().filter((file) => file.endsWith('.js'))
  const sizes = files.map((file) => ({ file, bytes: gzipSync(readFileSync(join(live, file))).length }))
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
  console.log(`first route: ${(total / 1024).toFixed(1)} KiB of gzipped JavaScript in ${files.length} files`)
  expect(total, JSON.stringify(sizes)).toBeLessThanOrEqual(budget)
})

test('the production bundle holds nothing of simulators and demo', () => {
  const bundle = text(live)
  expect(traces.filter((trace) => bundle.includes(trace))).toEqual([])
  expect(Object.keys(manifest).filter((key) => /src\/(simulators|demo|bff|server)\//.test(key))).toEqual([])
})

test('the demo bundle holds them, so the words are the right ones', () => {
  const bundle = text(demo)
  expect(traces.filter((trace) => !bundle.includes(trace))).toEqual([])
})

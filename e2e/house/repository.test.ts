import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')

test('the lock file names no host but the public default', () => {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const hosts = new Set([...lock.matchAll(/"resolved": "https?:\/\/([^/"]+)/g)].map((match) => match[1]))
  hosts.delete('registry.npmjs.org')
  expect([...hosts]).toEqual([])
})

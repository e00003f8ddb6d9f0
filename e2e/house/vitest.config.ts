import { defineConfig } from 'vitest/config'

/** Rules of the house, checked on the sources and on what was built. */
export default defineConfig({
  test: { root: import.meta.dirname, include: ['*.test.ts'], testTimeout: 60_000 },
})

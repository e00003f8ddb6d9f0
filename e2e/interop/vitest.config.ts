import { defineConfig } from 'vitest/config'

/** Slow by nature: a foreign simulator is compiled and started. Not part of `npm test`. */
export default defineConfig({
  test: {
    // Machines are shared: what was starved once is tried again.
    retry: 1,
    root: import.meta.dirname,
    include: ['*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 600_000,
    fileParallelism: false,
  },
})

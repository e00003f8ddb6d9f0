import { defineConfig } from '@playwright/test'
import base from '../playwright.config.ts'

export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../test-results/interop',
  reporter: [['list']],
  workers: 1,
  projects: [{ name: 'vcsim' }],
})

import { defineConfig } from '@playwright/test'
import { findBrowser } from './browser.ts'
import type { HostOptions } from './fixtures.ts'

const executablePath = findBrowser()

export default defineConfig<object, HostOptions>({
  testDir: './journeys',
  outputDir: '../test-results',
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  // Machines are shared: a journey that was starved once is walked again, and told of as flaky.
  retries: 1,
  // Long, for machines that are busy with other things: nothing here says how fast the page is.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    // What is half faded in has not the contrast that it will have.
    contextOptions: { reducedMotion: 'reduce' },
    // Pictures of every moment would take a tenth of the time.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'server', use: { hostKind: 'server' } },
    { name: 'demo', use: { hostKind: 'demo' } },
  ],
})

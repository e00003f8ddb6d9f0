import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

function present(): string | undefined {
  return [process.env.GANTRY_CHROMIUM, ...installed, chromium.executablePath()].find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  )
}

function attempt(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], timeout: 600_000 })
    return true
  } catch {
    return false
  }
}

/**
 * Path of a Chromium to test with: one that is there, else Playwright's own, else Debian's package (as root).
 * Throws with what to do when none can be had.
 */
export function findBrowser(): string {
  const found = present()
  if (found !== undefined) return found
  console.log('No Chromium found: asking Playwright for its own.')
  if (attempt('npx', ['playwright', 'install', 'chromium'])) {
    const own = present()
    if (own !== undefined) return own
  }
  if (process.getuid?.() === 0) {
    console.log('Not to be had: installing the Debian package chromium.')
    attempt('apt-get', ['update', '-qq'])
    attempt('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'])
    const debian = present()
    if (debian !== undefined) return debian
  }
  throw new Error(
    'No Chromium: install one (Debian: apt-get install chromium) or set GANTRY_CHROMIUM to its path.',
  )
}

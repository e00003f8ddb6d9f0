const windowMs = 60_000
const failuresPerWindow = 10
const attemptsPerWindow = 60
/** More addresses than this are only seen in an attack; the oldest are forgotten. */
const maxEntries = 10_000

interface Entry {
  attempts: number[]
  failures: number[]
  running: number
}

/**
 * Slows down guessing of passwords, per client address and system: at most 10 refused and 60 attempts of any
 * kind within a minute. Attempts under way count as refused until they are known not to be.
 */
export class SignInLimit {
  private readonly entries = new Map<string, Entry>()
  private readonly now: () => number

  constructor(now: () => number) {
    this.now = now
  }

  /** Milliseconds to wait, or a function that takes the outcome. */
  enter(address: string, system: string): { waitMs: number } | { done: (refused: boolean) => void } {
    const key = `${address} ${system}`
    const now = this.now()
    const entry = this.entries.get(key) ?? { attempts: [], failures: [], running: 0 }
    this.entries.delete(key)
    this.entries.set(key, entry)
    this.trim()
    entry.attempts = entry.attempts.filter((at) => now - at < windowMs)
    entry.failures = entry.failures.filter((at) => now - at < windowMs)
    const tooMany = entry.attempts.length >= attemptsPerWindow
    if (tooMany || entry.failures.length + entry.running >= failuresPerWindow) {
      const oldest = (tooMany ? entry.attempts : entry.failures)[0] ?? now
      return { waitMs: Math.max(1_000, oldest + windowMs - now) }
    }
    entry.attempts.push(now)
    entry.running += 1
    return {
      done: (refused) => {
        entry.running -= 1
        if (refused) entry.failures.push(this.now())
      },
    }
  }

  private trim(): void {
    for (const key of this.entries.keys()) {
      if (this.entries.size <= maxEntries) return
      this.entries.delete(key)
    }
  }
}

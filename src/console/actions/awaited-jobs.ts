import { ended, type Job } from '../../contract/job.ts'

/** Where the keys stand, so that a reload of the page does not lose them. They hold ids alone. */
const storageKey = 'gantry.awaited-jobs'
const most = 100

type Keys = Pick<Storage, 'getItem' | 'setItem'>

/** The jobs that this page started and has not seen end. */
export class AwaitedJobs {
  private readonly storage: Keys | undefined
  private keys: Set<string>

  constructor(storage: Keys | undefined) {
    this.storage = storage
    this.keys = new Set(readKeys(storage))
  }

  get size(): number {
    return this.keys.size
  }

  add(job: Pick<Job, 'system' | 'id'>): void {
    this.keys.add(`${job.system}/${job.id}`)
    this.keys = new Set([...this.keys].slice(-most))
    this.save()
  }

  /** Those of them that have ended; each is given once. */
  takeEnded(jobs: ReadonlyMap<string, Job>): Job[] {
    const taken: Job[] = []
    for (const key of this.keys) {
      const job = jobs.get(key)
      if (job === undefined || !ended(job)) continue
      taken.push(job)
      this.keys.delete(key)
    }
    if (taken.length > 0) this.save()
    return taken
  }

  private save(): void {
    try {
      this.storage?.setItem(storageKey, JSON.stringify([...this.keys]))
    } catch {
      // A full or forbidden storage costs a word after a reload, no more.
    }
  }
}

function readKeys(storage: Keys | undefined): string[] {
  try {
    const known: unknown = JSON.parse(storage?.getItem(storageKey) ?? '[]')
    return Array.isArray(known) ? known.filter((key) => typeof key === 'string') : []
  } catch {
    return []
  }
}

/** Of this page. */
export const awaitedJobs = new AwaitedJobs(pageStorage())

function pageStorage(): Storage | undefined {
  try {
    return globalThis.sessionStorage
  } catch {
    // Forbidden by the browser's settings.
    return undefined
  }
}

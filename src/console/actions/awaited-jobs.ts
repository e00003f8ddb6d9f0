import { ended, type Job } from '../../contract/job.ts'

/** Where the keys stand, so that a reload of the page does not lose them. They hold ids alone. */
const storageKey = 'gantry.awaited-jobs'
const most = 100

type Keys = Pick<Storage, 'getItem' | 'setItem'>

/** The jobs that this page started and has not seen end. */
export class AwaitedJobs {
  private readonly storage: Keys | undefined
  /** `system/id` of each, with the same of the system's own id once that is known. */
  private keys: Map<string, string>

  constructor(storage: Keys | undefined) {
    this.storage = storage
    this.keys = new Map(readKeys(storage))
  }

  get size(): number {
    return this.keys.size
  }

  add(job: Pick<Job, 'system' | 'id' | 'upstreamId'>): void {
    this.keys.set(`${job.system}/${job.id}`, upstreamKey(job))
    this.keys = new Map([...this.keys].slice(-most))
    this.save()
  }

  /** `system/id` in the system's own words of one of them; empty while that is not known. */
  upstreamOf(key: string): string {
    return this.keys.get(key) ?? ''
  }

  /** Those of them that have ended; each is given once. */
  takeEnded(jobs: ReadonlyMap<string, Job>): Job[] {
    const taken: Job[] = []
    let learned = false
    for (const [key, upstream] of this.keys) {
      // A server that was restarted may find it again under the system's own id alone.
      const job = jobs.get(key) ?? jobs.get(upstream)
      if (job === undefined) continue
      if (ended(job)) {
        taken.push(job)
        this.keys.delete(key)
      } else if (upstream === '' && job.upstreamId !== undefined) {
        this.keys.set(key, upstreamKey(job))
        learned = true
      }
    }
    if (taken.length > 0 || learned) this.save()
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

function upstreamKey({ system, upstreamId }: Pick<Job, 'system' | 'upstreamId'>): string {
  return upstreamId === undefined ? '' : `${system}/${upstreamId}`
}

function readKeys(storage: Keys | undefined): [string, string][] {
  try {
    const known: unknown = JSON.parse(storage?.getItem(storageKey) ?? '[]')
    if (!Array.isArray(known)) return []
    return known.flatMap((pair: unknown): [string, string][] => {
      if (!Array.isArray(pair)) return []
      const [key, upstream]: unknown[] = pair
      return typeof key === 'string' && typeof upstream === 'string' ? [[key, upstream]] : []
    })
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

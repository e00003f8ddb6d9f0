/** One after the other, by key: the engine locks a VM while it is cloned, and refuses whoever comes meanwhile. */
export class Turns {
  private readonly last = new Map<string, Promise<void>>()

  /** Does `work` when all that came before under this key is over; `waits` is told when there is any. */
  async take<T>(key: string, waits: () => void, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(key)
    const mine = Promise.withResolvers<void>()
    this.last.set(key, mine.promise)
    if (before !== undefined) {
      waits()
      await before
    }
    try {
      return await work()
    } finally {
      mine.resolve()
      if (this.last.get(key) === mine.promise) this.last.delete(key)
    }
  }
}

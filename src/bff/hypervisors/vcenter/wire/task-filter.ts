import type { Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { createFilter, type ObjectUpdate, type Paths, type Start } from './property-collector.ts'

/** Told of tasks. */
export interface TaskListener {
  paths: Paths
  starts: Start[]
  take(updates: readonly ObjectUpdate[]): void
  /** Everything is told anew from here on. */
  restart(): void
  /** Nothing more will be told. */
  lost(error: unknown): void
}

/**
 * A filter on tasks that rides on the collector of the inventory, so that one wait serves both. One listener at a time;
 * it comes and goes as it likes, and so does the inventory.
 */
export class TaskFilter {
  private readonly vim: VimClient
  /** How many follow the inventory with this session's connection. */
  private followers = 0
  private collector: { ref: Ref; signal: AbortSignal } | undefined
  private listener: TaskListener | undefined

  constructor(vim: VimClient) {
    this.vim = vim
  }

  /** The inventory is followed, or is about to be: a listener need not wait by itself. */
  get rides(): boolean {
    return this.followers > 0
  }

  /** The inventory is followed from here until the returned function is called. */
  board(): () => void {
    this.followers += 1
    return () => {
      this.followers -= 1
    }
  }

  /** The inventory has a collector. Waits for the filter of who listens already. */
  async attach(ref: Ref, signal: AbortSignal): Promise<void> {
    this.collector = { ref, signal }
    await this.filter()
  }

  /** That collector is no more. */
  detach(error: unknown): void {
    this.collector = undefined
    const { listener } = this
    this.listener = undefined
    listener?.lost(error)
  }

  /** The collector tells everything anew. */
  restart(): void {
    this.listener?.restart()
  }

  /** Hands tasks to the listener; gives back the rest. */
  take(updates: ObjectUpdate[]): ObjectUpdate[] {
    if (!updates.some(({ obj }) => obj.type === 'Task')) return updates
    this.listener?.take(updates.filter(({ obj }) => obj.type === 'Task'))
    return updates.filter(({ obj }) => obj.type !== 'Task')
  }

  /** Begins to tell `listener`; returns the way to stop. Its filter stays with the collector until that goes. */
  listen(listener: TaskListener): () => void {
    this.listener = listener
    void this.filter()
    return () => {
      if (this.listener === listener) this.listener = undefined
    }
  }

  private async filter(): Promise<void> {
    const { collector, listener } = this
    if (collector === undefined || listener === undefined) return
    const { ref, signal } = collector
    try {
      await createFilter(this.vim, ref, listener.paths, listener.starts, { signal })
    } catch (error) {
      // The inventory goes on without.
      if (this.listener === listener) this.listener = undefined
      listener.lost(error)
    }
  }
}

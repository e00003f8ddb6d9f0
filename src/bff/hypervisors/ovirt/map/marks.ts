import type { Trait } from '../wire/traits.ts'
import { isRunning } from './states.ts'

/** `parts`: what is read of the VM one by one must be read again. */
type Listener = (vm: string, parts: boolean) => void

/**
 * What Gantry knows of VMs that no list of the engine tells: frozen file systems (told nowhere on the wire) by what was
 * done through Gantry, previewed snapshots by what was done or read, and what the release decides. Kept while Gantry runs.
 */
export class Marks {
  /**
   * QUIRK(rhev before 3.5): snapshots of a VM that runs cannot be deleted: there is no live merge. Undefined until the
   * release is known.
   */
  coldMerge: boolean | undefined
  private readonly marks = new Map<string, ReadonlySet<Trait>>()
  private readonly listeners = new Set<Listener>()

  set(vm: string, trait: 'frozen' | 'preview', on: boolean): void {
    const before = this.marks.get(vm)
    if ((before?.has(trait) ?? false) === on) return
    const next = new Set(before)
    if (on) next.add(trait)
    else next.delete(trait)
    if (next.size === 0) this.marks.delete(vm)
    else this.marks.set(vm, next)
    for (const listener of [...this.listeners]) listener(vm, false)
  }

  /** Says that a VM's disks may be elsewhere now, which no event tells. */
  touch(vm: string): void {
    for (const listener of [...this.listeners]) listener(vm, true)
  }

  /** A VM that does not run cannot be frozen: its power went meanwhile. */
  of(vm: string, status: string): Trait[] {
    const marks = this.marks.get(vm)
    const release: Trait[] = this.coldMerge === true ? ['cold-merge'] : []
    if (marks === undefined) return release
    if (marks.has('frozen') && !isRunning(status)) {
      const rest = new Set(marks)
      rest.delete('frozen')
      if (rest.size === 0) this.marks.delete(vm)
      else this.marks.set(vm, rest)
      return [...rest, ...release]
    }
    return [...marks, ...release]
  }

  /** Returns the function that ends it. */
  onChange(listener: Listener): () => void {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }
}

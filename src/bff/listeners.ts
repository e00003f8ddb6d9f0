/** A list of callbacks that are told that something changed. */
export class Listeners<T = void> {
  private readonly callbacks = new Set<(value: T) => void>()

  /** Returns the function that removes it again. */
  add(callback: (value: T) => void): () => void {
    this.callbacks.add(callback)
    return () => {
      this.callbacks.delete(callback)
    }
  }

  emit(value: T): void {
    for (const callback of [...this.callbacks]) callback(value)
  }
}

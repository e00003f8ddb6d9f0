/** How the log of a simulated system answers who reads it; as ordered by a test. */
export class LogAccess {
  /** The account may not read it. */
  refused = false
  /** Reads of history take so long more, in ms of real time. */
  slowMs = 0

  /** Resolves when a read may go on. Throws what `refusal` makes where the log is refused. */
  async admit(refusal: () => Error): Promise<void> {
    if (this.refused) throw refusal()
    const { slowMs } = this
    if (slowMs > 0) await new Promise((resolve) => setTimeout(resolve, slowMs))
  }
}

/** What a test can order of the log of every kind of system. */
export interface LogOrders {
  /** No account may read or follow the log any more, or all may again; what else there is can be read. */
  refuseEvents(refuse: boolean): void
  /** Reads of the log's history take so many ms of real time more; 0 ends it. */
  slowEvents(ms: number): void
  /** An entry of which nothing but its id and this text can be understood. */
  writeMalformed(text: string): void
}

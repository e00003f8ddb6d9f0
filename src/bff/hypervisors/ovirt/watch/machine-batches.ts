import { toFault } from '../../../../contract/fault.ts'
import type { Shape } from '../wire/coerce.ts'
import { type ListedMachine, listedFields, listedMachine } from '../wire/listed-machine.ts'
import { type InlinedParts, inlinedParts } from '../wire/machine.ts'
import { collections, type Reader } from './collections.ts'
import { hasParts, inlining, type MachineReader, type Parts } from './machine-parts.ts'

/** As many ids as one search may name (fact sheet §4.1). */
export const batchSize = 50

interface Batched {
  wire: ListedMachine
  parts: InlinedParts
}

const batchedVm: Shape<Batched> = {
  safeParse(item) {
    const machine = listedMachine.safeParse(item)
    const parts = inlinedParts.safeParse(item)
    if (!machine.success || !parts.success) return { success: false }
    return { success: true, data: { wire: machine.data, parts: parts.data } }
  },
}
const fields = new Set([...listedFields, ...Object.keys(inlinedParts.shape)])
const batch = { path: collections.vm.path, key: collections.vm.key, schema: batchedVm, fields }

/**
 * Reads many VMs with their disks, cards and addresses by one request. The engine does the same work for each
 * as when asked for one, but signs in, searches and answers once instead of fifty times; it is never asked so
 * for a whole list, which it would build in memory at once.
 *
 * Whether an engine understands it shows by use: it must find VMs by id and inline something for them.
 */
export class MachineBatches {
  private readonly reader: Reader
  private readonly machines: MachineReader
  private proven = false
  private failures = 0

  constructor(reader: Reader, machines: MachineReader) {
    this.reader = reader
    this.machines = machines
  }

  /** False once it is known that VMs must be asked for one by one. */
  get usable(): boolean {
    return !this.reader.engine.access.filter && (this.proven || this.failures < 3)
  }

  /** What was found of these ids, at most `batchSize`; undefined where they must be asked for one by one. */
  async read(
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<Map<string, { wire: ListedMachine } & Parts> | undefined> {
    if (!this.usable || ids.length < 2) return undefined
    const search = ids.map((id) => `id=${id}`).join(' or ')
    const options = { search, max: batchSize, ...inlining(this.reader.engine.dialect, 'vm') }
    let found: Batched[] = []
    try {
      found = await this.reader.list(batch, options, signal)
    } catch (error) {
      const { kind } = toFault(error)
      // One VM that cannot be told spoils the reply for all (fact sheet §4.1); a lost connection is another matter.
      if (signal.aborted || kind === 'auth') throw error
    }
    if (found.some((item) => hasParts(item.parts))) this.proven = true
    else if (!this.proven || found.length === 0) {
      this.failures += 1
      return undefined
    }
    const machines = new Map<string, { wire: ListedMachine } & Parts>()
    for (const { wire, parts } of found) {
      machines.set(wire.id, { wire, ...(await this.machines.partsOf(parts, signal)) })
    }
    return machines
  }
}

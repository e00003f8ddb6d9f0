import type { MachineParts } from '../map/machine.ts'
import type { ListedMachine } from '../wire/listed-machine.ts'

/** More different values than that do not repeat. */
const mostShared = 20_000
const encoder = new TextEncoder()
const decoder = new TextDecoder()

/**
 * Makes what is kept for thousands of objects small: equal parts become one, and no text keeps alive the reply
 * that it was cut out of (engines share the memory of a substring with its source).
 */
export class Keeper {
  private readonly shared = new Map<string, unknown>()

  /** The same machine in the least memory. Changes what it is given. */
  machine(machine: ListedMachine): ListedMachine {
    machine.id = own(machine.id)
    machine.name = ownOrNone(machine.name)
    machine.description = ownOrNone(machine.description)
    machine.comment = ownOrNone(machine.comment)
    machine.fqdn = ownOrNone(machine.fqdn)
    machine.status_detail = ownOrNone(machine.status_detail)
    machine.custom_compatibility_version = ownOrNone(machine.custom_compatibility_version)
    const { word, detail } = machine.status
    machine.status = this.one(`status ${word} ${detail}`, machine.status)
    const topology = machine.cpu?.topology
    if (topology !== undefined) {
      const { sockets, cores, threads } = topology
      machine.cpu = this.one(`cpu ${sockets} ${cores} ${threads}`, machine.cpu)
    }
    machine.os = this.one(`os ${machine.os?.type}`, machine.os)
    machine.cluster = this.one(`ref ${machine.cluster?.id}`, machine.cluster)
    machine.host = this.one(`ref ${machine.host?.id}`, machine.host)
    machine.template = this.one(`ref ${machine.template?.id}`, machine.template)
    machine.original_template = this.one(`ref ${machine.original_template?.id}`, machine.original_template)
    const guest = machine.guest_operating_system
    if (guest !== undefined) {
      const { distribution, codename, family, version } = guest
      machine.guest_operating_system = this.one(
        `guest ${distribution} ${codename} ${family} ${version}`,
        guest,
      )
    }
    machine.guest_info = ownDeep(machine.guest_info)
    machine.reported_devices = ownDeep(machine.reported_devices)
    return machine
  }

  parts(parts: MachineParts): MachineParts {
    return {
      provisionedBytes: parts.provisionedBytes,
      usedBytes: parts.usedBytes,
      datastoreIds: this.list(parts.datastoreIds),
      networkIds: this.list(parts.networkIds),
      addresses: parts.addresses?.map(own),
      tags: this.list(parts.tags),
    }
  }

  /** Lists of ids and tags are the same for many machines. */
  private list(texts: readonly string[] | undefined): readonly string[] | undefined {
    return texts && this.one(`list ${texts.join('\n')}`, texts)
  }

  /** The first value that was given under `key`, which says all that is in it. */
  private one<T>(key: string, value: T): T {
    if (value === undefined) return value
    const known = this.shared.get(key)
    // The key tells which kind of value it is, so what is found has the type of what is asked for.
    if (known !== undefined) return known as T
    const kept = ownDeep(value)
    if (this.shared.size < mostShared) this.shared.set(own(key), kept)
    return kept
  }
}

/** A text with memory of its own. Short ones are never shared by the engine. */
export function own(text: string): string {
  return text.length < 13 ? text : decoder.decode(encoder.encode(text))
}

function ownOrNone(text: string | undefined): string | undefined {
  return text && own(text)
}

/** The same value with every text its own. */
export function ownDeep<T>(value: T): T {
  if (value === undefined) return value
  // JSON values all: what a reply held comes back as it was, without its undefined fields.
  return JSON.parse(JSON.stringify(value)) as T
}

/** The same map with every key and text its own. */
export function ownMap<V extends string | number>(map: ReadonlyMap<string, V>): Map<string, V> {
  const kept = new Map<string, V>()
  // A text stays a text.
  for (const [key, value] of map) kept.set(own(key), typeof value === 'string' ? (own(value) as V) : value)
  return kept
}

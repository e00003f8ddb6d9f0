import type { Engine } from '../engine/engine.ts'
import type { EngineEvent } from '../engine/event-log.ts'
import type { Caller } from '../engine/operation.ts'
import type { Host, Vm } from '../estate/model.ts'
import type { WireObject } from '../wire/value.ts'
import type { Account } from './accounts.ts'
import type { Query } from './query.ts'

/** One request's view of the engine: from which base, through whose eyes, with which parameters. */
export class View {
  readonly engine: Engine
  readonly base: string
  readonly account: Account
  /** Only the user's own objects. */
  readonly filtered: boolean
  readonly query: Query
  readonly correlationId: string | undefined

  constructor(given: {
    engine: Engine
    base: string
    account: Account
    filtered: boolean
    query: Query
    correlationId: string | undefined
  }) {
    this.engine = given.engine
    this.base = given.base
    this.account = given.account
    this.filtered = given.filtered
    this.query = given.query
    this.correlationId = given.correlationId
  }

  href(path: string): string {
    return `${this.base}/${path}`
  }

  /** A reference as both dialects write it: id and address. */
  ref(collection: string, target: { id: string } | undefined): WireObject | undefined {
    return target === undefined
      ? undefined
      : { href: `${this.base}/${collection}/${target.id}`, id: target.id }
  }

  /** A state as the dialect writes it. */
  state(status: string): WireObject | string {
    return this.engine.version === '3.4' ? { state: status } : status
  }

  /** Who asks, for events and jobs. */
  get caller(): Caller {
    return {
      user: { id: this.account.id, name: this.account.userName },
      correlationId: this.correlationId,
    }
  }

  sees(vm: Vm): boolean {
    return this.account.admin || vm.seed % 3 === 0
  }

  vms(): Vm[] {
    const all = [...this.engine.estate.vms.values()]
    return this.account.admin ? all : all.filter((vm) => this.sees(vm))
  }

  vm(id: string): Vm | undefined {
    const vm = this.engine.estate.vms.get(id)
    return vm !== undefined && this.sees(vm) ? vm : undefined
  }

  /** Users without administration rights see no hosts at all. */
  hosts(): Host[] {
    return this.account.admin ? [...this.engine.estate.hosts.values()] : []
  }

  /** Whether the account is shown an event: those of its VMs and of itself. */
  seesEvent(event: EngineEvent): boolean {
    if (this.account.admin || event.user?.name === this.account.userName) return true
    return event.vm?.id !== undefined && this.vm(event.vm.id) !== undefined
  }
}

/** Links to the sub-collections of an object. */
export function links(href: string, rels: readonly string[]): WireObject[] {
  return rels.map((rel) => ({ href: `${href}/${rel}`, rel }))
}

/** Links to its actions; they are there in every state and do not tell what is allowed. */
export const actions = (href: string, rels: readonly string[]): WireObject => ({ link: links(href, rels) })

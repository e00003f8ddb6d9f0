import { expect } from 'vitest'
import { type CloneOptions, cloneOptionsSchema } from '../../contract/clone/options.ts'
import { type CloneOrder, cloneOrderSchema, orderForCopy } from '../../contract/clone/order.ts'
import { clonePlanSchema } from '../../contract/clone/plan.ts'
import { Fault } from '../../contract/fault.ts'
import type { VmDetail } from '../../contract/vm.ts'
import type { AdapterPlan, CloneEnd, CloneProgress, Cloning } from './clone-port.ts'
import type { CloneSubject, Source } from './clone-suite.ts'
import type { Connection } from './port.ts'

const never = () => new AbortController().signal

/** An order for copies of these names, with everything else as the source has it. */
export function orderFor(
  { source, placement }: Source,
  names: readonly string[],
  more: Partial<CloneOrder> = {},
): CloneOrder {
  return {
    source,
    template: false,
    copies: names.map((name) => ({ name })),
    placement,
    disks: [],
    nics: [],
    powerOn: false,
    customization: { kind: 'none' },
    linked: false,
    ...more,
  }
}

/** What the suite of clones does with its subject; every answer is held against the contract. */
export class CloneStage {
  private readonly subject: CloneSubject

  constructor(subject: CloneSubject) {
    this.subject = subject
  }

  cloning(connection: Connection = this.subject.connection): Cloning {
    if (connection.cloning === undefined) throw new Error('this connection makes no copies')
    return connection.cloning
  }

  async options({ source }: Source): Promise<CloneOptions> {
    return cloneOptionsSchema.parse(await this.cloning().options(source, never()))
  }

  async plan(order: CloneOrder, connection?: Connection): Promise<AdapterPlan> {
    const known = await this.subject.known()
    const plan = await this.cloning(connection).plan(order, 0, known, never())
    return clonePlanSchema.parse({ ...plan, space: [] })
  }

  /** How the first copy of an order ends; what the system refuses outright is a failure as well. */
  async run(
    order: CloneOrder,
    report: (progress: CloneProgress) => void = () => {},
    connection?: Connection,
  ): Promise<CloneEnd> {
    const request = { order: orderForCopy(cloneOrderSchema.parse(order), 0), intent: crypto.randomUUID() }
    try {
      return await this.cloning(connection).run(request, report, never())
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      return { state: 'failed', fault: error.info }
    }
  }

  /** Plans without an error, runs to the end, and gives the copy. */
  async made(order: CloneOrder): Promise<VmDetail> {
    const plan = await this.plan(order)
    expect(plan.findings.filter(({ level }) => level === 'error')).toEqual([])
    expect(plan.requests.length).toBeGreaterThan(0)
    const end = await this.run(order)
    expect(end).toMatchObject({ state: 'done', makes: { name: order.copies[0]?.name } })
    const kind = order.template ? 'template' : 'vm'
    expect(end.makes?.kind).toBe(kind)
    const copy = await this.subject.connection.vm(end.makes?.id ?? '', never())
    expect(copy.vm).toMatchObject({ kind, name: order.copies[0]?.name })
    return copy
  }

  async remove(vm: string): Promise<void> {
    const request = { vm, action: { verb: 'remove' } as const, intent: crypto.randomUUID() }
    const end = await this.subject.connection.actions?.run(request, () => {}, never())
    expect(end).toEqual({ state: 'done' })
  }
}

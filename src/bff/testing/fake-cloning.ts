import type { CloneOptions } from '../../contract/clone/options.ts'
import type { CloneOrder } from '../../contract/clone/order.ts'
import type {
  AdapterPlan,
  CloneEnd,
  CloneProgress,
  CloneRequest,
  Cloning,
} from '../hypervisors/clone-port.ts'

/** A copy that is being made; the test says how it goes. */
export interface FakeCopy {
  order: CloneOrder
  report(progress: CloneProgress): void
  end(how: CloneEnd): void
  refuse(error: unknown): void
}

/** Makes copies of a test's own making. */
export class FakeCloning implements Cloning {
  perSource = 100
  optionsRead = 0
  /** Of the order that was planned last. */
  planned: CloneOrder | undefined
  /** Copies that were sent, by name. */
  readonly sent = new Map<string, FakeCopy>()
  /** Thrown by everything. */
  down: unknown
  answer: AdapterPlan = {
    way: 'task',
    protocol: 'fake',
    why: 'It is a fake.',
    ways: [],
    findings: [],
    privileges: [],
    requests: [],
  }
  private readonly told: CloneOptions

  constructor(options: CloneOptions) {
    this.told = options
  }

  get names(): string[] {
    return [...this.sent.keys()]
  }

  copy(name: string): FakeCopy {
    const copy = this.sent.get(name)
    if (copy === undefined) throw new Error(`${name} was not sent`)
    return copy
  }

  async options(): Promise<CloneOptions> {
    this.optionsRead += 1
    if (this.down !== undefined) throw this.down
    return this.told
  }

  async plan(order: CloneOrder): Promise<AdapterPlan> {
    this.planned = order
    if (this.down !== undefined) throw this.down
    return this.answer
  }

  run({ order }: CloneRequest, report: FakeCopy['report']): Promise<CloneEnd> {
    return new Promise((end, refuse) => {
      if (this.down === undefined) this.sent.set(order.copies[0]?.name ?? '', { order, report, end, refuse })
      else refuse(this.down)
    })
  }
}

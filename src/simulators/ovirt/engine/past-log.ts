import type { Host, Vm } from '../estate/model.ts'
import { aboutHost, aboutVm, type EngineEvent, type Reference, type Severity } from './event-log.ts'

interface Step {
  code: number
  severity?: Severity
  /** Seconds after the first step. */
  after: number
  text(of: PastEvent): string
  /** It is about the host only, or about nothing but its user. */
  about?: 'host' | 'user'
  /** The engine did it by itself. */
  alone?: true
}

const step = (code: number, after: number, text: Step['text'], more: Partial<Step> = {}): Step => ({
  code,
  after,
  text,
  ...more,
})

const ends = (it: PastEvent) => `VM: ${it.vmName}, Source: ${it.hostName}, Destination: ${it.otherName}`

/** What happens in an estate again and again, and how often; it leaves everything as it was. */
const stories: readonly [weight: number, steps: readonly Step[]][] = [
  [
    30,
    [
      step(30, 0, (it) => `User ${it.userName} logged in.`, { about: 'user' }),
      step(31, 900, (it) => `User ${it.userName} logged out.`, { about: 'user' }),
    ],
  ],
  [20, [step(35, 0, (it) => `VM ${it.vmName} configuration was updated by ${it.userName}.`)]],
  [
    14,
    [
      step(
        45,
        0,
        (it) => `Snapshot 'nightly' creation for VM '${it.vmName}' was initiated by ${it.userName}.`,
      ),
      step(68, 40, (it) => `Snapshot 'nightly' creation for VM '${it.vmName}' has been completed.`),
    ],
  ],
  [
    12,
    [
      step(
        342,
        0,
        (it) => `Snapshot 'nightly' deletion for VM '${it.vmName}' was initiated by ${it.userName}.`,
      ),
      step(356, 90, (it) => `Snapshot 'nightly' deletion for VM '${it.vmName}' has been completed.`),
    ],
  ],
  [
    10,
    [
      step(62, 0, (it) => `Migration started (${ends(it)}, User: ${it.userName}).`),
      step(63, 7, (it) => `Migration completed (${ends(it)}, Duration: 7 seconds)`, { alone: true }),
    ],
  ],
  [
    7,
    [
      step(33, 0, (it) => `VM ${it.vmName} powered off by ${it.userName} (Host: ${it.hostName}).`),
      step(153, 60, (it) => `VM ${it.vmName} was started by ${it.userName} (Host: ${it.hostName}).`),
      step(32, 81, (it) => `VM ${it.vmName} started on Host ${it.hostName}`),
    ],
  ],
  [
    3,
    [
      step(62, 0, (it) => `Migration started (${ends(it)}, User: ${it.userName}).`),
      step(
        128,
        20,
        (it) =>
          `Failed to migrate VM ${it.vmName} to Host ${it.otherName}. Trying to migrate to another Host.`,
        {
          severity: 'warning',
          alone: true,
        },
      ),
      step(65, 45, (it) => `Migration failed (${ends(it)}).`, { severity: 'error', alone: true }),
    ],
  ],
  [
    2,
    [
      step(126, 0, (it) => `VM ${it.vmName} is not responding.`, { severity: 'warning', alone: true }),
      step(163, 120, (it) => `VM ${it.vmName} status was restored to Up.`, { alone: true }),
    ],
  ],
  [
    1.5,
    [step(114, 0, (it) => `User ${it.userName} failed to log in.`, { severity: 'error', about: 'user' })],
  ],
  [
    0.5,
    [
      step(9000, 0, (it) => `Failed to verify Power Management configuration for Host ${it.hostName}.`, {
        severity: 'alert',
        about: 'host',
        alone: true,
      }),
    ],
  ],
]
const allWeights = stories.reduce((sum, [weight]) => sum + weight, 0)
const users = ['admin@internal', 'j.weber@corp', 'backup@internal', 'operator@internal']

/** Well mixed 32 bits of two numbers. */
function mix(seed: number, salt: number): number {
  let hash = Math.imul(seed ^ Math.imul(salt + 1, 0x9e3779b1), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** What the stories are told of. */
export interface Past {
  seed: number
  from: number
  until: number
  vms: readonly Vm[]
  hosts: readonly Host[]
}

/**
 * Entries of a time that is over, told from a seed when somebody asks for them: 200,000 take no room. Story by story, in the
 * order of their times.
 */
export class PastStories {
  /** Story and step of each entry, as `story * 4 + step`. */
  readonly entries: Uint32Array
  private readonly past: Past
  private readonly names: readonly string[]
  private readonly window: number

  constructor(past: Past, size: number) {
    this.past = past
    // An entry keeps the name of its time.
    this.names = past.vms.map((vm) => vm.name)
    this.entries = new Uint32Array(size)
    let count = 0
    let story = 0
    for (; count < size; story += 1) {
      const steps = this.stepsOf(story)
      for (let n = 0; n < steps.length && count < size; n += 1) this.entries[count++] = story * 4 + n
    }
    this.window = (past.until - past.from) / Math.max(1, story)
  }

  private stepsOf(story: number): readonly Step[] {
    let dice = (this.number(story, 1) / 2 ** 32) * allWeights
    for (const [weight, steps] of stories) {
      dice -= weight
      if (dice < 0) return steps
    }
    return []
  }

  number(story: number, salt: number): number {
    return mix(this.past.seed ^ story, salt)
  }

  timeOf(entry: number): number {
    const story = entry >>> 2
    const steps = this.stepsOf(story)
    const n = entry & 3
    const offset = Math.min((steps[n]?.after ?? 0) * 1_000, (this.window * n) / steps.length)
    return Math.floor(this.past.from + story * this.window + offset)
  }

  /** The entry as the log shows it, under this number. */
  tell(entry: number, index: number): EngineEvent {
    const story = entry >>> 2
    const told = this.stepsOf(story)[entry & 3]
    if (told === undefined) throw new Error('no such step')
    const { vms, hosts } = this.past
    const at = this.number(story, 2) % Math.max(1, vms.length)
    const vm = vms[at]
    const hostsThere = vm?.cluster.hosts ?? hosts
    const host = hostsThere[this.number(story, 3) % Math.max(1, hostsThere.length)]
    const other = hostsThere[(this.number(story, 3) + 1) % Math.max(1, hostsThere.length)]
    return new PastEvent({
      index,
      step: told,
      time: this.timeOf(entry),
      correlationId: told.alone === true ? undefined : this.number(story, 4).toString(16).padStart(8, '0'),
      userName: users[this.number(story, 5) % users.length] ?? 'admin@internal',
      vm,
      vmName: this.names[at] ?? '',
      host,
      other,
    })
  }
}

interface Told {
  index: number
  step: Step
  time: number
  correlationId: string | undefined
  userName: string
  vm: Vm | undefined
  vmName: string
  host: Host | undefined
  other: Host | undefined
}

/** Says what it is asked only: most entries are just passed by. */
class PastEvent implements EngineEvent {
  private readonly told: Told

  constructor(told: Told) {
    this.told = told
  }

  get index(): number {
    return this.told.index
  }
  get code(): number {
    return this.told.step.code
  }
  get severity(): Severity {
    return this.told.step.severity ?? 'normal'
  }
  get time(): number {
    return this.told.time
  }
  get description(): string {
    return this.told.step.text(this)
  }
  get correlationId(): string | undefined {
    return this.told.correlationId
  }
  get userName(): string {
    return this.told.userName
  }
  get vmName(): string {
    return this.told.vmName
  }
  get hostName(): string {
    return this.told.host?.name ?? ''
  }
  get otherName(): string {
    return this.told.other?.name ?? ''
  }
  get user(): Reference | undefined {
    return this.told.step.alone === true ? undefined : { id: undefined, name: this.told.userName }
  }
  get vm(): Reference | undefined {
    const { vm, vmName } = this.told
    return vm === undefined || this.told.step.about !== undefined ? undefined : { id: vm.id, name: vmName }
  }
  get host(): Reference | undefined {
    const { host, step: of } = this.told
    return host === undefined || of.about === 'user' ? undefined : { id: host.id, name: host.name }
  }
  get template(): Reference | undefined {
    return this.around.template
  }
  get cluster(): Reference | undefined {
    return this.around.cluster
  }
  get dataCenter(): Reference | undefined {
    return this.around.dataCenter
  }

  private get around(): Partial<EngineEvent> {
    const { vm, host, step: of } = this.told
    if (of.about === 'user') return {}
    if (of.about === 'host') return host === undefined ? {} : aboutHost(host)
    return vm === undefined ? {} : aboutVm(vm)
  }
}

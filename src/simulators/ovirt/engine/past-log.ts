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
  readonly past: Past
  /** An entry keeps the name of its time. */
  readonly names: readonly string[]
  /** Of each story, which of `stories` it is. */
  private readonly kinds: Uint8Array
  private readonly window: number

  constructor(past: Past, size: number) {
    this.past = past
    this.names = past.vms.map((vm) => vm.name)
    this.entries = new Uint32Array(size)
    this.kinds = new Uint8Array(size)
    let count = 0
    let story = 0
    for (; count < size; story += 1) {
      this.kinds[story] = kindOf(this.number(story, 1))
      const { length } = this.stepsOf(story)
      for (let n = 0; n < length && count < size; n += 1) this.entries[count++] = story * 4 + n
    }
    this.window = (past.until - past.from) / Math.max(1, story)
  }

  private stepsOf(story: number): readonly Step[] {
    return stories[this.kinds[story] ?? 0]?.[1] ?? []
  }

  step(entry: number): Step {
    const step = this.stepsOf(entry >>> 2)[entry & 3]
    if (step === undefined) throw new Error('no such step')
    return step
  }

  /** A number that belongs to a story. */
  number(story: number, salt: number): number {
    return mix(this.past.seed ^ story, salt)
  }

  timeOf(entry: number): number {
    const story = entry >>> 2
    const n = entry & 3
    const offset = Math.min(this.step(entry).after * 1_000, (this.window * n) / this.stepsOf(story).length)
    return Math.floor(this.past.from + story * this.window + offset)
  }

  /** The entry as the log shows it, under this number. */
  tell(entry: number, index: number): EngineEvent {
    return new PastEvent(this, entry, index)
  }
}

function kindOf(random: number): number {
  let dice = (random / 2 ** 32) * allWeights
  return stories.findIndex(([weight]) => {
    dice -= weight
    return dice < 0
  })
}

/** Says what it is asked only: most entries are just passed by. */
class PastEvent implements EngineEvent {
  readonly index: number
  private readonly stories: PastStories
  private readonly entry: number

  constructor(stories: PastStories, entry: number, index: number) {
    this.stories = stories
    this.entry = entry
    this.index = index
  }

  private get step(): Step {
    return this.stories.step(this.entry)
  }
  private pick(salt: number, count: number): number {
    return this.stories.number(this.entry >>> 2, salt) % Math.max(1, count)
  }

  get code(): number {
    return this.step.code
  }
  get severity(): Severity {
    return this.step.severity ?? 'normal'
  }
  get time(): number {
    return this.stories.timeOf(this.entry)
  }
  get description(): string {
    return this.step.text(this)
  }
  get correlationId(): string | undefined {
    if (this.step.alone === true) return undefined
    return this.stories
      .number(this.entry >>> 2, 4)
      .toString(16)
      .padStart(8, '0')
  }

  get userName(): string {
    return users[this.pick(5, users.length)] ?? 'admin@internal'
  }
  get vmName(): string {
    return this.stories.names[this.pick(2, this.stories.names.length)] ?? ''
  }
  get hostName(): string {
    return this.hostThere(0)?.name ?? ''
  }
  get otherName(): string {
    return this.hostThere(1)?.name ?? ''
  }
  private get theVm(): Vm | undefined {
    const { vms } = this.stories.past
    return vms[this.pick(2, vms.length)]
  }
  private hostThere(offset: number): Host | undefined {
    const hosts = this.theVm?.cluster.hosts ?? this.stories.past.hosts
    return hosts[(this.pick(3, hosts.length) + offset) % Math.max(1, hosts.length)]
  }

  get user(): Reference | undefined {
    return this.step.alone === true ? undefined : { id: undefined, name: this.userName }
  }
  get vm(): Reference | undefined {
    const { theVm } = this
    if (theVm === undefined || this.step.about !== undefined) return undefined
    return { id: theVm.id, name: this.vmName }
  }
  get host(): Reference | undefined {
    const host = this.step.about === 'user' ? undefined : this.hostThere(0)
    return host === undefined ? undefined : { id: host.id, name: host.name }
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
    if (this.step.about === 'user') return {}
    const { theVm } = this
    const host = this.hostThere(0)
    if (this.step.about === 'host') return host === undefined ? {} : aboutHost(host)
    return theVm === undefined ? {} : aboutVm(theVm)
  }
}

import type { LogOrders } from '../../world/log-access.ts'
import type { Upstream } from '../../world/simulator.ts'
import type { GuestSetup, Run, Vm, VmStatus } from '../estate/model.ts'
import { hostFor, place } from '../estate/place.ts'
import type { Engine } from './engine.ts'
import { grantOf } from './grants.ts'
import type { Leaves } from './operation.ts'
import { makePlain } from './plain-vm.ts'

/** What a test can order in an engine beside what `Upstream` has, and see of what no address of the API tells. */
export interface OvirtUpstream extends Upstream, LogOrders {
  /**
   * The next action that the VM or template accepts fails in its job, in the engine's events and state, after it was
   * answered as accepted. `action` limits it to one: `start`, `stop`, `shutdown`, `suspend`, `reboot`, `migrate`,
   * `cancelmigration`, `export`, `move`, `move disk`, `clone`, `create` (from it), `make template`, `remove`, `remove template`,
   * `export template`, `create snapshot`, `preview snapshot`, `commit snapshot`, `undo snapshot`, `restore snapshot`,
   * `remove snapshot`, `freezefilesystems`, `thawfilesystems`, `detach`, `logon`. A copy that fails vanishes, unless it
   * `leaves` itself with an illegal disk, or one of its disks.
   */
  failNext(name: string, action?: string, why?: string, leaves?: Leaves): void
  /** A running VM stops for its storage (`eio`, `enospc`, `eperm`, `eother`) or for no told reason (`none`). */
  pause(vm: string, detail?: 'none' | 'eio' | 'enospc' | 'eperm' | 'eother'): void
  /** A VM that had paused runs again by itself. */
  recover(vm: string): void
  /** Puts a VM into a state at once and leaves it there, with no event; a host is found or taken away as needed. */
  setStatus(vm: string, status: VmStatus): void
  /** Whether the guest has an agent; one that is there has reported. */
  setAgent(vm: string, present: boolean): void
  /** Makes it the VM in which the engine runs. */
  hostEngineIn(vm: string): void
  /** Puts it into a pool. */
  joinPool(vm: string): void
  /** Data domains in which the VM can have disks. */
  domainsFor(vm: string): { id: string; name: string }[]
  /** Leaves so many bytes free in a storage domain. */
  leaveSpace(domain: string, bytes: number): void
  /** Gives an account a role on a cluster, data center, storage domain, template or VM of this name or id. */
  grant(userName: string, role: string, object: string): void
  /** Quotas of the data center that has the VM; `left` bytes may be taken by new disks. */
  setQuota(vm: string, mode: 'disabled' | 'audit' | 'enabled', left?: number): void
  /**
   * Makes it a plain stopped VM: 2 CPUs, Linux with an agent, one network card, no snapshots, in no pool, and two disks in
   * one data domain with room for more.
   */
  makePlain(vm: string): void
  /**
   * An edit of the VM takes its number in the log now, but is written there when the returned function is called: then it
   * stands below what was written meanwhile, as late commits do in the engine.
   */
  writeLate(vm: string): () => void
  /** Nothing happens by itself any more, or does again. */
  quiet(on: boolean): void
  /** What the present run has of its own; nothing after a plain start. */
  runOf(vm: string): Run | undefined
  /** What cloud-init, ignition or sysprep did in the guest at last. */
  guestSetupOf(vm: string): GuestSetup | undefined
  isFrozen(vm: string): boolean
  /** Made without what is the machine's own; nothing on the wire tells. */
  isSealed(template: string): boolean
  /** The console password that is good now. */
  ticketOf(vm: string): string | undefined
}

const onHost: readonly VmStatus[] = [
  'up',
  'paused',
  'not_responding',
  'unknown',
  'wait_for_launch',
  'powering_up',
  'powering_down',
  'reboot_in_progress',
  'saving_state',
  'restoring_state',
  'migrating',
]

/** See `OvirtUpstream`. */
export function controlsOf(engine: Engine): Omit<OvirtUpstream, keyof Upstream> {
  const { life, estate } = engine
  const named = (name: string) => engine.vmByName(name)
  return {
    failNext(name, action, why = 'the simulation was told so', leaves) {
      const template = estate.templates.find((one) => one.name === name)
      engine.operations.dooms.order(template ?? named(name), action, why, leaves)
    },
    pause: (name, detail = 'eio') => life.pause(named(name), detail),
    recover: (name) => life.recover(named(name)),
    setStatus(name, status) {
      const vm = named(name)
      life.begin(vm)
      settle(vm, status)
      if (status === 'migrating') {
        const target = hostFor(vm.cluster, vm.host)
        if (target !== undefined) vm.migration = { target, startedAt: engine.now, takes: 600_000 }
      }
    },
    setAgent(name, present) {
      const vm = named(name)
      vm.agent = present
      vm.guestKnown = present && vm.host !== undefined
    },
    hostEngineIn(name) {
      named(name).hostedEngine = true
    },
    joinPool(name) {
      const [pool] = estate.pools
      if (pool === undefined) throw new Error('there is no pool')
      named(name).pool = pool
      pool.size += 1
    },
    domainsFor: (name) =>
      named(name)
        .cluster.dataCenter.domains.filter(({ type, status }) => type === 'data' && status === 'active')
        .map(({ id, name: called }) => ({ id, name: called })),
    leaveSpace(name, bytes) {
      const domain = estate.domains.find((one) => one.name === name)
      if (domain === undefined) throw new Error(`no storage domain is named ${name}`)
      domain.capacity = domain.used + bytes
    },
    grant: (userName, role, object) => grantOf(engine, userName, role, object),
    setQuota(name, mode, left = 0) {
      const { quota } = named(name).cluster.dataCenter
      quota.mode = mode
      quota.left = left
    },
    makePlain: (name) => makePlain(engine, named(name)),
    writeLate(name) {
      const user = { id: undefined, name: 'admin@internal' }
      const text = `VM ${name} configuration was updated by ${user.name}.`
      return engine.events.reserve(engine.now, 35, text, { vm: named(name), user })
    },
    refuseEvents(refuse) {
      engine.events.access.refused = refuse
    },
    slowEvents(ms) {
      engine.events.access.slowMs = ms
    },
    writeMalformed: (text) => engine.events.addMalformed(engine.now, text),
    quiet(on) {
      engine.quiet = on
    },
    runOf: (name) => named(name).run,
    guestSetupOf: (name) => named(name).setup,
    isSealed: (name) => estate.templates.find((one) => one.name === name)?.sealed === true,
    isFrozen: (name) => named(name).frozen,
    ticketOf(name) {
      const { ticket } = named(name)
      return ticket !== undefined && ticket.until > engine.now ? ticket.value : undefined
    },
  }
}

function settle(vm: Vm, status: VmStatus): void {
  const runs = onHost.includes(status)
  if (runs && vm.host === undefined) place(vm, hostFor(vm.cluster))
  if (!runs) place(vm, undefined)
  for (const disk of vm.disks)
    if (disk.status !== 'illegal') disk.status = status === 'image_locked' ? 'locked' : 'ok'
  for (const snapshot of vm.snapshots) if (snapshot.status === 'locked') snapshot.status = 'ok'
  vm.status = status
  vm.statusDetail = status === 'paused' ? 'eio' : 'none'
  vm.guestKnown = vm.agent && status === 'up'
  vm.busy = false
}

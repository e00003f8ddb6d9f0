import type { LogOrders } from '../world/log-access.ts'
import type { Upstream } from '../world/simulator.ts'
import type { Host, Vm } from './model/entities.ts'
import { outOfSpace } from './model/grow-vms.ts'
import { guestSystems } from './model/guests.ts'
import type { Happenings } from './model/happenings.ts'
import { vmsByName } from './model/vms-by-name.ts'
import { fingerprintOf } from './properties/host.ts'
import { VimFault } from './vim/faults.ts'
import type { Data, Value } from './vim/value.ts'
import type { World } from './world.ts'

/** What `shape` can make of a VM. */
interface ShapedVm {
  guest?: 'linux' | 'windows' | 'other'
  tools?: Vm['tools']
  cpus?: number
  memoryMB?: number
  disks?: number
  cards?: number
  encrypted?: boolean
  tpm?: boolean
}

/** What else "somebody" can do in a vCenter. VMs are named by name; an unknown name throws. */
export interface VcenterUpstream extends Upstream, LogOrders {
  /**
   * The next tasks that fit fail instead of doing their work. `fault` is a vim fault's name, `method` e.g.
   * `PowerOnVM_Task`; `at` is the share of the work after which it fails (0…1, half when absent).
   */
  failTask(rule: {
    vm?: string
    method?: string
    fault: string
    message?: string
    fields?: Record<string, Value>
    times?: number
    at?: number
    /** A clone leaves the half-made copy in the inventory. */
    leaves?: boolean
  }): void
  /** Makes a VM what a test needs; what is not named stays. Disks are 10 GB each, on the datastore of the first one. */
  shape(vm: string, facts: ShapedVm): void
  /** The specification that a VM was or will be customized with, secrets and all. */
  customizationOf(vm: string): Data | undefined
  /** The next task on the VM, of one method if given, fails half way; `why` is what its fault says. */
  failNext(vm: string, method?: string, why?: string): void
  /** Nothing happens by itself any more, or does again. */
  quiet(on: boolean): void
  /** A running VM finds its disk full and asks what to do: `Retry` (0) or `Cancel` (1). */
  askQuestion(vm: string, question?: { text: string; choices: string[] }): void
  /** The next start of a VM asks whether it was moved or copied, and waits for the answer. */
  askAtStart(vm: string): void
  /** Marks that files of removed snapshots are left behind. */
  needConsolidation(vm: string): void
  /** Makes tools of a running VM answer, or fall silent. */
  setTools(vm: string, running: boolean): void
  /** The next calls into the guest of a VM fail with a vim fault, e.g. `GuestOperationsUnavailable`. */
  failGuest(vm: string, fault: string, message?: string, times?: number): void
  /** The tools of a VM are started anew: exit codes that they kept are lost. */
  restartTools(vm: string): void
  /** A file inside a running guest; undefined where there is none. */
  guestFile(vm: string, path: string): string | undefined
  /** The SHA-1 fingerprint of the certificate that a host shows; undefined for another name. */
  hostFingerprint(host: string): string | undefined
  /** The way to a host is closed for transfers: its name does not resolve, its port is shut, its certificate is another; or open. */
  closeHost(host: string, how: 'name' | 'port' | 'certificate' | 'open'): void
  /** Files of guests are carried by the hosts of the VMs, or by the server itself (`*`), as an ESXi does that is called directly. */
  carryFiles(by: 'hosts' | 'itself'): void
  /** What vCenter knows of a VM: its host answers, or not; its files are there, or not. */
  setConnection(vm: string, connection: Vm['connection']): void
  /** All collectors of events go, while the sessions that made them live on. */
  dropCollectors(): void
  /** Templates, which `vms` leaves out. */
  templates(): { id: string; name: string }[]
  datastores(): { id: string; name: string; accessible: boolean }[]
  /** Tasks that nobody has forgotten, oldest first. */
  tasks(): { id: string; method: string; vm: string; state: string; user: string }[]
}

const powerWords = { poweredOn: 'on', poweredOff: 'off', suspended: 'suspended' } as const

export function upstreamOf(world: World, happenings: Happenings): VcenterUpstream {
  const { estate, actions, guests, places, snapshots, questions, tasks } = world
  const vmNamed = vmsByName(estate)
  const dropCollectors = () => {
    for (const session of world.sessions.all) {
      for (const object of [...session.objects.values()]) {
        if (object.type !== 'EventHistoryCollector') continue
        session.objects.delete(object.id)
        object.dispose()
      }
    }
    estate.restructured('EventHistoryCollector')
  }
  const hostNamed = (name: string): Host => {
    const found = estate.hosts.find((host) => host.name === name)
    if (found === undefined) throw new Error(`no host ${name}`)
    return found
  }
  return {
    vms: () =>
      [...estate.vms.values()]
        .filter((vm) => !vm.template)
        .map((vm) => ({ id: vm.id, name: vm.name, power: powerWords[vm.power], host: vm.host.name })),
    hosts: () => estate.hosts.map(({ id, name }) => ({ id, name })),
    setPower(name, power) {
      const vm = vmNamed(name)
      if (powerWords[vm.power] === power) return
      if (power === 'on') actions.powerOn(vm)
      else if (power === 'off') actions.powerOff(vm)
      else actions.suspend(vm)
    },
    rename: (vm, name) => actions.rename(vmNamed(vm), name),
    create: (name) => {
      actions.create(name)
    },
    remove: (vm) => actions.remove(vmNamed(vm)),
    move: (vm, host) => actions.move(vmNamed(vm), hostNamed(host)),
    failTask({ fault, message, fields, ...rule }) {
      const text = message ?? `The operation failed: ${fault}.`
      tasks.faults.add({ ...rule, fault: new VimFault(fault, text, fields) })
    },
    shape(name, { guest, tools, cpus, memoryMB, disks, cards, encrypted, tpm }) {
      const vm = vmNamed(name)
      const families = { linux: 'linuxGuest', windows: 'windowsGuest', other: 'otherGuestFamily' }
      const os = guestSystems.find(({ family }) => guest !== undefined && family === families[guest])
      Object.assign(vm, {
        os: os ?? vm.os,
        tools: tools ?? vm.tools,
        cpus: cpus ?? vm.cpus,
        cores: cpus === undefined ? vm.cores : 1,
        memoryMB: memoryMB ?? vm.memoryMB,
        bootMemoryMB: memoryMB ?? vm.bootMemoryMB,
        encryption:
          encrypted === true ? { keyId: 'key-1', providerId: 'Native Key Provider' } : vm.encryption,
        tpm: tpm === true ? { secrets: 1 } : vm.tpm,
      })
      const [first] = vm.disks
      if (disks !== undefined && first !== undefined) {
        const datastore = first.datastore
        const made = Array.from({ length: disks }, (_, index) => ({
          ...{ key: 2000 + index, gigabytes: 10 + index, thin: true, datastore, written: 0.5 },
        }))
        places.setDisks(vm, made)
      }
      if (cards !== undefined) {
        const usable = vm.host.compute.networks.filter((network) => !network.uplink)
        places.setNetworks(vm, usable.slice(0, cards))
      }
      estate.changed(vm, 'config', 'summary', 'guest')
    },
    customizationOf: (name) => vmNamed(name).customization?.spec,
    failNext(vm, method, why = 'The host refused the operation.') {
      const fault = new VimFault('GenericVmConfigFault', why, { reason: why })
      tasks.faults.add({ vm, ...(method === undefined ? {} : { method }), fault })
    },
    quiet(on) {
      happenings.quiet = on
    },
    askQuestion(name, question) {
      const vm = vmNamed(name)
      questions.ask(vm, question ?? outOfSpace(vm))
    },
    askAtStart(name) {
      vmNamed(name).startQuestion = {
        text: 'This virtual machine might have been moved or copied. If you do not know, answer "I Copied It".',
        choices: ['Cancel', 'I Moved It', 'I Copied It'],
      }
    },
    needConsolidation: (vm) => snapshots.setConsolidation(vmNamed(vm), true),
    setTools: (vm, running) => guests.setTools(vmNamed(vm), running),
    failGuest(vm, fault, message = `The guest operation failed: ${fault}.`, times = 1) {
      world.guestFaults.add(vm, new VimFault(fault, message), times)
    },
    restartTools: (vm) => world.guestMachines.toolsRestarted(vmNamed(vm)),
    guestFile(vm, path) {
      const bytes = world.guestMachines.of(vmNamed(vm)).files.find(path)?.bytes
      return bytes === undefined ? undefined : new TextDecoder().decode(bytes)
    },
    hostFingerprint(name) {
      const host = estate.hosts.find((one) => one.name === name)
      return host === undefined ? undefined : fingerprintOf(host)
    },
    closeHost: (host, how) => world.transfers.close(hostNamed(host).name, how),
    carryFiles: (by) => world.transfers.carryBy(by),
    setConnection: (vm, connection) => actions.setConnection(vmNamed(vm), connection),
    dropCollectors,
    refuseEvents(refuse) {
      world.events.access.refused = refuse
      if (refuse) dropCollectors()
    },
    slowEvents(ms) {
      world.events.access.slowMs = ms
    },
    writeMalformed: (text) => world.events.emitMalformed(text),
    templates: () =>
      [...estate.vms.values()].filter((vm) => vm.template).map(({ id, name }) => ({ id, name })),
    datastores: () => estate.datastores.map(({ id, name, accessible }) => ({ id, name, accessible })),
    tasks: () =>
      tasks.history.map(({ id, operation, entityName, state, user }) => ({
        id,
        method: operation.name,
        vm: entityName,
        state,
        user,
      })),
  }
}

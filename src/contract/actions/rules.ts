import type { TemplateRow, VmRow } from '../inventory.ts'
import type { SystemKind } from '../system.ts'
import type { Verb } from './vm-action.ts'

/**
 * `true`, or in a sentence why not. The tables below are what the systems' documents say about states; a system may still
 * refuse for reasons of its own (locks, quota, rights).
 */
export type Allowed = true | string

/** What is asked about: a row of the inventory, or a detail with the same fields. */
export type Machine = VmRow | TemplateRow

type Rule = (vm: VmRow) => Allowed

const isTemplate = 'A template cannot do that. Make a VM of it first.'
const inWords = (states: readonly string[]) =>
  states.length === 1 ? states[0] : `${states.slice(0, -1).join(', ')} or ${states.at(-1)}`

/** What may be done to templates; everything else is for VMs. */
const forTemplates: Record<SystemKind, ReadonlySet<Verb>> = {
  vcenter: new Set<Verb>([
    ...(['mark-vm', 'unregister', 'remove', 'edit', 'relocate'] as const),
    ...(['snapshot-delete', 'snapshot-delete-all', 'snapshot-rename', 'consolidate'] as const),
  ]),
  ovirt: new Set<Verb>([]),
}

/** Whether `verb` can be done to this machine in its present state, on a system of this family that has it. */
export function allowed(verb: Verb, machine: Machine, kind: SystemKind): Allowed {
  if (machine.kind === 'template') {
    return forTemplates[kind].has(verb) ? true : isTemplate
  }
  if (kind === 'vcenter' && machine.connected === false && verb !== 'unregister') {
    return 'vCenter has no connection to this VM: its host is away, or its files are.'
  }
  const rule = (kind === 'vcenter' ? vcenterRules : ovirtRules)[verb]
  return rule === undefined ? 'This kind of system has no such operation.' : rule(machine)
}

const powerWords = { on: 'on', off: 'off', suspended: 'suspended', paused: 'paused' } as const

/** vim `InvalidPowerState`: states by `runtime.powerState`. */
function power(...states: (keyof typeof powerWords)[]): Rule {
  return (vm) =>
    states.some((state) => state === vm.power)
      ? true
      : `The VM must be ${inWords(states.map((state) => powerWords[state]))}; it is ${vm.power}.`
}

/** VMware Tools, or the guest agent, must run; an outdated one still answers. */
const tools: Rule = (vm) =>
  vm.tools === 'running' || vm.tools === 'outdated'
    ? true
    : 'The guest must be asked for this, and no VMware Tools run in it.'

const both =
  (...rules: Rule[]): Rule =>
  (vm) => {
    for (const rule of rules) {
      const verdict = rule(vm)
      if (verdict !== true) return verdict
    }
    return true
  }

const always: Rule = () => true

const vcenterRules: Partial<Record<Verb, Rule>> = {
  start: power('off', 'suspended'),
  stop: power('on', 'suspended'),
  suspend: power('on'),
  reset: power('on'),
  shutdown: both(power('on'), tools),
  reboot: both(power('on'), tools),
  standby: both(power('on'), tools),
  migrate: always,
  relocate: always,
  'snapshot-create': always,
  'snapshot-revert': always,
  'snapshot-delete': always,
  'snapshot-delete-all': always,
  'snapshot-rename': always,
  consolidate: always,
  edit: always,
  'mark-template': power('off'),
  'mark-vm': () => 'It is a VM already.',
  unregister: power('off', 'suspended'),
  remove: power('off', 'suspended'),
  answer: (vm) => (vm.question === true ? true : 'The VM asks nothing.'),
}

/** States in which an engine takes no action at all, with what to wait for. */
const busy: Record<string, string> = {
  image_locked: 'Its disks are locked by an operation that is under way.',
  saving_state: 'Its state is being saved.',
  restoring_state: 'Its state is being restored.',
  unknown: 'The engine does not know its state: its host does not answer.',
  unassigned: 'The engine has not assigned a state to it.',
}

/** By the engine's own validation table; states are the wire's words in `status`. */
function states(...list: string[]): Rule {
  return (vm) => {
    if (list.includes(vm.status)) return true
    return busy[vm.status] ?? `The VM must be ${inWords(list.map(spoken))}; it is ${spoken(vm.status)}.`
  }
}

const spoken = (state: string) => state.replaceAll('_', ' ')

const running = ['up', 'powering_up', 'powering_down', 'wait_for_launch', 'reboot_in_progress', 'paused']
const agent: Rule = (vm) =>
  vm.tools === 'running' || vm.tools === 'outdated' ? true : 'No guest agent answers in this VM.'
const noTrait =
  (trait: NonNullable<VmRow['traits']>[number], why: string): Rule =>
  (vm) =>
    vm.traits?.includes(trait) === true ? why : true
const needsTrait =
  (trait: NonNullable<VmRow['traits']>[number], why: string): Rule =>
  (vm) =>
    vm.traits?.includes(trait) === true ? true : why
const editless = new Set(['image_locked', 'unassigned'])

const ovirtRules: Partial<Record<Verb, Rule>> = {
  start: states('down', 'suspended', 'paused'),
  'run-once': states('down'),
  stop: states(...running, 'migrating', 'suspended', 'not_responding'),
  // In other states, or without ACPI or agent, the engine powers off instead and says nothing (event 76).
  shutdown: states('up'),
  reboot: states('up', 'powering_up'),
  reset: states('up', 'powering_up', 'reboot_in_progress'),
  suspend: both(
    states('up'),
    noTrait('pool', 'VMs of a pool cannot be suspended.'),
    noTrait('stateless', 'A stateless VM cannot be suspended.'),
  ),
  migrate: states('up', 'powering_up', 'reboot_in_progress', 'paused'),
  'cancel-migration': states('migrating'),
  // Each disk by itself; of a VM that runs by live storage migration.
  relocate: both(
    states('down', 'up', 'paused'),
    noTrait('preview', 'A snapshot is being previewed: commit or undo it first.'),
    (vm) =>
      vm.status === 'down'
        ? true
        : noTrait('stateless', 'A stateless VM that runs keeps its disks where they are.')(vm),
  ),
  'snapshot-create': both(
    states('down', 'up', 'powering_up', 'reboot_in_progress', 'paused', 'not_responding'),
    noTrait('stateless', 'A stateless VM keeps no snapshots.'),
    noTrait('preview', 'A snapshot is being previewed: commit or undo it first.'),
  ),
  'snapshot-revert': both(
    states('down'),
    noTrait('preview', 'A snapshot is being previewed: commit or undo it first.'),
  ),
  'snapshot-preview': both(states('down'), noTrait('preview', 'A snapshot is being previewed already.')),
  'snapshot-commit': both(states('down'), needsTrait('preview', 'No snapshot is being previewed.')),
  'snapshot-undo': both(states('down'), needsTrait('preview', 'No snapshot is being previewed.')),
  'snapshot-delete': both(
    (vm) =>
      vm.traits?.includes('cold-merge') === true && (vm.status === 'up' || vm.status === 'paused')
        ? 'Engines before 3.5 delete snapshots only while the VM is down.'
        : states('down', 'up', 'paused')(vm),
    noTrait('preview', 'A snapshot is being previewed: commit or undo it first.'),
  ),
  // Names and notes change in every state that is known to be one; the engine keeps hardware for the next start.
  edit: (vm) => (editless.has(vm.status) ? (busy[vm.status] ?? true) : true),
  remove: both(states('down'), noTrait('protected', 'Deletion protection is on for this VM.')),
  export: states('down'),
  'export-ova': states('down'),
  logon: both(states('up'), agent),
  freeze: both(states('up'), agent, noTrait('frozen', 'Its file systems are frozen already.')),
  thaw: both(states('up'), agent),
  'detach-pool': both(states('down'), needsTrait('pool', 'The VM belongs to no pool.')),
  maintenance: both(needsTrait('hosted-engine', 'Only the VM that runs the engine has this.'), states('up')),
  'reorder-macs': states('down'),
  'change-cd': states('down', 'suspended', ...running, 'migrating'),
}

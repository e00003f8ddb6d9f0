import type { PowerState } from './entities.ts'

/** What a state must be like for an operation, and what the operation costs. */
export interface Operation {
  /** Method on the wire, e.g. `PowerOnVM_Task`; also the name of the task. */
  readonly name: string
  readonly descriptionId: string
  /** What people read in the list of tasks. */
  readonly label: string
  /** Needed on the VM, whatever the arguments. */
  readonly privileges: readonly string[]
  /** Simulated ms while the task runs; 0 for what happens at once. Some operations add to it. */
  readonly ms: number
  readonly cancelable?: true
  /** Power states in which it works, and the one that the fault names; absent = all. */
  readonly power?: { readonly among: readonly PowerState[]; readonly requested: PowerState }
  /** `only` templates, or not on them (absent); `also` on them. */
  readonly templates?: 'also' | 'only'
  /** Works although nobody knows how the VM is. */
  readonly blind?: true
  /** Another method that does the same with other arguments. */
  readonly twin?: string
  /** Works while another task holds the VM, and holds nothing itself. */
  readonly besides?: true
  /** Needs VMware Tools that answer. */
  readonly tools?: true
  /** Needs a snapshot, or a question that waits; without one it is a disabled method. */
  readonly needs?: 'snapshot' | 'question'
}

const on = { among: ['poweredOn'], requested: 'poweredOn' } as const
const gone = { among: ['poweredOff', 'suspended'], requested: 'poweredOff' } as const

/** Every operation on a VM: the one place that says when it works. */
export const operations = {
  powerOn: {
    name: 'PowerOnVM_Task',
    descriptionId: 'VirtualMachine.powerOn',
    label: 'Power On virtual machine',
    privileges: ['VirtualMachine.Interact.PowerOn'],
    ms: 3_000,
    power: { among: ['poweredOff', 'suspended'], requested: 'poweredOn' },
  },
  powerOff: {
    name: 'PowerOffVM_Task',
    descriptionId: 'VirtualMachine.powerOff',
    label: 'Power Off virtual machine',
    privileges: ['VirtualMachine.Interact.PowerOff'],
    ms: 2_000,
    power: { among: ['poweredOn', 'suspended'], requested: 'poweredOff' },
  },
  suspend: {
    name: 'SuspendVM_Task',
    descriptionId: 'VirtualMachine.suspend',
    label: 'Suspend virtual machine',
    privileges: ['VirtualMachine.Interact.Suspend'],
    ms: 6_000,
    power: { among: ['poweredOn'], requested: 'suspended' },
  },
  reset: {
    name: 'ResetVM_Task',
    descriptionId: 'VirtualMachine.reset',
    label: 'Reset virtual machine',
    privileges: ['VirtualMachine.Interact.Reset'],
    ms: 2_000,
    power: on,
  },
  shutdownGuest: {
    name: 'ShutdownGuest',
    descriptionId: 'VirtualMachine.shutdownGuest',
    label: 'Initiate guest OS shutdown',
    privileges: ['VirtualMachine.Interact.PowerOff'],
    ms: 0,
    power: on,
    tools: true,
  },
  rebootGuest: {
    name: 'RebootGuest',
    descriptionId: 'VirtualMachine.rebootGuest',
    label: 'Initiate guest OS reboot',
    privileges: ['VirtualMachine.Interact.Reset'],
    ms: 0,
    power: on,
    tools: true,
  },
  standbyGuest: {
    name: 'StandbyGuest',
    descriptionId: 'VirtualMachine.standbyGuest',
    label: 'Initiate guest OS standby',
    privileges: ['VirtualMachine.Interact.Suspend'],
    ms: 0,
    power: on,
    tools: true,
  },
  migrate: {
    name: 'MigrateVM_Task',
    descriptionId: 'VirtualMachine.migrate',
    label: 'Migrate virtual machine',
    privileges: [],
    ms: 8_000,
    cancelable: true,
  },
  relocate: {
    name: 'RelocateVM_Task',
    descriptionId: 'VirtualMachine.relocate',
    label: 'Relocate virtual machine',
    privileges: [],
    ms: 6_000,
    cancelable: true,
    templates: 'also',
  },
  createSnapshot: {
    name: 'CreateSnapshot_Task',
    twin: 'CreateSnapshotEx_Task',
    descriptionId: 'VirtualMachine.createSnapshot',
    label: 'Create virtual machine snapshot',
    privileges: ['VirtualMachine.State.CreateSnapshot'],
    ms: 5_000,
    cancelable: true,
  },
  revertToSnapshot: {
    name: 'RevertToSnapshot_Task',
    descriptionId: 'vm.Snapshot.revert',
    label: 'Revert snapshot',
    privileges: ['VirtualMachine.State.RevertToSnapshot'],
    ms: 6_000,
  },
  revertToCurrentSnapshot: {
    name: 'RevertToCurrentSnapshot_Task',
    descriptionId: 'VirtualMachine.revertToCurrentSnapshot',
    label: 'Revert to current snapshot',
    privileges: ['VirtualMachine.State.RevertToSnapshot'],
    ms: 6_000,
    needs: 'snapshot',
  },
  removeSnapshot: {
    name: 'RemoveSnapshot_Task',
    descriptionId: 'vm.Snapshot.remove',
    label: 'Remove snapshot',
    privileges: ['VirtualMachine.State.RemoveSnapshot'],
    ms: 6_000,
    templates: 'also',
  },
  removeAllSnapshots: {
    name: 'RemoveAllSnapshots_Task',
    descriptionId: 'VirtualMachine.removeAllSnapshots',
    label: 'Remove all snapshots',
    privileges: ['VirtualMachine.State.RemoveSnapshot'],
    ms: 8_000,
    templates: 'also',
    needs: 'snapshot',
  },
  renameSnapshot: {
    name: 'RenameSnapshot',
    descriptionId: 'vm.Snapshot.rename',
    label: 'Rename snapshot',
    privileges: ['VirtualMachine.State.RenameSnapshot'],
    ms: 0,
    templates: 'also',
  },
  consolidateDisks: {
    name: 'ConsolidateVMDisks_Task',
    descriptionId: 'VirtualMachine.consolidateDisks',
    label: 'Consolidate virtual machine disk files',
    privileges: ['VirtualMachine.State.RemoveSnapshot'],
    ms: 7_000,
    templates: 'also',
  },
  rename: {
    name: 'Rename_Task',
    descriptionId: 'VirtualMachine.rename',
    label: 'Rename virtual machine',
    privileges: ['VirtualMachine.Config.Rename'],
    ms: 500,
    templates: 'also',
  },
  reconfigure: {
    name: 'ReconfigVM_Task',
    descriptionId: 'VirtualMachine.reconfigure',
    label: 'Reconfigure virtual machine',
    privileges: [],
    ms: 1_500,
    templates: 'also',
  },
  customize: {
    name: 'CustomizeVM_Task',
    descriptionId: 'VirtualMachine.customize',
    label: 'Customize virtual machine guest OS',
    privileges: ['VirtualMachine.Provisioning.Customize'],
    ms: 2_000,
    power: { among: ['poweredOff'], requested: 'poweredOff' },
  },
  markAsTemplate: {
    name: 'MarkAsTemplate',
    descriptionId: 'VirtualMachine.markAsTemplate',
    label: 'Mark virtual machine as template',
    privileges: ['VirtualMachine.Provisioning.MarkAsTemplate'],
    ms: 0,
    power: { among: ['poweredOff'], requested: 'poweredOff' },
  },
  markAsVirtualMachine: {
    name: 'MarkAsVirtualMachine',
    descriptionId: 'VirtualMachine.markAsVirtualMachine',
    label: 'Mark template as virtual machine',
    privileges: ['VirtualMachine.Provisioning.MarkAsVM'],
    ms: 0,
    templates: 'only',
  },
  unregister: {
    name: 'UnregisterVM',
    descriptionId: 'VirtualMachine.unregister',
    label: 'Unregister virtual machine',
    privileges: ['VirtualMachine.Inventory.Unregister'],
    ms: 0,
    power: gone,
    templates: 'also',
    blind: true,
  },
  destroy: {
    name: 'Destroy_Task',
    descriptionId: 'VirtualMachine.destroy',
    label: 'Delete virtual machine',
    privileges: ['VirtualMachine.Inventory.Delete'],
    ms: 2_000,
    power: gone,
    templates: 'also',
  },
  answer: {
    name: 'AnswerVM',
    descriptionId: 'VirtualMachine.answer',
    label: 'Answer virtual machine question',
    privileges: ['VirtualMachine.Interact.AnswerQuestion'],
    ms: 0,
    besides: true,
    needs: 'question',
  },
  acquireTicket: {
    name: 'AcquireTicket',
    descriptionId: 'VirtualMachine.acquireTicket',
    label: 'Acquire a ticket for the console',
    privileges: ['VirtualMachine.Interact.ConsoleInteract'],
    ms: 0,
    power: on,
  },
  clone: {
    name: 'CloneVM_Task',
    descriptionId: 'VirtualMachine.clone',
    label: 'Clone virtual machine',
    privileges: [],
    ms: 6_000,
    cancelable: true,
    templates: 'also',
  },
} as const satisfies Record<string, Operation>

export type OperationName = keyof typeof operations

export function operationOf(name: OperationName): Operation {
  return operations[name]
}

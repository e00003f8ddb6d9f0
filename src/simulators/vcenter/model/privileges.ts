/** Privileges that the simulator asks for, by group. */
const groups: Record<string, string[]> = {
  System: ['Anonymous', 'View', 'Read'],
  Global: ['CancelTask', 'ManageCustomFields', 'SetCustomField'],
  Datastore: ['AllocateSpace', 'Browse', 'FileManagement'],
  Network: ['Assign'],
  Resource: ['AssignVMToPool', 'HotMigrate', 'ColdMigrate', 'QueryVMotion'],
  'VirtualMachine.Inventory': ['Create', 'CreateFromExisting', 'Register', 'Delete', 'Unregister', 'Move'],
  'VirtualMachine.Interact': [
    'PowerOn',
    'PowerOff',
    'Suspend',
    'Reset',
    'AnswerQuestion',
    'ConsoleInteract',
    'SetCDMedia',
    'ToolsInstall',
  ],
  'VirtualMachine.Config': [
    'Rename',
    'Annotation',
    'CPUCount',
    'Memory',
    'Settings',
    'AdvancedConfig',
    'EditDevice',
    'AddNewDisk',
    'AddRemoveDevice',
    'RemoveDisk',
    'DiskExtend',
  ],
  'VirtualMachine.State': ['CreateSnapshot', 'RevertToSnapshot', 'RemoveSnapshot', 'RenameSnapshot'],
  'VirtualMachine.Provisioning': [
    'Clone',
    'CloneTemplate',
    'CreateTemplateFromVM',
    'DeployTemplate',
    'Customize',
    'MarkAsTemplate',
    'MarkAsVM',
    'ReadCustSpecs',
    'ModifyCustSpecs',
  ],
  'VirtualMachine.GuestOperations': ['Query', 'Modify', 'Execute'],
  Cryptographer: ['Clone', 'RegisterHost'],
  Sessions: ['ValidateSession', 'TerminateSession'],
}

export interface Privilege {
  readonly id: string
  readonly group: string
  readonly name: string
}

export const privileges: readonly Privilege[] = Object.entries(groups).flatMap(([group, names]) =>
  names.map((name) => ({ id: `${group}.${name}`, group, name })),
)

const every = privileges.map(({ id }) => id)
const system = every.filter((id) => id.startsWith('System.'))

export interface Role {
  readonly id: number
  readonly name: string
  readonly label: string
  readonly builtIn: boolean
  readonly privileges: ReadonlySet<string>
}

const role = (id: number, name: string, label: string, list: readonly string[]): Role => ({
  id,
  name,
  label,
  builtIn: id < 0,
  privileges: new Set(list),
})

export const roles = {
  admin: role(-1, 'Admin', 'Administrator', every),
  readOnly: role(-2, 'ReadOnly', 'Read-only', system),
  noAccess: role(-5, 'NoAccess', 'No access', []),
  /** Runs VMs and keeps them, but makes, moves and deletes none. */
  operator: role(1_001, 'VM operator', 'VM operator', [
    ...system,
    'Global.CancelTask',
    ...every.filter((id) => id.startsWith('VirtualMachine.Interact.')),
    'VirtualMachine.State.CreateSnapshot',
    'VirtualMachine.State.RemoveSnapshot',
    'VirtualMachine.State.RenameSnapshot',
    'VirtualMachine.Config.Annotation',
    'VirtualMachine.Config.Rename',
    'Resource.HotMigrate',
    'Resource.QueryVMotion',
    'Sessions.ValidateSession',
  ]),
} as const satisfies Record<string, Role>

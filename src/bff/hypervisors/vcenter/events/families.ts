/** Families of event classes and ids; the first that fits counts. Sources: vim `Event` subclasses, tables of event ids. */
const families: readonly [family: string, shape: RegExp][] = [
  ['Tasks', /^(?:TaskEvent|TaskTimeoutEvent|ScheduledTask)/],
  ['Alarms', /^Alarm|\.alarm\./i],
  ['Sessions', /Session|^(?:NoAccessUserEvent|UserPasswordChanged|BadUsername)|\.sso\.|\.login|\.auth\./i],
  ['Permissions', /^(?:Permission|Role|Authorization|Account|User(?:Assigned|Unassigned))/],
  ['Licenses', /licen[cs]e/i],
  ['High availability', /^(?:Das|VmDas|VmFailover|VmFailedToStandby)|\.(?:ha|das|vmac|ft)\.|FaultTolerance/i],
  ['Migration', /Migrat|Relocat|vmotion/i],
  ['Clones and customization', /Clone|Deploy|Customiz|InstantClone/i],
  ['DRS', /^Drs|\.drs\./i],
  ['vSAN', /vsan/i],
  [
    'Storage',
    /^(?:Datastore|NASDatastore|VMFS|Vmfs|LocalDatastore|NonVI)|datastore|vmfs|scsi|storage|\.vob\.|vvol|\.nfs/i,
  ],
  [
    'Networks',
    /^(?:Dvs|DVPortgroup|Dvp|MtuM|TeamingM|UplinkPort|Rollback|Vnic)|\.net\.|network|dvs|\.vmknic/i,
  ],
  ['Virtual machines', /^(?:Vm|Vim\.Vm)|^vim\.event\.Vm|\.vm\.|\.vm$|^DrsVm|VirtualMachine|ResourcePoolVm/],
  ['Clusters', /^(?:Cluster|ComputeResource|Failover|InsufficientFailover|AdmissionControl)|\.cluster\./i],
  [
    'Hosts',
    /^(?:Host|.*MaintenanceMode|.*StandbyMode|DatacenterHost|CannotAddHost|LocalTSM|RemoteTSM|Gho|Lockdown|Ad?min)|^esx\.|\.host\./,
  ],
  ['Templates and profiles', /^(?:Template|Profile|HostProfile)|profile/i],
  ['Inventory', /^(?:Datacenter|Folder|ResourcePool|CustomField|Vapp|VApp)|tag|\.content\./i],
]

/** The family of a class or event type id, e.g. `Virtual machines`. */
export function familyOf(type: string): string {
  return families.find(([, shape]) => shape.test(type))?.[0] ?? 'vCenter'
}

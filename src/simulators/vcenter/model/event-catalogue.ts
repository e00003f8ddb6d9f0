/** What the event manager tells of each class: category, text with places to fill, and a short description. */
export interface EventClass {
  key: string
  category: 'info' | 'warning' | 'error' | 'user'
  fullFormat: string
  description: string
}

const rows: [string, EventClass['category'], string, string][] = [
  [
    'VmBeingDeployedEvent',
    'info',
    'Deploying {vm.name} on host {host.name} in {datacenter.name} from template {srcTemplate.name}',
    'Deploying VM',
  ],
  [
    'VmStartingEvent',
    'info',
    '{vm.name} on host {host.name} in {datacenter.name} is starting',
    'VM starting',
  ],
  [
    'VmPoweredOnEvent',
    'info',
    '{vm.name} on {host.name} in {datacenter.name} is powered on',
    'VM powered on',
  ],
  [
    'DrsVmPoweredOnEvent',
    'info',
    'DRS powered On {vm.name} on {host.name} in {datacenter.name}',
    'DRS VM powered on',
  ],
  [
    'VmPoweredOffEvent',
    'info',
    '{vm.name} on {host.name} in {datacenter.name} is powered off',
    'VM powered off',
  ],
  ['VmStoppingEvent', 'info', '{vm.name} on {host.name} in {datacenter.name} is stopping', 'VM stopping'],
  [
    'VmSuspendingEvent',
    'info',
    '{vm.name} is being suspended on {host.name} in {datacenter.name}',
    'VM being suspended',
  ],
  ['VmSuspendedEvent', 'info', '{vm.name} on {host.name} in {datacenter.name} is suspended', 'VM suspended'],
  ['VmResettingEvent', 'info', '{vm.name} on {host.name} in {datacenter.name} is reset', 'VM resetting'],
  [
    'VmGuestShutdownEvent',
    'info',
    'Guest OS shut down for {vm.name} on {host.name} in {datacenter.name}',
    'Guest OS shut down',
  ],
  [
    'VmGuestRebootEvent',
    'info',
    'Guest OS reboot for {vm.name} on {host.name} in {datacenter.name}',
    'Guest reboot',
  ],
  [
    'VmCreatedEvent',
    'info',
    'New virtual machine {vm.name} created on {host.name} in {datacenter.name}',
    'VM created',
  ],
  ['VmRegisteredEvent', 'info', 'Registered {vm.name} on {host.name} in {datacenter.name}', 'VM registered'],
  ['VmRemovedEvent', 'info', 'Removed {vm.name} on {host.name} from {datacenter.name}', 'VM removed'],
  ['VmDeployedEvent', 'info', 'Template {srcTemplate.name} deployed on host {host.name}', 'VM deployed'],
  [
    'VmReconfiguredEvent',
    'info',
    'Reconfigured {vm.name} on {host.name} in {datacenter.name}',
    'VM reconfigured',
  ],
  [
    'VmRenamedEvent',
    'info',
    'Renamed {vm.name} from {oldName} to {newName} in {datacenter.name}',
    'VM renamed',
  ],
  [
    'VmMigratedEvent',
    'info',
    'Virtual machine {vm.name} migrated from {sourceHost.name} to {host.name} in {datacenter.name}',
    'VM migrated',
  ],
  [
    'DrsVmMigratedEvent',
    'info',
    'DRS migrated {vm.name} from {sourceHost.name} to {host.name} in cluster {computeResource.name} in {datacenter.name}',
    'DRS VM migrated',
  ],
  [
    'VmRelocatedEvent',
    'info',
    'Completed the relocation of the virtual machine {vm.name} from {sourceHost.name} to {host.name} in {datacenter.name}',
    'VM relocated',
  ],
  [
    'VmBeingHotMigratedEvent',
    'info',
    'Migrating {vm.name} off host {host.name} in {datacenter.name} to {destHost.name}',
    'VM is hot migrating',
  ],
  [
    'VmBeingMigratedEvent',
    'info',
    'Relocating {vm.name} from {host.name} to {destHost.name} in {datacenter.name}',
    'VM migrating',
  ],
  [
    'VmBeingRelocatedEvent',
    'info',
    'Relocating {vm.name} from {host.name} in {datacenter.name} to {destHost.name}',
    'VM relocating',
  ],
  [
    'VmBeingClonedEvent',
    'info',
    '{vm.name} is being cloned to {destName} in {datacenter.name}',
    'VM being cloned',
  ],
  [
    'VmClonedEvent',
    'info',
    '{sourceVm.name} cloned to {vm.name} on {host.name} in {datacenter.name}',
    'VM cloned',
  ],
  [
    'VmCloneFailedEvent',
    'error',
    'Failed to clone {vm.name} on {host.name} in {datacenter.name} as {destName}',
    'Cannot complete VM clone',
  ],
  [
    'VmDeployFailedEvent',
    'error',
    'Failed to deploy a virtual machine from template {vm.name}',
    'Cannot deploy VM from template',
  ],
  ['VmResumingEvent', 'info', '{vm.name} on {host.name} in {datacenter.name} is resumed', 'VM resuming'],
  [
    'VmGuestStandbyEvent',
    'info',
    'Guest OS standby for {vm.name} on {host.name} in {datacenter.name}',
    'Guest standby',
  ],
  [
    'VmAcquiredTicketEvent',
    'info',
    'A ticket for {vm.name} of type {ticketType} on {host.name} in {datacenter.name} has been acquired',
    'VM acquired ticket',
  ],
  [
    'VmFailedToPowerOffEvent',
    'error',
    'Cannot power off {vm.name} on {host.name} in {datacenter.name}',
    'Cannot power off VM',
  ],
  [
    'VmFailedToSuspendEvent',
    'error',
    'Cannot suspend {vm.name} on {host.name} in {datacenter.name}',
    'Cannot suspend VM',
  ],
  [
    'VmFailedToResetEvent',
    'error',
    'Cannot reset {vm.name} on {host.name} in {datacenter.name}',
    'Cannot reset VM',
  ],
  [
    'VmFailedMigrateEvent',
    'error',
    'Failed to migrate {vm.name} from {host.name} to {destHost.name} in {datacenter.name}',
    'Cannot migrate VM',
  ],
  [
    'VmRelocateFailedEvent',
    'error',
    'Failed to relocate {vm.name} from {host.name} to {destHost.name} in {datacenter.name}',
    'Failed to relocate VM',
  ],
  [
    'CustomizationStartedEvent',
    'info',
    'Started customization of VM {vm.name}. Customization log located at {logLocation} in the guest OS.',
    'Started customization',
  ],
  [
    'CustomizationSucceeded',
    'info',
    'Customization of VM {vm.name} succeeded. Customization log located at {logLocation} in the guest OS.',
    'Customization succeeded',
  ],
  [
    'VmMessageEvent',
    'info',
    'Message on {vm.name} on {host.name} in {datacenter.name}: {message}',
    'VM message',
  ],
  [
    'VmFailedToPowerOnEvent',
    'error',
    'Cannot power On {vm.name} on {host.name} in {datacenter.name}',
    'Cannot power on VM',
  ],
  ['HostConnectedEvent', 'info', 'Connected to {host.name} in {datacenter.name}', 'Host connected'],
  [
    'HostConnectionLostEvent',
    'error',
    'Host {host.name} in {datacenter.name} is not responding',
    'Host connection lost',
  ],
  [
    'HostDisconnectedEvent',
    'info',
    'Disconnected from {host.name} in {datacenter.name}',
    'Host disconnected',
  ],
  [
    'EnteringMaintenanceModeEvent',
    'info',
    'Host {host.name} in {datacenter.name} has started to enter maintenance mode',
    'Entering maintenance mode',
  ],
  [
    'EnteredMaintenanceModeEvent',
    'info',
    'Host {host.name} in {datacenter.name} has entered maintenance mode',
    'Entered maintenance mode',
  ],
  [
    'ExitMaintenanceModeEvent',
    'info',
    'Host {host.name} in {datacenter.name} has exited maintenance mode',
    'Exit maintenance mode',
  ],
  [
    'AlarmStatusChangedEvent',
    'info',
    "Alarm '{alarm.name}' on {entity.name} changed from {from} to {to}",
    'Alarm status changed',
  ],
  ['UserLoginSessionEvent', 'info', 'User {userName}@{ipAddress} logged in as {userAgent}', 'User login'],
  [
    'UserLogoutSessionEvent',
    'info',
    'User {userName}@{ipAddress} logged out (login time: {loginTime})',
    'User logout',
  ],
  ['BadUsernameSessionEvent', 'error', 'Cannot login {userName}@{ipAddress}', 'Invalid user name'],
  ['TaskEvent', 'info', 'Task: {info.descriptionId}', 'Task event'],
  [
    'EventEx',
    'warning',
    'esx.problem.vmfs.heartbeat.timedout|Lost connectivity to the volume {ds.name}',
    'Lost volume',
  ],
  [
    'EventEx',
    'info',
    'esx.problem.vmfs.heartbeat.recovered|Connectivity to the volume {ds.name} was restored',
    'Volume restored',
  ],
  [
    'EventEx',
    'warning',
    'vc.datastore.space.low|Datastore {ds.name} is running out of space',
    'Datastore space low',
  ],
]

export const eventClasses: readonly EventClass[] = rows.map(([key, category, fullFormat, description]) => ({
  key,
  category,
  fullFormat,
  description,
}))

const byName = new Map<string, { format: string; category: EventClass['category'] }>()
for (const { key, category, fullFormat } of eventClasses) {
  const bar = key === 'EventEx' ? fullFormat.indexOf('|') : -1
  const name = bar < 0 ? key : fullFormat.slice(0, bar)
  if (!byName.has(name)) byName.set(name, { format: fullFormat.slice(bar + 1), category })
}

/** The text of a class, or of an `eventTypeId` for EventEx; undefined when the catalogue has none. */
export function eventFormat(type: string, eventTypeId?: string): string | undefined {
  return byName.get(eventTypeId ?? type)?.format
}

/** The category of the same; what the catalogue does not know only informs. */
export function eventCategory(type: string, eventTypeId?: string): string {
  return byName.get(eventTypeId ?? type)?.category ?? 'info'
}

/** Events, their arguments and filters. */
export const eventTypes = `
EventArgument
EntityEventArgument < EventArgument: name string
DatacenterEventArgument < EntityEventArgument: datacenter ref
ComputeResourceEventArgument < EntityEventArgument: computeResource ref
HostEventArgument < EntityEventArgument: host ref
VmEventArgument < EntityEventArgument: vm ref
DatastoreEventArgument < EntityEventArgument: datastore ref
NetworkEventArgument < EntityEventArgument: network ref
ManagedEntityEventArgument < EntityEventArgument: entity ref
AlarmEventArgument < EntityEventArgument: alarm ref
Event: key int, chainId int, createdTime dateTime, userName string, datacenter? DatacenterEventArgument, computeResource? ComputeResourceEventArgument, host? HostEventArgument, vm? VmEventArgument, ds? DatastoreEventArgument, net? NetworkEventArgument, fullFormattedMessage? string, changeTag? string
VmEvent < Event: template boolean
VmBeingDeployedEvent < VmEvent: srcTemplate VmEventArgument
VmStartingEvent < VmEvent
VmPoweredOnEvent < VmEvent
DrsVmPoweredOnEvent < VmPoweredOnEvent
VmPoweredOffEvent < VmEvent
VmStoppingEvent < VmEvent
VmSuspendingEvent < VmEvent
VmSuspendedEvent < VmEvent
VmResettingEvent < VmEvent
VmGuestShutdownEvent < VmEvent
VmGuestRebootEvent < VmEvent
VmCreatedEvent < VmEvent
VmRegisteredEvent < VmEvent
VmRemovedEvent < VmEvent
VmDeployedEvent < VmEvent: srcTemplate VmEventArgument
ChangesInfoEventArgument: modified? string, added? string, deleted? string
VmReconfiguredEvent < VmEvent: configSpec VirtualMachineConfigSpec, configChanges? ChangesInfoEventArgument
VmRenamedEvent < VmEvent: oldName string, newName string
VmMigratedEvent < VmEvent: sourceHost HostEventArgument, sourceDatacenter? DatacenterEventArgument, sourceDatastore? DatastoreEventArgument
DrsVmMigratedEvent < VmMigratedEvent
VmRelocatedEvent < VmEvent: sourceHost HostEventArgument, sourceDatacenter? DatacenterEventArgument, sourceDatastore? DatastoreEventArgument
VmResumingEvent < VmEvent
VmGuestStandbyEvent < VmEvent
VmAcquiredTicketEvent < VmEvent: ticketType string
VmBeingHotMigratedEvent < VmEvent: destHost HostEventArgument, destDatacenter? DatacenterEventArgument, destDatastore? DatastoreEventArgument
VmBeingMigratedEvent < VmEvent: destHost HostEventArgument, destDatacenter? DatacenterEventArgument, destDatastore? DatastoreEventArgument
VmBeingRelocatedEvent < VmEvent: destHost HostEventArgument, destDatacenter? DatacenterEventArgument, destDatastore? DatastoreEventArgument
FolderEventArgument < EntityEventArgument: folder ref
VmCloneEvent < VmEvent
VmBeingClonedEvent < VmCloneEvent: destFolder FolderEventArgument, destName string, destHost HostEventArgument
VmClonedEvent < VmCloneEvent: sourceVm VmEventArgument
VmCloneFailedEvent < VmCloneEvent: destFolder FolderEventArgument, destName string, destHost HostEventArgument, reason LocalizedMethodFault
VmDeployFailedEvent < VmEvent: destDatastore EntityEventArgument, reason LocalizedMethodFault
VmFailedToPowerOffEvent < VmEvent: reason LocalizedMethodFault
VmFailedToSuspendEvent < VmEvent: reason LocalizedMethodFault
VmFailedToResetEvent < VmEvent: reason LocalizedMethodFault
VmFailedMigrateEvent < VmEvent: destHost HostEventArgument, reason LocalizedMethodFault, destDatacenter? DatacenterEventArgument, destDatastore? DatastoreEventArgument
VmRelocateFailedEvent < VmEvent: destHost HostEventArgument, reason LocalizedMethodFault, destDatacenter? DatacenterEventArgument, destDatastore? DatastoreEventArgument
CustomizationEvent < VmEvent: logLocation? string
CustomizationStartedEvent < CustomizationEvent
CustomizationSucceeded < CustomizationEvent
VmMessageEvent < VmEvent: message string
VmFailedToPowerOnEvent < VmEvent: reason LocalizedMethodFault
HostEvent < Event
HostConnectedEvent < HostEvent
HostConnectionLostEvent < HostEvent
HostDisconnectedEvent < HostEvent
EnteringMaintenanceModeEvent < HostEvent
EnteredMaintenanceModeEvent < HostEvent
ExitMaintenanceModeEvent < HostEvent
DatastoreEvent < Event: datastore? DatastoreEventArgument
DatastoreCapacityIncreasedEvent < DatastoreEvent: oldCapacity long, newCapacity long
AlarmEvent < Event: alarm AlarmEventArgument
AlarmStatusChangedEvent < AlarmEvent: source ManagedEntityEventArgument, entity ManagedEntityEventArgument, from string, to string
SessionEvent < Event
UserLoginSessionEvent < SessionEvent: ipAddress string, userAgent? string, locale string, sessionId string
UserLogoutSessionEvent < SessionEvent: ipAddress? string, userAgent? string, callCount? long, sessionId? string, loginTime? dateTime
BadUsernameSessionEvent < SessionEvent: ipAddress string
TaskEvent < Event: info TaskInfo
EventEx < Event: eventTypeId string, severity? string, message? string, arguments* KeyAnyValue, objectId? string, objectType? string, objectName? string, fault? LocalizedMethodFault
EventDescriptionEventDetail: key string, description? string, category string, formatOnDatacenter string, formatOnComputeResource string, formatOnHost string, formatOnVm string, fullFormat string, longDescription? string
EventDescription: category* ElementDescription, eventInfo* EventDescriptionEventDetail
EventFilterSpecByEntity: entity ref, recursion EventFilterSpecRecursionOption
EventFilterSpecByTime: beginTime? dateTime, endTime? dateTime
EventFilterSpecByUsername: systemUser boolean, userList* string
EventFilterSpec: entity? EventFilterSpecByEntity, time? EventFilterSpecByTime, userName? EventFilterSpecByUsername, eventChainId? int, alarm? ref, scheduledTask? ref, disableFullMessage? boolean, category* string, type* string, tag* string, eventTypeId* string, maxCount? int, delayedInit? boolean
`

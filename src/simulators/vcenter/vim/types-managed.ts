/**
 * Properties of managed objects. What stands here and has no value in the model is read as unset; what
 * does not stand here is an InvalidProperty fault.
 */
export const managedTypes = `
ServiceInstance: serverClock dateTime, content ServiceContent
SessionManager: sessionList* UserSession, currentSession? UserSession, message? string, maxSession? int
PropertyCollector: filter* ref
PropertyFilter: spec PropertyFilterSpec, partialUpdates boolean
View
ManagedObjectView < View: view* ref
ContainerView < ManagedObjectView: container ref, type* string, recursive boolean
ListView < ManagedObjectView
ViewManager: viewList* ref
TaskManager: recentTask* ref, description TaskDescription, maxCollector int
Task: info TaskInfo
EventManager: description EventDescription, latestEvent? Event, maxCollector int
HistoryCollector: filter any
EventHistoryCollector < HistoryCollector: latestPage* Event, initialized? boolean
TaskHistoryCollector < HistoryCollector: latestPage* TaskInfo
AlarmManager: defaultExpression* AlarmExpression
Alarm: info AlarmInfo, value* CustomFieldValue
AuthorizationManager: privilegeList* AuthorizationPrivilege, roleList* AuthorizationRole, description AuthorizationDescription
GuestOperationsManager: authManager? ref, fileManager? ref, processManager? ref
GuestAuthManager
GuestFileManager
GuestProcessManager
SearchIndex
CustomizationSpecManager: info* CustomizationSpecInfo, encryptionKey* byte
VirtualMachineSnapshot: config? VirtualMachineConfigInfo, childSnapshot* ref, vm ref, value* CustomFieldValue
ManagedEntity: parent? ref, customValue* CustomFieldValue, overallStatus ManagedEntityStatus, configStatus ManagedEntityStatus, configIssue* Event, permission* Permission, effectiveRole* int, name string, disabledMethod* string, recentTask* ref, triggeredAlarmState* AlarmState, alarmActionsEnabled? boolean, tag* Tag, value* CustomFieldValue
Folder < ManagedEntity: childType* string, childEntity* ref
Datacenter < ManagedEntity: vmFolder ref, hostFolder ref, datastoreFolder ref, networkFolder ref, datastore* ref, network* ref
ComputeResource < ManagedEntity: resourcePool? ref, host* ref, datastore* ref, network* ref, summary ComputeResourceSummary, configurationEx? ComputeResourceConfigInfo
ClusterComputeResource < ComputeResource: configuration ClusterConfigInfo
HostSystem < ManagedEntity: runtime HostRuntimeInfo, summary HostListSummary, hardware? HostHardwareInfo, vm* ref, datastore* ref, network* ref
ResourcePool < ManagedEntity: summary ResourcePoolSummary, owner ref, resourcePool* ref, vm* ref
VirtualApp < ResourcePool: parentFolder? ref, parentVApp? ref
VirtualMachine < ManagedEntity: config? VirtualMachineConfigInfo, datastore* ref, network* ref, snapshot? VirtualMachineSnapshotInfo, rootSnapshot* ref, resourcePool? ref, parentVApp? ref, summary VirtualMachineSummary, runtime VirtualMachineRuntimeInfo, guest? GuestInfo, guestHeartbeatStatus ManagedEntityStatus
Datastore < ManagedEntity: summary DatastoreSummary, host* DatastoreHostMount, vm* ref
Network < ManagedEntity: summary NetworkSummary, host* ref, vm* ref
DistributedVirtualPortgroup < Network: key string, config DVPortgroupConfigInfo, portKeys* string
DistributedVirtualSwitch < ManagedEntity: uuid string, config DVSConfigInfo, portgroup* ref
VmwareDistributedVirtualSwitch < DistributedVirtualSwitch
`

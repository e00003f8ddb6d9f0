/** Data objects of the service, the property collector, tasks and what many objects share. SOAP order. */
export const coreTypes = `
LocalizableMessage: key string, arg* KeyAnyValue, message? string
KeyAnyValue: key string, value any
MethodFault: faultCause? LocalizedMethodFault, faultMessage* LocalizableMessage
LocalizedMethodFault: fault MethodFault, localizedMessage? string
AboutInfo: name string, fullName string, vendor string, version string, patchLevel? string, build string, localeVersion? string, localeBuild? string, osType string, productLineId string, apiType string, apiVersion string, instanceUuid? string, licenseProductName? string, licenseProductVersion? string
ServiceContent: rootFolder ref, propertyCollector ref, viewManager? ref, about AboutInfo, setting? ref, userDirectory? ref, sessionManager? ref, authorizationManager? ref, perfManager? ref, scheduledTaskManager? ref, alarmManager? ref, eventManager? ref, taskManager? ref, extensionManager? ref, customizationSpecManager? ref, customFieldsManager? ref, licenseManager? ref, searchIndex? ref, fileManager? ref, guestOperationsManager? ref
UserSession: key string, userName string, fullName string, loginTime dateTime, lastActiveTime dateTime, locale string, messageLocale string, extensionSession? boolean, ipAddress? string, userAgent? string, callCount? int
SelectionSpec: name? string
TraversalSpec < SelectionSpec: type string, path string, skip? boolean, selectSet* SelectionSpec
ObjectSpec: obj ref, skip? boolean, selectSet* SelectionSpec
PropertySpec: type string, all? boolean, pathSet* string
PropertyFilterSpec: propSet* PropertySpec, objectSet* ObjectSpec, reportMissingObjectsInResults? boolean
RetrieveOptions: maxObjects? int
WaitOptions: maxWaitSeconds? int, maxObjectUpdates? int
DynamicProperty: name string, val any
MissingProperty: path string, fault LocalizedMethodFault
MissingObject: obj ref, fault LocalizedMethodFault
ObjectContent: obj ref, propSet* DynamicProperty, missingSet* MissingProperty
RetrieveResult: token? string, objects* ObjectContent
PropertyChange: name string, op PropertyChangeOp, val? any
ObjectUpdate: kind ObjectUpdateKind, obj ref, changeSet* PropertyChange, missingSet* MissingProperty
PropertyFilterUpdate: filter ref, objectSet* ObjectUpdate, missingSet* MissingObject
UpdateSet: version string, filterSet* PropertyFilterUpdate, truncated? boolean
Description: label string, summary string
ElementDescription < Description: key string
OptionType: valueIsReadonly? boolean
ChoiceOption < OptionType: choiceInfo* ElementDescription, defaultIndex? int
CustomFieldValue: key int
CustomFieldStringValue < CustomFieldValue: value string
Tag: key string
AlarmState: key string, entity ref, alarm ref, overallStatus ManagedEntityStatus, time dateTime, acknowledged? boolean, acknowledgedByUser? string, acknowledgedTime? dateTime, eventKey? int, disabled? boolean
AlarmExpression
OrAlarmExpression < AlarmExpression: expression* AlarmExpression
AlarmSpec: name string, systemName? string, description string, enabled boolean, expression AlarmExpression, actionFrequency? int
AlarmInfo < AlarmSpec: key string, alarm ref, entity ref, lastModifiedTime dateTime, lastModifiedUser string, creationEventId int
TaskReason
TaskReasonUser < TaskReason: userName string
TaskReasonSystem < TaskReason
TaskInfo: key string, task ref, description? LocalizableMessage, name? string, descriptionId string, entity? ref, entityName? string, locked* ref, state TaskInfoState, cancelled boolean, cancelable boolean, error? LocalizedMethodFault, result? any, progress? int, reason TaskReason, queueTime dateTime, startTime? dateTime, completeTime? dateTime, eventChainId int, changeTag? string, parentTaskKey? string, rootTaskKey? string
TypeDescription < Description: key string
TaskDescription: methodInfo* ElementDescription, state* ElementDescription, reason* TypeDescription
TaskFilterSpecByEntity: entity ref, recursion TaskFilterSpecRecursionOption
TaskFilterSpecByTime: timeType TaskFilterSpecTimeOption, beginTime? dateTime, endTime? dateTime
TaskFilterSpecByUsername: systemUser boolean, userList* string
TaskFilterSpec: entity? TaskFilterSpecByEntity, time? TaskFilterSpecByTime, userName? TaskFilterSpecByUsername, activationId* string, state* TaskInfoState, alarm? ref, scheduledTask? ref, eventChainId* int, tag* string, parentTaskKey* string, rootTaskKey* string
NoPermissionEntityPrivileges: entity ref, privilegeIds* string
AuthorizationPrivilege: privId string, onParent boolean, name string, privGroupName string
AuthorizationRole: roleId int, system boolean, name string, info Description, privilege* string
AuthorizationDescription: privilege* ElementDescription, privilegeGroup* ElementDescription
Permission: entity? ref, principal string, group boolean, roleId int, propagate boolean
UserPrivilegeResult: entity ref, privileges* string
PrivilegeAvailability: privId string, isGranted boolean
EntityPrivilege: entity ref, privAvailability* PrivilegeAvailability
CustomizationSpecInfo: name string, description string, type string, changeVersion? string, lastUpdateTime? dateTime
ResourcePoolSummary: name string
NetworkSummary: network? ref, name string, accessible boolean, ipPoolName string, ipPoolId? int
InheritablePolicy: inherited boolean
VmwareDistributedVirtualSwitchVlanSpec < InheritablePolicy
VmwareDistributedVirtualSwitchVlanIdSpec < VmwareDistributedVirtualSwitchVlanSpec: vlanId int
DVPortSetting
VMwareDVSPortSetting < DVPortSetting: vlan? VmwareDistributedVirtualSwitchVlanSpec
DVPortgroupConfigInfo: key string, name string, numPorts int, distributedVirtualSwitch? ref, defaultPortConfig? DVPortSetting, description? string, type string, configVersion? string, uplink? boolean
DVSConfigInfo: uuid string, name string, numPorts int, description? string, configVersion? string
VMwareDVSConfigInfo < DVSConfigInfo: maxMtu int
DatastoreSummary: datastore? ref, name string, url string, capacity long, freeSpace long, uncommitted? long, accessible boolean, multipleHostAccess? boolean, type string, maintenanceMode? string
HostMountInfo: path? string, accessMode string, mounted? boolean, accessible? boolean, inaccessibleReason? string
DatastoreHostMount: key ref, mountInfo HostMountInfo
`

/** Faults; every one descends from MethodFault. */
export const faultTypes = `
VimFault < MethodFault
RuntimeFault < MethodFault
SecurityError < RuntimeFault
NoPermission < SecurityError: object? ref, privilegeId? string, missingPrivileges* NoPermissionEntityPrivileges
NotAuthenticated < NoPermission
InvalidLogin < VimFault
ManagedObjectNotFound < RuntimeFault: obj ref
InvalidProperty < MethodFault: name string
InvalidCollectorVersion < MethodFault
InvalidRequest < RuntimeFault
MethodNotFound < InvalidRequest: receiver ref, method string
InvalidType < InvalidRequest: argument? string
InvalidArgument < RuntimeFault: invalidProperty? string
NotSupported < RuntimeFault
RequestCanceled < RuntimeFault
SystemError < RuntimeFault: reason string
InvalidState < VimFault
InvalidPowerState < InvalidState: requestedState? VirtualMachinePowerState, existingState VirtualMachinePowerState
HostCommunication < RuntimeFault
HostNotConnected < HostCommunication
TaskInProgress < VimFault: task ref
ToolsUnavailable < VimFault
DuplicateName < VimFault: name string, object ref
InvalidName < VimFault: name string, entity? ref
NotFound < VimFault
UserNotFound < VimFault: principal string, unresolved boolean
ConcurrentAccess < VimFault
InvalidFolder < VimFault: target ref
InvalidHostState < InvalidState: host? ref
NoActiveHostInCluster < InvalidState: computeResource ref
InvalidDatastore < VimFault: datastore? ref, name? string
DatastoreNotWritableOnHost < InvalidDatastore: host? ref
InaccessibleDatastore < InvalidDatastore: detail? string
InsufficientResourcesFault < VimFault
InsufficientMemoryResourcesFault < InsufficientResourcesFault: unreserved long, requested long
InsufficientFailoverResourcesFault < InsufficientResourcesFault
FileFault < VimFault: file string
FileLocked < FileFault
CannotAccessFile < FileFault
NoDiskSpace < FileFault: datastore string
SnapshotFault < VimFault
FilesystemQuiesceFault < SnapshotFault
TooManySnapshotLevels < SnapshotFault
MemorySnapshotOnIndependentDisk < SnapshotFault
CustomizationFault < VimFault
UncustomizableGuest < CustomizationFault: uncustomizableGuestOS string
NicSettingMismatch < CustomizationFault: numberOfNicsInSpec int, numberOfNicsInVM int
LinuxVolumeNotClean < CustomizationFault
CustomizationPending < CustomizationFault
CannotDecryptPasswords < CustomizationFault
MissingLinuxCustResources < CustomizationFault
UnexpectedCustomizationFault < CustomizationFault
VmConfigFault < VimFault
GenericVmConfigFault < VmConfigFault: reason string
InvalidVmConfig < VmConfigFault: property? string
InvalidDeviceSpec < InvalidVmConfig: deviceIndex int
NumVirtualCpusNotSupported < VmConfigFault: maxSupportedVcpusDest int, numberOfCpus int
MemorySizeNotSupported < VmConfigFault: memorySizeMB int, minMemorySizeMB int, maxMemorySizeMB int
CpuHotPlugNotSupported < VmConfigFault
MemoryHotPlugNotSupported < VmConfigFault
CannotAccessVmComponent < VmConfigFault
CannotAccessVmDevice < CannotAccessVmComponent: device string, backing string, connected boolean
CannotAccessVmDisk < CannotAccessVmDevice: fault LocalizedMethodFault
CannotAccessNetwork < CannotAccessVmDevice: network? ref
NoCompatibleHost < VimFault
MigrationFault < VimFault
MismatchedNetworkPolicies < MigrationFault: device string, backing string, connected boolean
DiskMoveTypeNotSupported < MigrationFault
SnapshotCopyNotSupported < MigrationFault
IDEDiskNotSupported < VmConfigFault
CpuIncompatible < VmConfigFault
EncryptionKeyRequired < InvalidState
InsufficientCpuResourcesFault < InsufficientResourcesFault: unreserved long, requested long
InsufficientHostCapacityFault < InsufficientResourcesFault: host? ref
QuestionPending < InvalidState: text string
Timedout < VimFault
`

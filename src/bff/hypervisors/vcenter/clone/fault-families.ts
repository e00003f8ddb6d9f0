/**
 * Faults of `CloneVM_Task` by what they are about. The wire names the class of a fault only, not what it descends from, so
 * the families of the reference are spelled out. What is not listed keeps its message and blames nothing.
 */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** `CustomizationFault` and what descends from it. */
export const customizationFaults = words(`
CustomizationFault CannotDecryptPasswords CustomizationPending IpHostnameGeneratorError LinuxVolumeNotClean
MissingLinuxCustResources MissingWindowsCustResources MountError NicSettingMismatch NoDisksToCustomize UncustomizableGuest
UnexpectedCustomizationFault VolumeEditorError`)

/** `InvalidDatastore`, `FileFault`, and running out of storage. */
export const storageFaults = words(`
InvalidDatastore InaccessibleDatastore DatastoreNotWritableOnHost InvalidDatastorePath InvalidDatastoreState
FileFault CannotAccessFile CannotCreateFile CannotDeleteFile DirectoryNotEmpty FileAlreadyExists FileLocked FileNameTooLong
FileNotFound FileNotWritable FileTooLarge IncorrectFileType NetworkCopyFault NoDiskSpace NotADirectory NotAFile
TooManyConcurrentNativeClones TooManyNativeCloneLevels TooManyNativeClonesOnFile InsufficientStorageSpace
InsufficientStorageIops UnsupportedDatastore UnsupportedVmxLocation RDMNotSupportedOnDatastore
LargeRDMNotSupportedOnDatastore DeltaDiskFormatNotSupported`)

/** `InsufficientResourcesFault`: the pool, the cluster or the host has no room. */
export const resourceFaults = words(`
InsufficientResourcesFault InsufficientAgentVmsDeployed InsufficientCpuResourcesFault InsufficientFailoverResourcesFault
InsufficientGraphicsResourcesFault InsufficientHostCapacityFault InsufficientHostCpuCapacityFault
InsufficientHostMemoryCapacityFault InsufficientPerCpuCapacity InsufficientMemoryResourcesFault
InsufficientNetworkCapacity InsufficientNetworkResourcePoolCapacity InsufficientStandbyResource
InsufficientVFlashResourcesFault InvalidResourcePoolStructureFault NumVirtualCpusExceedsLimit
VmFaultToleranceTooManyFtVcpusOnHost VmFaultToleranceTooManyVMsOnHost VmSmpFaultToleranceTooManyVMsOnHost`)

/** `MigrationFault`, `VmConfigFault` and host states that are about where the copy goes. */
export const hostFaults = words(`
MigrationFault AffinityConfigured CannotModifyConfigCpuRequirements DatacenterMismatch FaultToleranceAntiAffinityViolated
FaultToleranceNotSameBuild HAErrorsAtDest IncompatibleDefaultDevice MaintenanceModeFileMove MigrationDisabled
MigrationFeatureNotSupported MigrationNotReady NoGuestHeartbeat TooManyDisksOnLegacyHost VMotionInterfaceIssue
VMotionProtocolIncompatible WillLoseHAProtection WillModifyConfigCpuRequirements WillResetSnapshotDirectory
DisallowedMigrationDeviceAttached ReadOnlyDisksWithLegacyDestination VmConfigFault CpuIncompatible CpuIncompatible1ECX
CpuIncompatible81EDX DrsVmotionIncompatibleFault FeatureRequirementsNotMet VirtualHardwareCompatibilityIssue
VirtualHardwareVersionNotSupported NoCompatibleHardAffinityHost NoCompatibleSoftAffinityHost NoCompatibleHost
VmHostAffinityRuleViolation RuleViolation QuarantineModeFault DeviceNotSupported DeviceBackingNotSupported
DeviceControllerNotSupported RemoteDeviceNotSupported SharedBusControllerNotSupported VMINotSupported RawDiskNotSupported
CannotAccessVmComponent CannotAccessVmConfig InvalidHostState NoActiveHostInCluster HostNotConnected HostNotReachable
HostCommunication DisallowedOperationOnFailoverHost OperationDisallowedOnHost CannotAccessLocalSource`)

/** Faults that are about disks as such. */
export const diskFaults = words(`
CannotAccessVmDisk IDEDiskNotSupported DiskNotSupported NonPersistentDisksNotSupported VirtualDiskModeNotSupported
DigestNotSupported MultiWriterNotSupported RDMNotSupported RDMConversionNotSupported RDMNotPreserved
LargeRDMConversionNotSupported CannotMoveVmWithDeltaDisk CannotMoveVmWithNativeDeltaDisk FaultToleranceNeedsThickDisk
UncommittedUndoableDisk StorageVmotionIncompatible`)

export const cardFaults = words(`
CannotAccessNetwork CannotUseNetwork MismatchedNetworkPolicies MismatchedVMotionNetworkNames NetworksMayNotBeTheSame
VirtualEthernetCardNotSupported`)

/** Faults that are about one field, wherever they come from. */
export const fieldOfFault: Readonly<Record<string, string>> = {
  DuplicateName: 'copies.0.name',
  InvalidName: 'copies.0.name',
  VmAlreadyExistsInDatacenter: 'copies.0.name',
  InvalidFolder: 'placement.folderId',
  NumVirtualCpusNotSupported: 'cpus',
  NumVirtualCpusIncompatible: 'cpus',
  NotEnoughCpus: 'cpus',
  TooManyVirtualCpus: 'cpus',
  NumVirtualCoresPerSocketNotSupported: 'coresPerSocket',
  MemorySizeNotSupported: 'memoryBytes',
  MemorySizeNotRecommended: 'memoryBytes',
  MemorySizeNotSupportedByDatastore: 'memoryBytes',
  NicSettingMismatch: 'customization.adapters',
  UncustomizableGuest: 'customization.kind',
  CannotDecryptPasswords: 'customization.password',
  IpHostnameGeneratorError: 'customization.hostName',
  CloneFromSnapshotNotSupported: 'source.snapshotId',
  SnapshotCopyNotSupported: 'source.snapshotId',
  SnapshotRevertIssue: 'source.snapshotId',
  SnapshotFault: 'source.snapshotId',
  SuspendedRelocateNotSupported: 'source.vm',
  ToolsInstallationInProgress: 'source.vm',
  TaskInProgress: 'source.vm',
  InvalidState: 'source.vm',
  InvalidVmState: 'source.vm',
  InvalidPowerState: 'source.vm',
  QuestionPending: 'source.vm',
  EncryptionKeyRequired: 'source.vm',
  NotSupported: 'way',
  MethodNotFound: 'way',
}

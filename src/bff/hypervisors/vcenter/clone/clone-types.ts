/**
 * The order of fields in which SOAP wants the specifications of a clone, for VI JSON of any order to be written that way.
 * A line is `Type < Base: field type, list* type`; a field without a type is text, `unknown` is a structure whose order
 * is not known here and stays as it was given. Sources: the request body of `CloneVM_Task` in the vSphere API reference
 * 8.0.2, which is in schema order, and the schema's types where it leaves a subtype open.
 */
export const cloneTypes = `
VirtualMachineCloneSpec: location VirtualMachineRelocateSpec, template boolean, config VirtualMachineConfigSpec, customization CustomizationSpec, powerOn boolean, snapshot ref, memory boolean, tpmProvisionPolicy
VirtualMachineRelocateSpec: service ServiceLocator, folder ref, datastore ref, diskMoveType, pool ref, host ref, disk* VirtualMachineRelocateSpecDiskLocator, transform, deviceChange* VirtualDeviceConfigSpec, profile* VirtualMachineProfileSpec, cryptoSpec CryptoSpec
ServiceLocatorCredential
ServiceLocatorNamePassword < ServiceLocatorCredential: username, password
ServiceLocatorSAMLCredential < ServiceLocatorCredential: token
ServiceLocator: instanceUuid, url, credential ServiceLocatorCredential, sslThumbprint, sslCertificate
VirtualMachineRelocateSpecDiskLocator: diskId int, datastore ref, diskMoveType, diskBackingInfo VirtualDeviceBackingInfo, profile* VirtualMachineProfileSpec, backing VirtualMachineRelocateSpecDiskLocatorBackingSpec, filterSpec* VirtualMachineBaseIndependentFilterSpec
VirtualMachineRelocateSpecDiskLocatorBackingSpec: parent VirtualMachineRelocateSpecDiskLocatorBackingSpec, crypto CryptoSpec
VirtualDeviceConfigSpec: operation, fileOperation, device VirtualDevice, profile* VirtualMachineProfileSpec, backing VirtualDeviceConfigSpecBackingSpec, filterSpec* VirtualMachineBaseIndependentFilterSpec, changeMode
VirtualDeviceConfigSpecBackingSpec: parent VirtualDeviceConfigSpecBackingSpec, crypto CryptoSpec
VirtualDevice: key int, deviceInfo Description, backing VirtualDeviceBackingInfo, connectable VirtualDeviceConnectInfo, slotInfo VirtualDeviceBusSlotInfo, controllerKey int, unitNumber int, numaNode int, deviceGroupInfo VirtualDeviceDeviceGroupInfo
VirtualDeviceConnectInfo: migrateConnect, startConnected boolean, allowGuestControl boolean, connected boolean, status
VirtualDeviceDeviceGroupInfo: groupInstanceKey int, sequenceId int
Description: label, summary
VirtualDeviceBusSlotInfo
VirtualDevicePciBusSlotInfo < VirtualDeviceBusSlotInfo: pciSlotNumber int
VirtualDisk < VirtualDevice: capacityInKB int, capacityInBytes int, shares SharesInfo, storageIOAllocation unknown, diskObjectId, vFlashCacheConfigInfo unknown, iofilter*, vDiskId unknown, vDiskVersion int, virtualDiskFormat, nativeUnmanagedLinkedClone boolean, independentFilters* VirtualMachineBaseIndependentFilterSpec, guestReadOnly boolean
VirtualEthernetCard < VirtualDevice: addressType, macAddress, wakeOnLanEnabled boolean, resourceAllocation unknown, externalId, uptCompatibilityEnabled boolean, subnetId
VirtualE1000 < VirtualEthernetCard
VirtualE1000e < VirtualEthernetCard
VirtualPCNet32 < VirtualEthernetCard
VirtualVmxnet < VirtualEthernetCard
VirtualVmxnet2 < VirtualVmxnet
VirtualVmxnet3 < VirtualVmxnet: uptv2Enabled boolean, strictLatencyConfig unknown
VirtualVmxnet3Vrdma < VirtualVmxnet3: deviceProtocol
VirtualSriovEthernetCard < VirtualEthernetCard: allowGuestOSMtuChange boolean, sriovBacking unknown, dvxBackingInfo unknown
VirtualDeviceBackingInfo
VirtualDeviceFileBackingInfo < VirtualDeviceBackingInfo: fileName, datastore ref, backingObjectId
VirtualDiskFlatVer2BackingInfo < VirtualDeviceFileBackingInfo: diskMode, split boolean, writeThrough boolean, thinProvisioned boolean, eagerlyScrub boolean, uuid, contentId, changeId, parent VirtualDiskFlatVer2BackingInfo, deltaDiskFormat, digestEnabled boolean, deltaGrainSize int, deltaDiskFormatVariant, sharing, keyId CryptoKeyId
VirtualDeviceDeviceBackingInfo < VirtualDeviceBackingInfo: deviceName, useAutoDetect boolean
VirtualEthernetCardNetworkBackingInfo < VirtualDeviceDeviceBackingInfo: network ref, inPassthroughMode boolean
VirtualEthernetCardDistributedVirtualPortBackingInfo < VirtualDeviceBackingInfo: port DistributedVirtualSwitchPortConnection
DistributedVirtualSwitchPortConnection: switchUuid, portgroupKey, portKey, connectionCookie int
VirtualEthernetCardOpaqueNetworkBackingInfo < VirtualDeviceBackingInfo: opaqueNetworkId, opaqueNetworkType
VirtualMachineConfigSpec: changeVersion, name, version, createDate, uuid, instanceUuid, npivNodeWorldWideName* int, npivPortWorldWideName* int, npivWorldWideNameType, npivDesiredNodeWwns int, npivDesiredPortWwns int, npivTemporaryDisabled boolean, npivOnNonRdmDisks boolean, npivWorldWideNameOp, locationId, guestId, alternateGuestName, annotation, files VirtualMachineFileInfo, tools ToolsConfigInfo, flags VirtualMachineFlagInfo, consolePreferences VirtualMachineConsolePreferences, powerOpInfo VirtualMachineDefaultPowerOpInfo, rebootPowerOff boolean, numCPUs int, vcpuConfig* VirtualMachineVcpuConfig, numCoresPerSocket int, memoryMB int, memoryHotAddEnabled boolean, cpuHotAddEnabled boolean, cpuHotRemoveEnabled boolean, virtualICH7MPresent boolean, virtualSMCPresent boolean, deviceChange* VirtualDeviceConfigSpec, cpuAllocation ResourceAllocationInfo, memoryAllocation ResourceAllocationInfo, latencySensitivity LatencySensitivity, cpuAffinity VirtualMachineAffinityInfo, memoryAffinity VirtualMachineAffinityInfo, networkShaper VirtualMachineNetworkShaperInfo, cpuFeatureMask* VirtualMachineCpuIdInfoSpec, extraConfig* OptionValue, swapPlacement, bootOptions VirtualMachineBootOptions, vAppConfig VmConfigSpec, ftInfo FaultToleranceConfigInfo, repConfig ReplicationConfigSpec, vAppConfigRemoved boolean, vAssertsEnabled boolean, changeTrackingEnabled boolean, firmware, maxMksConnections int, guestAutoLockEnabled boolean, managedBy ManagedByInfo, memoryReservationLockedToMax boolean, nestedHVEnabled boolean, vPMCEnabled boolean, scheduledHardwareUpgradeInfo ScheduledHardwareUpgradeInfo, vmProfile* VirtualMachineProfileSpec, messageBusTunnelEnabled boolean, crypto CryptoSpec, migrateEncryption, sgxInfo VirtualMachineSgxInfo, ftEncryptionMode, guestMonitoringModeInfo VirtualMachineGuestMonitoringModeInfo, sevEnabled boolean, virtualNuma VirtualMachineVirtualNuma, motherboardLayout, pmemFailoverEnabled boolean, vmxStatsCollectionEnabled boolean, vmOpNotificationToAppEnabled boolean, vmOpNotificationTimeout int, deviceSwap VirtualMachineVirtualDeviceSwap, simultaneousThreads int, pmem VirtualMachineVirtualPMem, deviceGroups VirtualMachineVirtualDeviceGroups, fixedPassthruHotPlugEnabled boolean, metroFtEnabled boolean, metroFtHostGroup, tdxEnabled boolean, sevSnpEnabled boolean
VirtualMachineFileInfo: vmPathName, snapshotDirectory, suspendDirectory, logDirectory, ftMetadataDirectory
ToolsConfigInfo: toolsVersion int, toolsInstallType, afterPowerOn boolean, afterResume boolean, beforeGuestStandby boolean, beforeGuestShutdown boolean, beforeGuestReboot boolean, toolsUpgradePolicy, pendingCustomization, customizationKeyId CryptoKeyId, syncTimeWithHostAllowed boolean, syncTimeWithHost boolean, lastInstallInfo ToolsConfigInfoToolsLastInstallInfo
ToolsConfigInfoToolsLastInstallInfo: counter int, fault LocalizedMethodFault
CryptoKeyId: keyId, providerId KeyProviderId
KeyProviderId: id
VirtualMachineFlagInfo: disableAcceleration boolean, enableLogging boolean, useToe boolean, runWithDebugInfo boolean, monitorType, htSharing, snapshotDisabled boolean, snapshotLocked boolean, diskUuidEnabled boolean, virtualMmuUsage, virtualExecUsage, snapshotPowerOffBehavior, recordReplayEnabled boolean, faultToleranceType, cbrcCacheEnabled boolean, vvtdEnabled boolean, vbsEnabled boolean
VirtualMachineConsolePreferences: powerOnWhenOpened boolean, enterFullScreenOnPowerOn boolean, closeOnPowerOffOrSuspend boolean
VirtualMachineDefaultPowerOpInfo: powerOffType, suspendType, resetType, defaultPowerOffType, defaultSuspendType, defaultResetType, standbyAction
VirtualMachineVcpuConfig: latencySensitivity LatencySensitivity
LatencySensitivity: level, sensitivity int
ResourceAllocationInfo: reservation int, expandableReservation boolean, limit int, shares SharesInfo, overheadLimit int
SharesInfo: shares int, level
VirtualMachineAffinityInfo: affinitySet* int
VirtualMachineNetworkShaperInfo: enabled boolean, peakBps int, averageBps int, burstSize int
ArrayUpdateSpec: operation, removeKey any
VirtualMachineCpuIdInfoSpec < ArrayUpdateSpec: info HostCpuIdInfo
HostCpuIdInfo: level int, vendor, eax, ebx, ecx, edx
OptionValue: key, value any
VirtualMachineBootOptions: bootDelay int, enterBIOSSetup boolean, efiSecureBootEnabled boolean, bootRetryEnabled boolean, bootRetryDelay int, bootOrder* VirtualMachineBootOptionsBootableDevice, networkBootProtocol
VirtualMachineBootOptionsBootableDevice
VirtualMachineBootOptionsBootableCdromDevice < VirtualMachineBootOptionsBootableDevice
VirtualMachineBootOptionsBootableDiskDevice < VirtualMachineBootOptionsBootableDevice: deviceKey int
VirtualMachineBootOptionsBootableEthernetDevice < VirtualMachineBootOptionsBootableDevice: deviceKey int
VirtualMachineBootOptionsBootableFloppyDevice < VirtualMachineBootOptionsBootableDevice
VmConfigSpec: product* VAppProductSpec, property* VAppPropertySpec, ipAssignment VAppIPAssignmentInfo, eula*, ovfSection* VAppOvfSectionSpec, ovfEnvironmentTransport*, installBootRequired boolean, installBootStopDelay int
VAppProductSpec < ArrayUpdateSpec: info VAppProductInfo
VAppProductInfo: key int, classId, instanceId, name, vendor, version, fullVersion, vendorUrl, productUrl, appUrl
VAppPropertySpec < ArrayUpdateSpec: info VAppPropertyInfo
VAppPropertyInfo: key int, classId, instanceId, id, category, label, type, typeReference, userConfigurable boolean, defaultValue, value, description
VAppIPAssignmentInfo: supportedAllocationScheme*, ipAllocationPolicy, supportedIpProtocol*, ipProtocol
VAppOvfSectionSpec < ArrayUpdateSpec: info VAppOvfSectionInfo
VAppOvfSectionInfo: key int, namespace, type, atEnvelopeLevel boolean, contents
FaultToleranceConfigInfo: role int, instanceUuids*, configPaths*, orphaned boolean
ReplicationConfigSpec: generation int, vmReplicationId, destination, port int, rpo int, quiesceGuestEnabled boolean, paused boolean, oppUpdatesEnabled boolean, netCompressionEnabled boolean, netEncryptionEnabled boolean, encryptionDestination, encryptionPort int, remoteCertificateThumbprint, dataSetsReplicationEnabled boolean, disk* ReplicationInfoDiskSettings
ReplicationInfoDiskSettings: key int, diskReplicationId
ManagedByInfo: extensionKey, type
ScheduledHardwareUpgradeInfo: upgradePolicy, versionKey, scheduledHardwareUpgradeStatus, fault LocalizedMethodFault
VirtualMachineProfileSpec
VirtualMachineDefaultProfileSpec < VirtualMachineProfileSpec
VirtualMachineEmptyProfileSpec < VirtualMachineProfileSpec
VirtualMachineDefinedProfileSpec < VirtualMachineProfileSpec: profileId, replicationSpec unknown, profileData VirtualMachineProfileRawData, profileParams* KeyValue
VirtualMachineProfileRawData: extensionKey, objectData
KeyValue: key, value
VirtualMachineSgxInfo: epcSize int, flcMode, lePubKeyHash, requireAttestation boolean
VirtualMachineGuestMonitoringModeInfo: gmmFile, gmmAppliance
VirtualMachineVirtualNuma: coresPerNumaNode int, exposeVnumaOnCpuHotadd boolean
VirtualMachineVirtualDeviceSwap: lsiToPvscsi VirtualMachineVirtualDeviceSwapDeviceSwapInfo
VirtualMachineVirtualDeviceSwapDeviceSwapInfo: enabled boolean, applicable boolean, status
VirtualMachineVirtualPMem: snapshotMode
VirtualMachineVirtualDeviceGroups: deviceGroup* VirtualMachineVirtualDeviceGroupsDeviceGroup
VirtualMachineVirtualDeviceGroupsDeviceGroup: groupInstanceKey int, deviceInfo Description
VirtualMachineBaseIndependentFilterSpec
VirtualMachineIndependentFilterSpec < VirtualMachineBaseIndependentFilterSpec: filterName, filterClass, filterCapabilities* KeyValue
VirtualMachineEmptyIndependentFilterSpec < VirtualMachineBaseIndependentFilterSpec
CryptoSpec
CryptoSpecNoOp < CryptoSpec
CryptoSpecEncrypt < CryptoSpec: cryptoKeyId CryptoKeyId
CryptoSpecDecrypt < CryptoSpec
CryptoSpecDeepRecrypt < CryptoSpec: newKeyId CryptoKeyId
CryptoSpecShallowRecrypt < CryptoSpec: newKeyId CryptoKeyId
CryptoSpecRegister < CryptoSpecNoOp: cryptoKeyId CryptoKeyId
CustomizationSpec: options CustomizationOptions, identity CustomizationIdentitySettings, globalIPSettings CustomizationGlobalIPSettings, nicSettingMap* CustomizationAdapterMapping, encryptionKey* int
CustomizationOptions
CustomizationLinuxOptions < CustomizationOptions
CustomizationWinOptions < CustomizationOptions: changeSID boolean, deleteAccounts boolean, reboot
CustomizationIdentitySettings
CustomizationLinuxPrep < CustomizationIdentitySettings: hostName CustomizationName, domain, timeZone, hwClockUTC boolean, scriptText, compatibleCustomizationMethod, resetPassword boolean, password CustomizationPassword
CustomizationCloudinitPrep < CustomizationIdentitySettings: metadata, userdata
CustomizationSysprep < CustomizationIdentitySettings: guiUnattended CustomizationGuiUnattended, userData CustomizationUserData, guiRunOnce CustomizationGuiRunOnce, identification CustomizationIdentification, licenseFilePrintData CustomizationLicenseFilePrintData
CustomizationSysprepText < CustomizationIdentitySettings: value
CustomizationGuiUnattended: password CustomizationPassword, timeZone int, autoLogon boolean, autoLogonCount int
CustomizationUserData: fullName, orgName, computerName CustomizationName, productId
CustomizationGuiRunOnce: commandList*
CustomizationIdentification: joinWorkgroup, joinDomain, domainAdmin, domainAdminPassword CustomizationPassword, domainOU
CustomizationLicenseFilePrintData: autoMode, autoUsers int
CustomizationPassword: value, plainText boolean
CustomizationName
CustomizationFixedName < CustomizationName: name
CustomizationPrefixName < CustomizationName: base
CustomizationUnknownName < CustomizationName
CustomizationVirtualMachineName < CustomizationName
CustomizationCustomName < CustomizationName: argument
CustomizationGlobalIPSettings: dnsSuffixList*, dnsServerList*
CustomizationAdapterMapping: macAddress, adapter CustomizationIPSettings
CustomizationIPSettings: ip CustomizationIpGenerator, subnetMask, gateway*, ipV6Spec CustomizationIPSettingsIpV6AddressSpec, dnsServerList*, dnsDomain, primaryWINS, secondaryWINS, netBIOS
CustomizationIpGenerator
CustomizationDhcpIpGenerator < CustomizationIpGenerator
CustomizationFixedIp < CustomizationIpGenerator: ipAddress
CustomizationUnknownIpGenerator < CustomizationIpGenerator
CustomizationCustomIpGenerator < CustomizationIpGenerator: argument
CustomizationDisableIpV4 < CustomizationIpGenerator
CustomizationIPSettingsIpV6AddressSpec: ip* CustomizationIpV6Generator, gateway*
CustomizationIpV6Generator
CustomizationDhcpIpV6Generator < CustomizationIpV6Generator
CustomizationFixedIpV6 < CustomizationIpV6Generator: ipAddress, subnetMask int
CustomizationAutoIpV6Generator < CustomizationIpV6Generator
CustomizationStatelessIpV6Generator < CustomizationIpV6Generator
CustomizationUnknownIpV6Generator < CustomizationIpV6Generator
CustomizationCustomIpV6Generator < CustomizationIpV6Generator: argument
MethodFault: faultCause LocalizedMethodFault, faultMessage* LocalizableMessage
LocalizedMethodFault: fault MethodFault, localizedMessage
LocalizableMessage: key, arg* KeyAnyValue, message
KeyAnyValue: key, value any
`

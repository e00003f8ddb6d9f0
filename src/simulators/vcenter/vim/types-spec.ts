/** What clients send to configure, move and clone virtual machines. Field order as SOAP wants it. */
export const specTypes = `
SharesInfo: shares int, level SharesLevel
ResourceAllocationInfo: reservation? long, expandableReservation? boolean, limit? long, shares? SharesInfo, overheadLimit? long
LatencySensitivity: level string, sensitivity? int
VirtualMachineAffinityInfo: affinitySet* int
CryptoSpec
CryptoSpecNoOp < CryptoSpec
CryptoSpecEncrypt < CryptoSpec: cryptoKeyId CryptoKeyId
CryptoSpecDecrypt < CryptoSpec
CryptoSpecShallowRecrypt < CryptoSpec: newKeyId CryptoKeyId
VirtualMachineProfileRawData: extensionKey string, objectData? string
VirtualMachineProfileSpec
VirtualMachineDefaultProfileSpec < VirtualMachineProfileSpec
VirtualMachineEmptyProfileSpec < VirtualMachineProfileSpec
VirtualMachineDefinedProfileSpec < VirtualMachineProfileSpec: profileId string, replicationSpec? any, profileData? VirtualMachineProfileRawData, profileParams* KeyValue
KeyValue: key string, value string
VirtualDeviceConfigSpecBackingSpec: parent? VirtualDeviceConfigSpecBackingSpec, crypto? CryptoSpec
VirtualDeviceConfigSpec: operation? VirtualDeviceConfigSpecOperation, fileOperation? VirtualDeviceConfigSpecFileOperation, device VirtualDevice, profile* VirtualMachineProfileSpec, backing? VirtualDeviceConfigSpecBackingSpec, filterSpec* any, changeMode? string
ServiceLocatorCredential
ServiceLocatorNamePassword < ServiceLocatorCredential: username string, password string
ServiceLocatorSAMLCredential < ServiceLocatorCredential: token? string
ServiceLocator: instanceUuid string, url string, credential ServiceLocatorCredential, sslThumbprint? string, sslCertificate? string
VirtualMachineRelocateSpecDiskLocatorBackingSpec: parent? VirtualMachineRelocateSpecDiskLocatorBackingSpec, crypto? CryptoSpec
VirtualMachineRelocateSpecDiskLocator: diskId int, datastore ref, diskMoveType? string, diskBackingInfo? VirtualDeviceBackingInfo, profile* VirtualMachineProfileSpec, backing? VirtualMachineRelocateSpecDiskLocatorBackingSpec, filterSpec* any
VirtualMachineRelocateSpec: service? ServiceLocator, folder? ref, datastore? ref, diskMoveType? string, pool? ref, host? ref, disk* VirtualMachineRelocateSpecDiskLocator, transform? VirtualMachineRelocateTransformation, deviceChange* VirtualDeviceConfigSpec, profile* VirtualMachineProfileSpec, cryptoSpec? CryptoSpec
ToolsConfigInfo: toolsVersion? int, toolsInstallType? string, afterPowerOn? boolean, afterResume? boolean, beforeGuestStandby? boolean, beforeGuestShutdown? boolean, beforeGuestReboot? boolean, toolsUpgradePolicy? string, pendingCustomization? string, syncTimeWithHostAllowed? boolean, syncTimeWithHost? boolean
VirtualMachineFlagInfo: disableAcceleration? boolean, enableLogging? boolean, useToe? boolean, runWithDebugInfo? boolean, monitorType? string, htSharing? string, snapshotDisabled? boolean, snapshotLocked? boolean, diskUuidEnabled? boolean, virtualMmuUsage? string, virtualExecUsage? string, snapshotPowerOffBehavior? string, recordReplayEnabled? boolean, faultToleranceType? string, cbrcCacheEnabled? boolean, vvtdEnabled? boolean, vbsEnabled? boolean
VirtualMachineDefaultPowerOpInfo: powerOffType? string, suspendType? string, resetType? string, defaultPowerOffType? string, defaultSuspendType? string, defaultResetType? string, standbyAction? string
VirtualMachineBootOptionsBootableDevice
VirtualMachineBootOptionsBootableCdromDevice < VirtualMachineBootOptionsBootableDevice
VirtualMachineBootOptionsBootableDiskDevice < VirtualMachineBootOptionsBootableDevice: deviceKey int
VirtualMachineBootOptionsBootableEthernetDevice < VirtualMachineBootOptionsBootableDevice: deviceKey int
VirtualMachineBootOptions: bootDelay? long, enterBIOSSetup? boolean, efiSecureBootEnabled? boolean, bootRetryEnabled? boolean, bootRetryDelay? long, bootOrder* VirtualMachineBootOptionsBootableDevice, networkBootProtocol? string
ManagedByInfo: extensionKey string, type string
VirtualMachineVirtualNuma: coresPerNumaNode? int, exposeVnumaOnCpuHotadd? boolean
ArrayUpdateSpec: operation ArrayUpdateOperation, removeKey? any
VAppPropertyInfo: key int, classId? string, instanceId? string, id? string, category? string, label? string, type? string, typeReference? string, userConfigurable? boolean, defaultValue? string, value? string, description? string
VAppPropertySpec < ArrayUpdateSpec: info? VAppPropertyInfo
VmConfigSpec: product* any, property* VAppPropertySpec, ipAssignment? any, eula* string, ovfSection* any, ovfEnvironmentTransport* string, installBootRequired? boolean, installBootStopDelay? int
VirtualMachineConfigSpec: changeVersion? string, name? string, version? string, createDate? dateTime, uuid? string, instanceUuid? string, npivNodeWorldWideName* long, npivPortWorldWideName* long, npivWorldWideNameType? string, npivDesiredNodeWwns? short, npivDesiredPortWwns? short, npivTemporaryDisabled? boolean, npivOnNonRdmDisks? boolean, npivWorldWideNameOp? string, locationId? string, guestId? string, alternateGuestName? string, annotation? string, files? VirtualMachineFileInfo, tools? ToolsConfigInfo, flags? VirtualMachineFlagInfo, consolePreferences? any, powerOpInfo? VirtualMachineDefaultPowerOpInfo, rebootPowerOff? boolean, numCPUs? int, vcpuConfig* any, numCoresPerSocket? int, memoryMB? long, memoryHotAddEnabled? boolean, cpuHotAddEnabled? boolean, cpuHotRemoveEnabled? boolean, virtualICH7MPresent? boolean, virtualSMCPresent? boolean, deviceChange* VirtualDeviceConfigSpec, cpuAllocation? ResourceAllocationInfo, memoryAllocation? ResourceAllocationInfo, latencySensitivity? LatencySensitivity, cpuAffinity? VirtualMachineAffinityInfo, memoryAffinity? VirtualMachineAffinityInfo, networkShaper? any, cpuFeatureMask* any, extraConfig* OptionValue, swapPlacement? string, bootOptions? VirtualMachineBootOptions, vAppConfig? VmConfigSpec, ftInfo? any, repConfig? any, vAppConfigRemoved? boolean, vAssertsEnabled? boolean, changeTrackingEnabled? boolean, firmware? string, maxMksConnections? int, guestAutoLockEnabled? boolean, managedBy? ManagedByInfo, memoryReservationLockedToMax? boolean, nestedHVEnabled? boolean, vPMCEnabled? boolean, scheduledHardwareUpgradeInfo? any, vmProfile* VirtualMachineProfileSpec, messageBusTunnelEnabled? boolean, crypto? CryptoSpec, migrateEncryption? string, sgxInfo? any, ftEncryptionMode? string, guestMonitoringModeInfo? any, sevEnabled? boolean, virtualNuma? VirtualMachineVirtualNuma, motherboardLayout? string, pmemFailoverEnabled? boolean, vmxStatsCollectionEnabled? boolean, vmOpNotificationToAppEnabled? boolean, vmOpNotificationTimeout? long, deviceSwap? any, simultaneousThreads? int, pmem? any, deviceGroups? any, fixedPassthruHotPlugEnabled? boolean
CustomizationOptions
CustomizationLinuxOptions < CustomizationOptions
CustomizationWinOptions < CustomizationOptions: changeSID boolean, deleteAccounts boolean, reboot? CustomizationSysprepRebootOption
CustomizationName
CustomizationFixedName < CustomizationName: name string
CustomizationPrefixName < CustomizationName: base string
CustomizationUnknownName < CustomizationName
CustomizationVirtualMachineName < CustomizationName
CustomizationCustomName < CustomizationName: argument? string
CustomizationPassword: value string, plainText boolean
CustomizationGuiUnattended: password? CustomizationPassword, timeZone int, autoLogon boolean, autoLogonCount int
CustomizationUserData: fullName string, orgName string, computerName CustomizationName, productId string
CustomizationGuiRunOnce: commandList* string
CustomizationIdentification: joinWorkgroup? string, joinDomain? string, domainAdmin? string, domainAdminPassword? CustomizationPassword, domainOU? string
CustomizationLicenseFilePrintData: autoMode CustomizationLicenseDataMode, autoUsers? int
CustomizationIdentitySettings
CustomizationLinuxIdentitySettings < CustomizationIdentitySettings
CustomizationLinuxPrep < CustomizationIdentitySettings: hostName CustomizationName, domain string, timeZone? string, hwClockUTC? boolean, scriptText? string, compatibleCustomizationMethod? string, resetPassword? boolean, password? CustomizationPassword
CustomizationCloudinitPrep < CustomizationIdentitySettings: metadata string, userdata? string
CustomizationSysprepText < CustomizationIdentitySettings: value string
CustomizationSysprep < CustomizationIdentitySettings: guiUnattended CustomizationGuiUnattended, userData CustomizationUserData, guiRunOnce? CustomizationGuiRunOnce, identification CustomizationIdentification, licenseFilePrintData? CustomizationLicenseFilePrintData, resetPassword? boolean, scriptText? string
CustomizationGlobalIPSettings: dnsSuffixList* string, dnsServerList* string
CustomizationIpGenerator
CustomizationDhcpIpGenerator < CustomizationIpGenerator
CustomizationFixedIp < CustomizationIpGenerator: ipAddress string
CustomizationUnknownIpGenerator < CustomizationIpGenerator
CustomizationDisableIpV4 < CustomizationIpGenerator
CustomizationCustomIpGenerator < CustomizationIpGenerator: argument? string
CustomizationIpV6Generator
CustomizationDhcpIpV6Generator < CustomizationIpV6Generator
CustomizationFixedIpV6 < CustomizationIpV6Generator: ipAddress string, subnetMask int
CustomizationAutoIpV6Generator < CustomizationIpV6Generator
CustomizationUnknownIpV6Generator < CustomizationIpV6Generator
CustomizationIPSettingsIpV6AddressSpec: ip* CustomizationIpV6Generator, gateway* string
CustomizationIPSettings: ip CustomizationIpGenerator, subnetMask? string, gateway* string, ipV6Spec? CustomizationIPSettingsIpV6AddressSpec, dnsServerList* string, dnsDomain? string, primaryWINS? string, secondaryWINS? string, netBIOS? CustomizationNetBIOSMode
CustomizationAdapterMapping: macAddress? string, adapter CustomizationIPSettings
CustomizationSpec: options? CustomizationOptions, identity CustomizationIdentitySettings, globalIPSettings CustomizationGlobalIPSettings, nicSettingMap* CustomizationAdapterMapping, encryptionKey* byte
CustomizationSpecItem: info CustomizationSpecInfo, spec CustomizationSpec
VirtualMachineCloneSpec: location VirtualMachineRelocateSpec, template boolean, config? VirtualMachineConfigSpec, customization? CustomizationSpec, powerOn boolean, snapshot? ref, memory? boolean, tpmProvisionPolicy? string
`

/** Data objects of virtual machines. */
export const vmTypes = `
KeyProviderId: id string
CryptoKeyId: keyId string, providerId? KeyProviderId
VirtualMachineFileInfo: vmPathName? string, snapshotDirectory? string, suspendDirectory? string, logDirectory? string
VirtualDeviceConnectInfo: startConnected boolean, allowGuestControl boolean, connected boolean, status? string
VirtualDeviceBackingInfo
VirtualDeviceFileBackingInfo < VirtualDeviceBackingInfo: fileName string, datastore? ref, backingObjectId? string
VirtualDeviceDeviceBackingInfo < VirtualDeviceBackingInfo: deviceName string, useAutoDetect? boolean
VirtualDeviceRemoteDeviceBackingInfo < VirtualDeviceBackingInfo: deviceName string, useAutoDetect? boolean
VirtualDevice: key int, deviceInfo? Description, backing? VirtualDeviceBackingInfo, connectable? VirtualDeviceConnectInfo, controllerKey? int, unitNumber? int
VirtualController < VirtualDevice: busNumber int, device* int
VirtualIDEController < VirtualController
VirtualPCIController < VirtualController
VirtualSATAController < VirtualController
VirtualAHCIController < VirtualSATAController
VirtualSCSIController < VirtualController: hotAddRemove? boolean, sharedBus VirtualSCSISharing, scsiCtlrUnitNumber? int
ParaVirtualSCSIController < VirtualSCSIController
VirtualLsiLogicController < VirtualSCSIController
VirtualLsiLogicSASController < VirtualSCSIController
VirtualDisk < VirtualDevice: capacityInKB long, capacityInBytes? long, diskObjectId? string
VirtualDiskFlatVer2BackingInfo < VirtualDeviceFileBackingInfo: diskMode string, split? boolean, writeThrough? boolean, thinProvisioned? boolean, eagerlyScrub? boolean, uuid? string, contentId? string
VirtualTPM < VirtualDevice
VirtualCdrom < VirtualDevice
VirtualCdromIsoBackingInfo < VirtualDeviceFileBackingInfo
VirtualCdromRemotePassthroughBackingInfo < VirtualDeviceRemoteDeviceBackingInfo: exclusive boolean
VirtualMachineVideoCard < VirtualDevice: videoRamSizeInKB? long
VirtualEthernetCard < VirtualDevice: addressType? string, macAddress? string, wakeOnLanEnabled? boolean
VirtualVmxnet < VirtualEthernetCard
VirtualVmxnet3 < VirtualVmxnet
VirtualE1000 < VirtualEthernetCard
VirtualE1000e < VirtualEthernetCard
VirtualEthernetCardNetworkBackingInfo < VirtualDeviceDeviceBackingInfo: network? ref, inPassthroughMode? boolean
DistributedVirtualSwitchPortConnection: switchUuid string, portgroupKey? string, portKey? string, connectionCookie? int
VirtualEthernetCardDistributedVirtualPortBackingInfo < VirtualDeviceBackingInfo: port DistributedVirtualSwitchPortConnection
VirtualHardware: numCPU int, numCoresPerSocket? int, memoryMB int, device* VirtualDevice
OptionValue: key string, value any
VirtualMachineConfigInfo: changeVersion string, modified dateTime, name string, guestFullName string, version string, uuid string, createDate? dateTime, instanceUuid? string, template boolean, guestId string, alternateGuestName string, annotation? string, files VirtualMachineFileInfo, hardware VirtualHardware, memoryHotAddEnabled? boolean, cpuHotAddEnabled? boolean, cpuHotRemoveEnabled? boolean, hotPlugMemoryLimit? long, hotPlugMemoryIncrementSize? long, extraConfig* OptionValue, firmware? string, keyId? CryptoKeyId
NetIpConfigInfoIpAddress: ipAddress string, prefixLength int, origin? string, state? string
NetIpConfigInfo: ipAddress* NetIpConfigInfoIpAddress
GuestNicInfo: network? string, ipAddress* string, macAddress? string, connected boolean, deviceConfigId int, ipConfig? NetIpConfigInfo
GuestDiskInfo: diskPath? string, capacity? long, freeSpace? long, filesystemType? string
GuestInfo: toolsStatus? VirtualMachineToolsStatus, toolsVersionStatus? string, toolsVersionStatus2? string, toolsRunningStatus? string, toolsVersion? string, toolsInstallType? string, guestId? string, guestFamily? string, guestFullName? string, hostName? string, ipAddress? string, net* GuestNicInfo, disk* GuestDiskInfo, guestState string, guestOperationsReady? boolean, interactiveGuestOperationsReady? boolean
VirtualMachineQuestionInfo: id string, text string, choice ChoiceOption, message* LocalizableMessage
VirtualMachineRuntimeInfo: host? ref, connectionState VirtualMachineConnectionState, powerState VirtualMachinePowerState, faultToleranceState? string, toolsInstallerMounted boolean, suspendTime? dateTime, bootTime? dateTime, question? VirtualMachineQuestionInfo, maxCpuUsage? int, maxMemoryUsage? int, numMksConnections int, cleanPowerOff? boolean, onlineStandby boolean, consolidationNeeded boolean
VirtualMachineGuestSummary: guestId? string, guestFullName? string, toolsStatus? VirtualMachineToolsStatus, toolsVersionStatus? string, toolsVersionStatus2? string, toolsRunningStatus? string, hostName? string, ipAddress? string
VirtualMachineConfigSummary: name string, template boolean, vmPathName string, memorySizeMB? int, numCpu? int, numEthernetCards? int, numVirtualDisks? int, uuid? string, instanceUuid? string, guestId? string, guestFullName? string, annotation? string
VirtualMachineStorageSummary: committed long, uncommitted long, unshared long, timestamp dateTime
VirtualMachineQuickStats: overallCpuUsage? int, overallCpuDemand? int, guestMemoryUsage? int, hostMemoryUsage? int, guestHeartbeatStatus ManagedEntityStatus, privateMemory? int, sharedMemory? int, swappedMemory? int, balloonedMemory? int, consumedOverheadMemory? int, uptimeSeconds? int
VirtualMachineSummary: vm? ref, runtime VirtualMachineRuntimeInfo, guest? VirtualMachineGuestSummary, config VirtualMachineConfigSummary, storage? VirtualMachineStorageSummary, quickStats VirtualMachineQuickStats, overallStatus ManagedEntityStatus, customValue* CustomFieldValue
VirtualMachineSnapshotTree: snapshot ref, vm ref, name string, description string, id int, createTime dateTime, state VirtualMachinePowerState, quiesced boolean, backupManifest? string, childSnapshotList* VirtualMachineSnapshotTree, replaySupported? boolean
VirtualMachineSnapshotInfo: currentSnapshot? ref, rootSnapshotList* VirtualMachineSnapshotTree
VirtualMachineGuestQuiesceSpec: timeout? int
VirtualMachineWindowsQuiesceSpec < VirtualMachineGuestQuiesceSpec: vssBackupType? int, vssBootableSystemState? boolean, vssPartialFileSupport? boolean, vssBackupContext? string
VirtualMachineTicket: ticket string, cfgFile string, host? string, port? int, sslThumbprint? string, certThumbprintList* VirtualMachineCertThumbprint, url? string
VirtualMachineCertThumbprint: thumbprint string, hashAlgorithm? string
`

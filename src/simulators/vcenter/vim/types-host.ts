/** Data objects of hosts and clusters. */
export const hostTypes = `
HostSystemInfo: vendor string, model string, uuid string, serialNumber? string
HostCpuInfo: numCpuPackages short, numCpuCores short, numCpuThreads short, hz long
HostHardwareInfo: systemInfo HostSystemInfo, cpuInfo HostCpuInfo, memorySize long
HostHardwareSummary: vendor string, model string, uuid string, memorySize long, cpuModel string, cpuMhz int, numCpuPkgs short, numCpuCores short, numCpuThreads short, numNics int, numHBAs int
HostRuntimeInfo: connectionState HostSystemConnectionState, powerState HostSystemPowerState, standbyMode? string, inMaintenanceMode boolean, inQuarantineMode? boolean, bootTime? dateTime
HostConfigSummary: name string, port int, sslThumbprint? string, product? AboutInfo, vmotionEnabled boolean, faultToleranceEnabled? boolean
HostListSummaryQuickStats: overallCpuUsage? int, overallMemoryUsage? int, distributedCpuFairness? int, distributedMemoryFairness? int, uptime? int
HostListSummary: host? ref, hardware? HostHardwareSummary, runtime? HostRuntimeInfo, config HostConfigSummary, quickStats HostListSummaryQuickStats, overallStatus ManagedEntityStatus, rebootRequired boolean, managementServerIp? string
ComputeResourceSummary: totalCpu int, totalMemory long, numCpuCores short, numCpuThreads short, effectiveCpu int, effectiveMemory long, numHosts int, numEffectiveHosts int, overallStatus ManagedEntityStatus
ClusterComputeResourceSummary < ComputeResourceSummary: currentFailoverLevel int, numVmotions int, currentEVCModeKey? string
ClusterDasConfigInfo: enabled? boolean, vmMonitoring? string, hostMonitoring? string, failoverLevel? int
ClusterDrsConfigInfo: enabled? boolean, enableVmBehaviorOverrides? boolean, defaultVmBehavior? DrsBehavior, vmotionRate? int
ClusterConfigInfo: dasConfig ClusterDasConfigInfo, drsConfig ClusterDrsConfigInfo
ComputeResourceConfigInfo: vmSwapPlacement string
ClusterConfigInfoEx < ComputeResourceConfigInfo: dasConfig ClusterDasConfigInfo, drsConfig ClusterDrsConfigInfo
`

/** Faults; every one descends from MethodFault. */
export const faultTypes = `
VimFault < MethodFault
RuntimeFault < MethodFault
SecurityError < RuntimeFault
NoPermission < SecurityError: object? ref, privilegeId? string
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
VmConfigFault < VimFault
NoCompatibleHost < VimFault
`

import type { GuestFamily, GuestReadiness } from '../../../../contract/guest/guest.ts'
import type { Props } from '../wire/property-collector.ts'
import { bool, str } from '../wire/read.ts'

/** What decides whether something can be run in a guest. */
export const readinessPaths = [
  'config.template',
  'config.guestId',
  'runtime.powerState',
  'runtime.host',
  'guest.guestFamily',
  'guest.guestOperationsReady',
  'guest.interactiveGuestOperationsReady',
  'guest.toolsRunningStatus',
  'guest.toolsVersionStatus2',
  'guest.toolsInstallType',
]

/** Source: fact sheet of guest operations: by the family, then by how the tools were installed. */
export function familyOf(props: Props): GuestFamily {
  const family = str(props['guest.guestFamily'])
  if (family === 'windowsGuest') return 'windows'
  if (family === 'linuxGuest') return 'linux'
  if (str(props['guest.toolsInstallType']) === 'guestToolsTypeMSI') return 'windows'
  const guestId = str(props['config.guestId']) ?? ''
  if (/^win/i.test(guestId)) return 'windows'
  return family === undefined && /linux|ubuntu|rhel|debian|sles|centos|fedora/i.test(guestId)
    ? 'linux'
    : 'other'
}

/** Whether a program can be started in the guest, as far as vCenter knows without asking it. */
export function readinessOf(
  vm: string,
  props: Props,
): Pick<GuestReadiness, 'vm' | 'ready' | 'advice' | 'family' | 'interactive'> {
  const family = familyOf(props)
  const not = (ready: string, advice?: string) => ({
    vm,
    family,
    ready,
    ...(advice === undefined ? {} : { advice }),
  })
  if (bool(props['config.template']) === true)
    return not('A template does not run.', 'Make a VM of it first.')
  const power = str(props['runtime.powerState'])
  if (power !== 'poweredOn')
    return not(`The VM is ${power === 'suspended' ? 'suspended' : 'powered off'}.`, 'Power it on first.')
  const version = str(props['guest.toolsVersionStatus2'])
  if (version === 'guestToolsNotInstalled')
    return not('VMware Tools are not installed in the guest.', 'Install VMware Tools or open-vm-tools.')
  if (str(props['guest.toolsRunningStatus']) === 'guestToolsNotRunning')
    return not('VMware Tools do not run in the guest.', 'Wait until it has started, or start them.')
  if (version === 'guestToolsTooOld')
    return not('VMware Tools in the guest are too old for guest operations.', 'Upgrade VMware Tools.')
  if (bool(props['guest.guestOperationsReady']) === false)
    return not('The guest is not ready for guest operations.', 'Its tools may have them switched off.')
  const interactive = bool(props['guest.interactiveGuestOperationsReady'])
  return {
    vm,
    family,
    ready: true,
    ...(interactive === undefined
      ? {}
      : { interactive: interactive || 'Nobody is logged on to the desktop of this guest.' }),
  }
}

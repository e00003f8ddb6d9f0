import type { Props } from '../wire/property-collector.ts'
import { bool, get, list, num, str } from '../wire/read.ts'
import { factsOf, yesNo } from './entity.ts'

const gibibyte = 1024 ** 3

const firmwares: Record<string, string> = { bios: 'BIOS', efi: 'EFI' }

/** Further facts of a VM, in vSphere's words. */
export function vmFacts(props: Props): { label: string; value: string }[] {
  const boot = props['config.bootOptions']
  const firmware = str(props['config.firmware'])
  return factsOf([
    ['BIOS UUID', str(props['config.uuid'])],
    ['Instance UUID', str(props['config.instanceUuid'])],
    ['Hardware version', str(props['config.version'])],
    ['Configuration file', str(props['config.files.vmPathName'])],
    ['Firmware', firmware === undefined ? undefined : (firmwares[firmware] ?? firmware)],
    ['Secure boot', yesNo(bool(get(boot, 'efiSecureBootEnabled')))],
    ['Enters setup at next boot', yesNo(bool(get(boot, 'enterBIOSSetup')) === true ? true : undefined)],
    ['Guest OS id', str(props['config.guestId'])],
    ['Configured guest OS', str(props['config.guestFullName'])],
    ['Running guest OS', str(props['guest.guestFullName'])],
    ['Guest family', str(props['guest.guestFamily'])],
    ['VMware Tools', toolsText(props)],
    ['Guest operations ready', yesNo(bool(props['guest.guestOperationsReady']))],
    ['CPU hot add', yesNo(bool(props['config.cpuHotAddEnabled']))],
    ['Memory hot add', yesNo(bool(props['config.memoryHotAddEnabled']))],
    ['Changed block tracking', yesNo(bool(props['config.changeTrackingEnabled']))],
    ['Managed by', str(get(props['config.managedBy'], 'extensionKey'))],
    ...list(props['guest.disk']).map(guestDisk),
  ])
}

function toolsText(props: Props): string | undefined {
  const version = str(props['guest.toolsVersion'])
  const states = [str(props['guest.toolsRunningStatus']), str(props['guest.toolsVersionStatus2'])]
  const known = states.flatMap((state) => state ?? [])
  if (known.length === 0) return undefined
  return version === undefined || version === '0' ? known.join(', ') : `${version} (${known.join(', ')})`
}

function guestDisk(disk: unknown): [string, string | undefined] {
  const path = str(get(disk, 'diskPath')) ?? '?'
  const capacity = num(get(disk, 'capacity'))
  const free = num(get(disk, 'freeSpace'))
  if (capacity === undefined || free === undefined) return [`Guest file system ${path}`, undefined]
  const text = (bytes: number) => `${(bytes / gibibyte).toFixed(1)} GiB`
  return [`Guest file system ${path}`, `${text(free)} free of ${text(capacity)}`]
}

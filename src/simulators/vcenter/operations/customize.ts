import type { Customization, Network, Vm } from '../model/entities.ts'
import type { GuestOs } from '../model/guests.ts'
import type { Task } from '../model/tasks.ts'
import { VimFault } from '../vim/faults.ts'
import { textOf } from '../vim/method.ts'
import { dataList } from '../vim/selection.ts'
import { type Data, isData } from '../vim/value.ts'
import { type By, startTask } from './start.ts'

const ipv4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i

function fault(message: string): VimFault {
  return new VimFault('CustomizationFault', message)
}

/** Which guests a kind of identity is for. */
const families: Record<string, GuestOs['family'] | undefined> = {
  CustomizationLinuxPrep: 'linuxGuest',
  CustomizationCloudinitPrep: 'linuxGuest',
  CustomizationSysprep: 'windowsGuest',
  CustomizationSysprepText: 'windowsGuest',
}

function nameFrom(owner: Data | undefined, slot: string, vmName: string): string | undefined {
  const given = owner?.[slot]
  if (!isData(given)) return undefined
  const plain = vmName.toLowerCase().replace(/[^a-z0-9-]+/g, '-')
  if (given._typeName === 'CustomizationFixedName') return textOf(given, 'name')
  if (given._typeName === 'CustomizationPrefixName') return `${textOf(given, 'base') ?? ''}-1`
  return given._typeName === 'CustomizationVirtualMachineName' ? plain : undefined
}

function hostNameOf(identity: Data, vmName: string): string | undefined {
  switch (identity._typeName) {
    case 'CustomizationLinuxPrep': {
      const name = nameFrom(identity, 'hostName', vmName)
      return name === undefined || !label.test(name)
        ? undefined
        : `${name}.${textOf(identity, 'domain') ?? ''}`
    }
    case 'CustomizationSysprep': {
      const { userData } = identity
      const name = nameFrom(isData(userData) ? userData : undefined, 'computerName', vmName)
      return name === undefined || !label.test(name) ? undefined : name.slice(0, 15).toUpperCase()
    }
    case 'CustomizationCloudinitPrep':
      return (
        /local-hostname["']?\s*:\s*["']?([\w.-]+)/.exec(textOf(identity, 'metadata') ?? '')?.[1] ?? vmName
      )
    default:
      return vmName
  }
}

function fixedIpv6({ ipV6Spec }: Data): string[] {
  if (!isData(ipV6Spec)) return []
  return dataList(ipV6Spec, 'ip').flatMap((ip) =>
    ip._typeName === 'CustomizationFixedIpV6' ? [textOf(ip, 'ipAddress') ?? ''] : [],
  )
}

/** What a specification makes of a guest, or why it cannot. */
export function readCustomization(
  spec: Data,
  guest: { name: string; os: GuestOs; networks: readonly Network[] },
): Customization | VimFault {
  const { identity } = spec
  if (!isData(identity)) return fault('The customization specification has no identity.')
  if (families[identity._typeName] !== guest.os.family) {
    return new VimFault(
      'UncustomizableGuest',
      `Customization of the guest operating system '${guest.os.guestId}' is not supported with this specification.`,
      { uncustomizableGuestOS: guest.os.guestId },
    )
  }
  const cards = dataList(spec, 'nicSettingMap')
  if (cards.length > 0 && cards.length !== guest.networks.length) {
    return new VimFault(
      'NicSettingMismatch',
      `The number of network cards in the specification (${cards.length}) is not that of the virtual machine (${guest.networks.length}).`,
      { numberOfNicsInSpec: cards.length, numberOfNicsInVM: guest.networks.length },
    )
  }
  const hostName = hostNameOf(identity, guest.name)
  if (hostName === undefined)
    return fault('The computer name in the customization specification is not valid.')
  const addresses: (string | undefined)[] = []
  const ipv6: string[][] = []
  const withoutIpv4: boolean[] = []
  for (const card of cards) {
    const settings = isData(card.adapter) ? card.adapter : undefined
    const ip = isData(settings?.ip) ? settings.ip : undefined
    if (ip?._typeName === 'CustomizationFixedIp') {
      const address = textOf(ip, 'ipAddress') ?? ''
      const mask = settings === undefined ? undefined : textOf(settings, 'subnetMask')
      if (!ipv4.test(address) || mask === undefined || !ipv4.test(mask)) {
        return fault(`The IP settings '${address}' in the customization specification are not valid.`)
      }
      addresses.push(address)
    } else if (
      ip?._typeName === 'CustomizationDhcpIpGenerator' ||
      ip?._typeName === 'CustomizationDisableIpV4'
    ) {
      addresses.push(undefined)
    } else return fault('The customization specification leaves an IP address open.')
    withoutIpv4.push(ip._typeName === 'CustomizationDisableIpV4')
    ipv6.push(settings === undefined ? [] : fixedIpv6(settings))
  }
  return { hostName, addresses, ipv6, withoutIpv4, spec, state: 'pending' }
}

/** Makes the guest customize itself when it starts next. */
export function customize(by: By, vm: Vm, spec: Data): Task {
  const result = readCustomization(spec, vm)
  const waiting =
    vm.customization?.state === 'pending'
      ? new VimFault('CustomizationPending', 'A customization of the guest is already waiting.')
      : undefined
  return startTask(by, vm, 'customize', {
    refuse: waiting ?? (result instanceof VimFault ? result : undefined),
    finish: () => {
      if (!(result instanceof VimFault)) vm.customization = result
      return undefined
    },
  })
}

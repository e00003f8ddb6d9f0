import type { CloneAdapter, CustomizationOf } from '../../../../contract/clone/customization.ts'
import type { CloneCopy, CloneOrder } from '../../../../contract/clone/order.ts'
import { Fault } from '../../../../contract/fault.ts'
import type { Decoded } from '../transport/values.ts'
import { get, list, typeName } from '../wire/read.ts'
import type { Loose } from './shaped.ts'

/** First release whose `CustomizationLinuxPrep` sets the password of root. */
export const firstLinuxPassword = '9.1.0.0'

const netBiosModes = {
  enable: 'enableNetBIOS',
  disable: 'disableNetBIOS',
  'enable-via-dhcp': 'enableNetBIOSViaDhcp',
} as const

const plain = (value: string): Loose => ({ _typeName: 'CustomizationPassword', value, plainText: true })

function nameOf(hostName: string | undefined): Loose {
  return hostName === undefined || hostName === ''
    ? { _typeName: 'CustomizationVirtualMachineName' }
    : { _typeName: 'CustomizationFixedName', name: hostName }
}

/** A host name may come with its domain, which vim wants apart. */
function split(hostName: string | undefined): { name: string | undefined; domain: string | undefined } {
  const dot = hostName?.indexOf('.') ?? -1
  if (hostName === undefined || dot < 0) return { name: hostName, domain: undefined }
  return { name: hostName.slice(0, dot), domain: hostName.slice(dot + 1) }
}

/** The first card of a copy may have an address of its own. */
function withOwnAddress(card: CloneAdapter, { address, netmask, gateway }: CloneCopy): CloneAdapter {
  if (address === undefined) return card
  const mask = netmask ?? card.netmask
  if (mask === undefined) {
    throw new Fault({
      kind: 'invalid-input',
      message: 'An address needs a netmask.',
      field: 'copies.0.netmask',
    })
  }
  return {
    ...card,
    ipv4: 'static',
    address,
    netmask: mask,
    ...(gateway === undefined ? {} : { gateways: [gateway] }),
  }
}

function ipOf({ ipv4, address }: CloneAdapter): Loose {
  switch (ipv4) {
    case 'dhcp':
      return { _typeName: 'CustomizationDhcpIpGenerator' }
    case 'none':
      return { _typeName: 'CustomizationDisableIpV4' }
    case 'static':
      return { _typeName: 'CustomizationFixedIp', ipAddress: address }
  }
}

function some<T>(values: readonly T[] | undefined): readonly T[] | undefined {
  return values === undefined || values.length === 0 ? undefined : values
}

function adapterOf(card: CloneAdapter): Loose {
  const fixed = card.ipv4 === 'static'
  const v6 = some(card.ipv6)?.map(({ address, prefix }) => ({
    _typeName: 'CustomizationFixedIpV6',
    ipAddress: address,
    subnetMask: prefix,
  }))
  return {
    adapter: {
      ip: ipOf(card),
      subnetMask: fixed ? card.netmask : undefined,
      gateway: fixed ? some(card.gateways) : undefined,
      ipV6Spec: v6 === undefined ? undefined : { ip: v6, gateway: some(card.ipv6Gateways) },
      dnsServerList: some(card.dnsServers),
      dnsDomain: card.dnsDomain === '' ? undefined : card.dnsDomain,
      primaryWINS: card.primaryWins,
      secondaryWINS: card.secondaryWins,
      netBIOS: card.netBios === undefined ? undefined : netBiosModes[card.netBios],
    },
  }
}

/**
 * QUIRK(vcenter): a specification must name as many cards as the VM has (`NicSettingMismatch`). Cards that nobody
 * described take their address by DHCP.
 */
function cardsOf(adapters: readonly CloneAdapter[], copy: CloneCopy, cards: number): Loose[] {
  const count = Math.max(cards, adapters.length)
  return Array.from({ length: count }, (_, index) => {
    const card: CloneAdapter = adapters[index] ?? { ipv4: 'dhcp' }
    return adapterOf(index === 0 ? withOwnAddress(card, copy) : card)
  })
}

function linuxSpec(given: CustomizationOf<'linux'>, copy: CloneCopy): Pick<Loose, 'options' | 'identity'> {
  const { name, domain } = split(copy.hostName ?? given.hostName)
  return {
    options: { _typeName: 'CustomizationLinuxOptions' },
    identity: {
      _typeName: 'CustomizationLinuxPrep',
      hostName: nameOf(name),
      domain: domain ?? given.domain,
      timeZone: given.timeZone === '' ? undefined : given.timeZone,
      hwClockUTC: given.hwClockUtc,
      scriptText: given.script === '' ? undefined : given.script,
      resetPassword: given.password === undefined || given.password === '' ? undefined : true,
      password: given.password === undefined || given.password === '' ? undefined : plain(given.password),
    },
  }
}

function windowsSpec(
  given: CustomizationOf<'windows'>,
  copy: CloneCopy,
): Pick<Loose, 'options' | 'identity'> {
  const { password, autoLogonCount = 0, membership } = given
  return {
    options: {
      _typeName: 'CustomizationWinOptions',
      changeSID: given.changeSid,
      deleteAccounts: given.deleteAccounts,
    },
    identity: {
      _typeName: 'CustomizationSysprep',
      guiUnattended: {
        password: password === undefined || password === '' ? undefined : plain(password),
        timeZone: given.timeZone,
        autoLogon: autoLogonCount > 0,
        autoLogonCount,
      },
      userData: {
        fullName: given.fullName,
        orgName: given.organization,
        computerName: nameOf(split(copy.hostName ?? given.hostName).name),
        // Required, and empty for volume licences.
        productId: given.productKey ?? '',
      },
      guiRunOnce: some(given.commands) === undefined ? undefined : { commandList: given.commands },
      identification:
        membership.kind === 'workgroup'
          ? { joinWorkgroup: membership.name }
          : {
              joinDomain: membership.name,
              domainAdmin: membership.userName,
              domainAdminPassword: plain(membership.password),
            },
    },
  }
}

/** A specification that vCenter keeps, with what is the copy's own. */
function storedSpec(stored: Decoded, copy: CloneCopy, cards: number): Loose {
  // What was read as a specification is a structure; anything else is refused by vCenter.
  const spec = stored as Loose
  const { name, domain } = split(copy.hostName)
  const identity = get(spec, 'identity') as Loose
  const kept = list(get(spec, 'nicSettingMap')) as Loose[]
  const dhcp: Loose = adapterOf({ ipv4: 'dhcp' })
  const maps = Array.from({ length: Math.max(cards, kept.length) }, (_, index) => kept[index] ?? dhcp)
  return {
    ...spec,
    identity: name === undefined ? identity : renamed(identity, name, domain),
    nicSettingMap:
      copy.address === undefined ? maps : maps.map((map, at) => (at === 0 ? readdressed(map, copy) : map)),
  }
}

function renamed(identity: Loose, name: string, domain: string | undefined): Loose {
  if (typeName(identity) === 'CustomizationSysprep') {
    return { ...identity, userData: { ...(identity.userData as Loose), computerName: nameOf(name) } }
  }
  if (typeName(identity) !== 'CustomizationLinuxPrep') {
    throw new Fault({
      kind: 'unsupported',
      message: 'This specification is a text of its own; its host name cannot be changed for one copy.',
      field: 'copies.0.hostName',
    })
  }
  return { ...identity, hostName: nameOf(name), ...(domain === undefined ? {} : { domain }) }
}

function readdressed(map: Loose, { address, netmask, gateway }: CloneCopy): Loose {
  const adapter = map.adapter as Loose
  const mask = netmask ?? adapter.subnetMask
  if (mask === undefined) {
    throw new Fault({
      kind: 'invalid-input',
      message: 'An address needs a netmask.',
      field: 'copies.0.netmask',
    })
  }
  return {
    ...map,
    adapter: {
      ...adapter,
      ip: { _typeName: 'CustomizationFixedIp', ipAddress: address },
      subnetMask: mask,
      gateway: gateway === undefined ? adapter.gateway : [gateway],
    },
  }
}

/**
 * The `CustomizationSpec` of the order's only copy, which will have `cards` network cards; `undefined` where none is asked
 * for. `stored` is the specification that the order names, as vCenter gave it.
 */
export function customizationOf(order: CloneOrder, cards: number, stored?: Decoded): Loose | undefined {
  const { customization: given, copies } = order
  const [copy] = copies
  // A template is not customized.
  if (copy === undefined || order.template) return undefined
  switch (given.kind) {
    case 'none':
      return undefined
    case 'stored':
      return storedSpec(stored, copy, cards)
    case 'linux':
    case 'windows':
      return {
        ...(given.kind === 'linux' ? linuxSpec(given, copy) : windowsSpec(given, copy)),
        globalIPSettings: { dnsSuffixList: some(given.dnsSuffixes), dnsServerList: some(given.dnsServers) },
        nicSettingMap: cardsOf(given.adapters, copy, cards),
      }
    case 'cloud-init':
    case 'sysprep':
      throw new Fault({
        kind: 'unsupported',
        message: 'vCenter has no such customization.',
        field: 'customization.kind',
      })
  }
}

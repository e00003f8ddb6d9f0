import type { Data } from '../vim/value.ts'

/** A customization specification that vCenter keeps under a name. */
export interface CustomizationSpec {
  name: string
  description: string
  os: 'WINDOWS' | 'LINUX'
  modifiedAt: number
  spec: Data
}

const card = (ip: Data, more: Record<string, string | string[]> = {}): Data => ({
  _typeName: 'CustomizationAdapterMapping',
  adapter: { _typeName: 'CustomizationIPSettings', ip, ...more },
})

const linux: Data = {
  _typeName: 'CustomizationLinuxPrep',
  hostName: { _typeName: 'CustomizationVirtualMachineName' },
  domain: 'corp.example',
  timeZone: 'Europe/Berlin',
  hwClockUTC: true,
}

const dns: Data = {
  _typeName: 'CustomizationGlobalIPSettings',
  dnsSuffixList: ['corp.example'],
  dnsServerList: ['10.10.0.53', '10.20.0.53'],
}

// The server never gives a password back in plain text.
const secret: Data = { _typeName: 'CustomizationPassword', value: 'b3BhcXVl', plainText: false }

const windows: Data = {
  _typeName: 'CustomizationSysprep',
  guiUnattended: {
    _typeName: 'CustomizationGuiUnattended',
    password: secret,
    timeZone: 110,
    autoLogon: false,
    autoLogonCount: 0,
  },
  userData: {
    _typeName: 'CustomizationUserData',
    fullName: 'Corp',
    orgName: 'Corp Example',
    computerName: { _typeName: 'CustomizationVirtualMachineName' },
    productId: '',
  },
  identification: {
    _typeName: 'CustomizationIdentification',
    joinDomain: 'corp.example',
    domainAdmin: 'joiner@corp.example',
    domainAdminPassword: secret,
  },
}

/** Those that every estate has. */
export function customizationSpecs(modifiedAt: number): CustomizationSpec[] {
  const dhcp: Data = { _typeName: 'CustomizationDhcpIpGenerator' }
  const asked: Data = { _typeName: 'CustomizationUnknownIpGenerator' }
  return [
    {
      name: 'linux-dhcp',
      description: 'Linux, address by DHCP',
      os: 'LINUX',
      modifiedAt,
      spec: {
        _typeName: 'CustomizationSpec',
        options: { _typeName: 'CustomizationLinuxOptions' },
        identity: linux,
        globalIPSettings: dns,
        nicSettingMap: [card(dhcp)],
      },
    },
    {
      name: 'linux-static',
      description: 'Linux, asks for an address',
      os: 'LINUX',
      modifiedAt,
      spec: {
        _typeName: 'CustomizationSpec',
        options: { _typeName: 'CustomizationLinuxOptions' },
        identity: linux,
        globalIPSettings: dns,
        nicSettingMap: [card(asked, { subnetMask: '255.255.0.0', gateway: ['10.10.0.1'] })],
      },
    },
    {
      name: 'windows-domain',
      description: 'Windows, joins corp.example',
      os: 'WINDOWS',
      modifiedAt,
      spec: {
        _typeName: 'CustomizationSpec',
        options: { _typeName: 'CustomizationWinOptions', changeSID: true, deleteAccounts: false },
        identity: windows,
        globalIPSettings: {
          _typeName: 'CustomizationGlobalIPSettings',
          dnsSuffixList: [],
          dnsServerList: [],
        },
        nicSettingMap: [card(dhcp)],
        encryptionKey: [48, 130, 4, 1],
      },
    },
  ]
}

import { describe, expect, it } from 'vitest'
import { type Customization, customizationSchema } from '../../../../contract/clone/customization.ts'
import { withValue } from '../../../actions/forms/draft-paths.ts'
import type { CloneDraft } from '../wizard.ts'
import { customizationOf, newCustomization } from './customization-draft.ts'

type Draft = CloneDraft['customization']

/** A draft of this kind with these values at their paths. */
function draft(kind: Customization['kind'], values: Record<string, unknown> = {}, cards = 1): Draft {
  let made: Record<string, unknown> = newCustomization(kind, cards)
  for (const [path, value] of Object.entries(values)) made = withValue(made, path, value)
  // The kind stands in it.
  return made as Draft
}

function errorsOf(value: unknown): string[] {
  return customizationSchema.safeParse(value).error?.issues.map(({ path }) => path.join('.')) ?? []
}

describe('a customization of what was typed', () => {
  it.each([
    ['none', {}, { kind: 'none' }],
    ['stored', { name: 'linux-dhcp' }, { kind: 'stored', name: 'linux-dhcp' }],
    [
      'linux',
      { domain: 'example.test' },
      { kind: 'linux', domain: 'example.test', hwClockUtc: true, adapters: [{ ipv4: 'dhcp' }] },
    ],
    [
      'windows',
      { fullName: 'Ops', organization: 'Example', timeZone: '110' },
      {
        kind: 'windows',
        fullName: 'Ops',
        organization: 'Example',
        timeZone: 110,
        changeSid: true,
        deleteAccounts: false,
        membership: { kind: 'workgroup', name: 'WORKGROUP' },
        adapters: [{ ipv4: 'dhcp' }],
      },
    ],
    ['cloud-init', {}, { kind: 'cloud-init', options: {} }],
    ['sysprep', {}, { kind: 'sysprep', options: {} }],
  ] as const)('%s with the least that it needs', (kind, values, wanted) => {
    const made = customizationOf(draft(kind, values), [])
    expect(made).toEqual(wanted)
    expect(customizationSchema.safeParse(made).data).toEqual(wanted)
  })

  it('every field of a Linux guest', () => {
    const values = {
      hostName: 'web',
      domain: 'example.test',
      timeZone: 'Europe/Berlin',
      hwClockUtc: false,
      password: 'secret',
      script: '#!/bin/sh\n',
      dnsServers: '192.0.2.53, 2001:db8::53',
      dnsSuffixes: 'example.test lab.example.test',
      'adapters.0.ipv4': 'static',
      'adapters.0.address': '192.0.2.5',
      'adapters.0.netmask': '255.255.255.0',
      'adapters.0.gateways': '192.0.2.1 192.0.2.2',
      'adapters.0.ipv6': '2001:db8::5/48 2001:db8::6',
      'adapters.0.ipv6Gateways': '2001:db8::1',
      'adapters.0.dnsServers': '192.0.2.54',
      'adapters.0.dnsDomain': 'lab.example.test',
      'adapters.0.primaryWins': '192.0.2.7',
    }
    const made = customizationOf(draft('linux', values), [])
    expect(customizationSchema.safeParse(made).data).toEqual({
      kind: 'linux',
      hostName: 'web',
      domain: 'example.test',
      timeZone: 'Europe/Berlin',
      hwClockUtc: false,
      password: 'secret',
      script: '#!/bin/sh\n',
      dnsServers: ['192.0.2.53', '2001:db8::53'],
      dnsSuffixes: ['example.test', 'lab.example.test'],
      adapters: [
        {
          ipv4: 'static',
          address: '192.0.2.5',
          netmask: '255.255.255.0',
          gateways: ['192.0.2.1', '192.0.2.2'],
          ipv6: [
            { address: '2001:db8::5', prefix: 48 },
            { address: '2001:db8::6', prefix: 64 },
          ],
          ipv6Gateways: ['2001:db8::1'],
          dnsServers: ['192.0.2.54'],
          dnsDomain: 'lab.example.test',
        },
      ],
    })
  })

  it('every field of a Windows guest that joins a domain', () => {
    const values = {
      hostName: 'WEB',
      fullName: 'Ops',
      organization: 'Example',
      productKey: 'AAAAA-BBBBB',
      timeZone: '85',
      password: 'secret',
      autoLogonCount: 2,
      commands: 'net user\n\n  ipconfig  ',
      changeSid: false,
      deleteAccounts: true,
      'membership.kind': 'domain',
      'membership.name': 'example.test',
      'membership.userName': 'joiner',
      'membership.password': 'join',
      'adapters.0.primaryWins': '192.0.2.7',
      'adapters.0.secondaryWins': '192.0.2.8',
      'adapters.0.netBios': 'enable',
    }
    const made = customizationOf(draft('windows', values), [])
    expect(customizationSchema.safeParse(made).data).toEqual({
      kind: 'windows',
      hostName: 'WEB',
      fullName: 'Ops',
      organization: 'Example',
      productKey: 'AAAAA-BBBBB',
      timeZone: 85,
      password: 'secret',
      autoLogonCount: 2,
      commands: ['net user', 'ipconfig'],
      changeSid: false,
      deleteAccounts: true,
      membership: { kind: 'domain', name: 'example.test', userName: 'joiner', password: 'join' },
      adapters: [{ ipv4: 'dhcp', primaryWins: '192.0.2.7', secondaryWins: '192.0.2.8', netBios: 'enable' }],
    })
  })

  it('errors stand at the paths of the fields', () => {
    const values = {
      domain: 'not a domain',
      dnsServers: '192.0.2.53 nonsense',
      'adapters.0.ipv4': 'static',
      'adapters.1.ipv6': '2001:db8::5/x',
    }
    const found = errorsOf(customizationOf(draft('linux', values, 2), []))
    expect(found).toEqual(
      expect.arrayContaining([
        'domain',
        'dnsServers.1',
        'adapters.0.address',
        'adapters.0.netmask',
        'adapters.1.ipv6.0.prefix',
      ]),
    )
    expect(errorsOf(customizationOf(draft('windows', { fullName: '' }), []))).toEqual(
      expect.arrayContaining(['fullName', 'organization', 'timeZone']),
    )
  })

  it('a static first card takes the addresses of the copies where all have one', () => {
    const card = draft('linux', { domain: 'example.test', 'adapters.0.ipv4': 'static' })
    const own = { address: '192.0.2.5', netmask: '255.255.255.0' }
    expect(errorsOf(customizationOf(card, [own, { ...own, address: '192.0.2.6' }]))).toEqual([])
    expect(errorsOf(customizationOf(card, [own, {}]))).toEqual(['adapters.0.address', 'adapters.0.netmask'])
  })
})

import { z } from 'zod'
import { cloudInitSchema, sysprepSchema } from '../actions/vm-action.ts'
import { hostName, ipAddress, ipv4, ipv6, netmask } from '../guest-fields.ts'

/**
 * What is changed inside the guest of a copy. Sources: vim `CustomizationSpec` and its identities; oVirt `initialization`.
 * Passwords are sent once and kept nowhere.
 */

const prefixLength = 'Enter a prefix length like /64.'

/** One network card of the guest, in the order of the cards of the VM. */
export const cloneAdapterSchema = z
  .object({
    ipv4: z.enum(['dhcp', 'static', 'none']),
    address: ipv4.optional(),
    netmask: netmask.optional(),
    gateways: z.array(ipv4).optional(),
    ipv6: z
      .array(
        z.object({ address: ipv6, prefix: z.int(prefixLength).min(1, prefixLength).max(128, prefixLength) }),
      )
      .optional(),
    ipv6Gateways: z.array(ipv6).optional(),
    dnsServers: z.array(ipAddress).optional(),
    dnsDomain: hostName.optional(),
    /** Windows. */
    primaryWins: ipv4.optional(),
    secondaryWins: ipv4.optional(),
    netBios: z.enum(['enable', 'disable', 'enable-via-dhcp']).optional(),
  })
  .refine((card) => card.ipv4 !== 'static' || card.address !== undefined, {
    path: ['address'],
    error: 'A static card needs an address.',
  })
  .refine((card) => card.ipv4 !== 'static' || card.netmask !== undefined, {
    path: ['netmask'],
    error: 'A static card needs a netmask.',
  })
export type CloneAdapter = z.infer<typeof cloneAdapterSchema>

const network = {
  dnsServers: z.array(ipAddress).optional(),
  dnsSuffixes: z.array(hostName).optional(),
  adapters: z.array(cloneAdapterSchema),
}

/** vim `CustomizationLinuxPrep`. */
const linuxSchema = z.object({
  kind: z.literal('linux'),
  /** Absent: the name of the copy. */
  hostName: hostName.optional(),
  domain: hostName.min(1, 'Enter the domain, like example.test.'),
  /** IANA name. */
  timeZone: z.string().trim().max(64).optional(),
  hwClockUtc: z.boolean().optional(),
  /** Root's new password. */
  password: z.string().max(255).optional(),
  /** Shell script that the guest runs before and after. */
  script: z.string().max(65_536).optional(),
  ...network,
})

/** vim `CustomizationSysprep`. */
const windowsSchema = z.object({
  kind: z.literal('windows'),
  /** Absent: the name of the copy. At most 15 characters. */
  hostName: z
    .string()
    .trim()
    .max(15, 'At most 15 characters (NetBIOS).')
    .regex(/^$|^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i, 'Letters, digits and hyphens only.')
    .optional(),
  fullName: z.string().trim().min(1, 'Enter the name of the owner.').max(255),
  organization: z.string().trim().min(1, 'Enter the organization.').max(255),
  productKey: z.string().trim().max(64).optional(),
  /** Microsoft's number of the time zone, e.g. 110 for W. Europe. */
  timeZone: z.int('Choose a time zone.').min(0).max(500),
  password: z.string().max(255).optional(),
  autoLogonCount: z.int('Enter a whole number.').min(0).max(1000).optional(),
  /** Commands at the first log-on, in order. */
  commands: z.array(z.string().trim().min(1)).optional(),
  changeSid: z.boolean(),
  deleteAccounts: z.boolean(),
  membership: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('workgroup'),
      name: z.string().trim().min(1, 'Enter the workgroup.').max(255),
    }),
    z.object({
      kind: z.literal('domain'),
      name: z.string().trim().min(1, 'Enter the domain.').max(255),
      userName: z.string().trim().min(1, 'Enter an account that may join.').max(255),
      password: z.string().min(1, 'Enter its password.').max(255),
    }),
  ]),
  ...network,
})

export const customizationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  /** vSphere: a specification that the vCenter keeps; its secrets stay there. */
  z.object({ kind: z.literal('stored'), name: z.string().min(1, 'Choose a specification.') }),
  linuxSchema,
  windowsSchema,
  /** oVirt. */
  z.object({ kind: z.literal('cloud-init'), options: cloudInitSchema }),
  z.object({ kind: z.literal('sysprep'), options: sysprepSchema }),
])
export type Customization = z.infer<typeof customizationSchema>
export type CustomizationOf<K extends Customization['kind']> = Extract<Customization, { kind: K }>

import { z } from 'zod'
import { hostName, ipv4, netmask } from '../guest-fields.ts'

/**
 * Everything that can be done to a VM or template, as one union by `verb`. What a system offers of it, and when, is said
 * by `rules.ts`; how it is sent is the adapters' business. Ids are the system's own; sizes are bytes.
 * Sources: vim `VirtualMachine` and `VirtualMachineSnapshot` methods; oVirt v4 VM service; RHEV 3.4 REST guide, chapter 15.
 */

const id = z.string().min(1)
const idField = (what: string) => z.string().min(1, `Choose ${what}.`)

/** Names of VMs and snapshots. Systems have further rules of their own, which come back as faults. */
const nameField = z.string().trim().min(1, 'Enter a name.').max(255, 'At most 255 characters.')

/** One card of the guest, by the name that the guest gives it. */
export const guestNicSchema = z
  .object({
    name: z.string().trim().min(1, 'Enter the name of the card in the guest, like eth0.').max(15),
    protocol: z.enum(['dhcp', 'static', 'none']),
    address: ipv4.optional(),
    netmask: netmask.optional(),
    gateway: ipv4.optional(),
    onBoot: z.boolean(),
  })
  .refine(({ protocol, address }) => protocol !== 'static' || address !== undefined, {
    path: ['address'],
    error: 'A static card needs an address.',
  })
  .refine(({ protocol, netmask: mask }) => protocol !== 'static' || mask !== undefined, {
    path: ['netmask'],
    error: 'A static card needs a netmask.',
  })

/** What a guest is told at its first boot, by cloud-init. */
export const cloudInitSchema = z.object({
  hostName: hostName.optional(),
  /** IANA name, e.g. `Europe/Berlin`. */
  timeZone: z.string().trim().max(64).optional(),
  /** Default user is root. */
  userName: z.string().trim().max(255).optional(),
  password: z.string().max(255).optional(),
  /** Public keys, one a line. */
  sshKeys: z.string().max(65_536).optional(),
  nics: z.array(guestNicSchema).optional(),
  dnsServers: z
    .array(z.union([z.ipv4(), z.ipv6()], 'Enter IP addresses like 192.0.2.53 or 2001:db8::53.'))
    .optional(),
  dnsSearch: z.array(hostName).optional(),
  /** A fragment of cloud-config (YAML), merged into the rest. */
  customScript: z.string().max(65_536).optional(),
})
export type CloudInit = z.infer<typeof cloudInitSchema>

/** What a Windows guest is told by sysprep. */
export const sysprepSchema = z.object({
  hostName: hostName.optional(),
  domain: z.string().trim().max(255).optional(),
  organization: z.string().trim().max(255).optional(),
  timeZone: z.string().trim().max(64).optional(),
  userName: z.string().trim().max(255).optional(),
  password: z.string().max(255).optional(),
  /** The answer file itself (XML); replaces the rest. */
  customScript: z.string().max(262_144).optional(),
})
export type Sysprep = z.infer<typeof sysprepSchema>

/** A start with other settings than the stored ones, for this run only. */
export const runOnceSchema = z.object({
  pause: z.boolean().optional(),
  stateless: z.boolean().optional(),
  /** Devices to boot from, first one first. */
  boot: z.array(z.enum(['hd', 'cdrom', 'network'])).optional(),
  /** ISO file in the CD drive. */
  cd: z.string().optional(),
  /** Floppy image. */
  floppy: z.string().optional(),
  kernel: z.string().trim().max(4096).optional(),
  initrd: z.string().trim().max(4096).optional(),
  commandLine: z.string().trim().max(4096).optional(),
  display: z.enum(['vnc', 'spice']).optional(),
  hostId: id.optional(),
  /** Windows domain that the guest joins, with an account that may do so. */
  domain: z
    .object({
      name: z.string().trim().min(1, 'Enter the name of the domain.'),
      userName: z.string().trim().optional(),
      password: z.string().optional(),
    })
    .optional(),
  cloudInit: cloudInitSchema.optional(),
  sysprep: sysprepSchema.optional(),
})
export type RunOnce = z.infer<typeof runOnceSchema>

/** Written to the audit trail of systems that have one for it (oVirt 4.4 and newer). */
const reason = z.string().trim().max(4096).optional()

export const vmActionSchema = z.discriminatedUnion('verb', [
  /** Power on, or resume from suspension or pause. */
  z.object({ verb: z.literal('start') }),
  z.object({ verb: z.literal('run-once'), options: runOnceSchema }),
  /** Power off without asking the guest. */
  z.object({ verb: z.literal('stop'), reason }),
  z.object({ verb: z.literal('suspend') }),
  z.object({ verb: z.literal('reset') }),
  z.object({ verb: z.literal('shutdown'), reason }),
  z.object({ verb: z.literal('reboot') }),
  z.object({ verb: z.literal('standby') }),
  /** To another host while the disks stay; without a host the system chooses one. */
  z.object({
    verb: z.literal('migrate'),
    hostId: idField('a host').optional(),
    poolId: id.optional(),
    /** oVirt: although the VM is pinned to a host. */
    force: z.boolean().optional(),
  }),
  z.object({ verb: z.literal('cancel-migration') }),
  /** Disks to other storage, all or some of them. */
  z.object({
    verb: z.literal('relocate'),
    datastoreId: idField('a datastore').optional(),
    disks: z.array(z.object({ id, datastoreId: id })).optional(),
    hostId: id.optional(),
    poolId: id.optional(),
  }),
  z.object({
    verb: z.literal('snapshot-create'),
    name: nameField,
    description: z.string().max(4096).optional(),
    memory: z.boolean(),
    /** vSphere: have the guest write out its file systems first. */
    quiesce: z.boolean().optional(),
  }),
  /** vSphere: back to a snapshot. oVirt: `restore`, the same in one step. What came after is lost. */
  z.object({
    verb: z.literal('snapshot-revert'),
    snapshotId: idField('a snapshot'),
    memory: z.boolean().optional(),
  }),
  z.object({
    verb: z.literal('snapshot-delete'),
    snapshotId: idField('a snapshot'),
    /** vSphere: those that build on it too. */
    children: z.boolean().optional(),
  }),
  z.object({ verb: z.literal('snapshot-delete-all') }),
  z.object({
    verb: z.literal('snapshot-rename'),
    snapshotId: idField('a snapshot'),
    name: nameField,
    description: z.string().max(4096).optional(),
  }),
  z.object({
    verb: z.literal('snapshot-preview'),
    snapshotId: idField('a snapshot'),
    memory: z.boolean().optional(),
  }),
  z.object({ verb: z.literal('snapshot-commit') }),
  z.object({ verb: z.literal('snapshot-undo') }),
  /** Absent: left as it is. */
  z.object({
    verb: z.literal('edit'),
    name: nameField.optional(),
    /** vSphere notes, oVirt description. */
    notes: z.string().max(4096).optional(),
    cpus: z.int('Enter a whole number.').min(1, 'At least 1.').max(768, 'At most 768.').optional(),
    coresPerSocket: z.int('Enter a whole number.').min(1, 'At least 1.').max(768).optional(),
    memoryBytes: z
      .int()
      .min(4 * 1024 ** 2, 'At least 4 MB.')
      .optional(),
    /** oVirt: keep hardware changes for the next start even where they could be made at once. */
    nextRun: z.boolean().optional(),
  }),
  z.object({ verb: z.literal('mark-template') }),
  z.object({ verb: z.literal('mark-vm'), poolId: idField('a resource pool'), hostId: id.optional() }),
  /** Out of the inventory; the files stay. */
  z.object({ verb: z.literal('unregister') }),
  z.object({
    verb: z.literal('remove'),
    /** oVirt: the disks stay, without a VM. */
    keepDisks: z.boolean().optional(),
    /** oVirt: although it is faulty. */
    force: z.boolean().optional(),
  }),
  z.object({ verb: z.literal('answer'), questionId: id, choice: z.string().min(1, 'Choose an answer.') }),
  z.object({ verb: z.literal('consolidate') }),
  z.object({ verb: z.literal('logon') }),
  z.object({ verb: z.literal('detach-pool') }),
  z.object({
    verb: z.literal('export'),
    storageDomainId: idField('an export domain'),
    /** Overwrite what is there under this name. */
    exclusive: z.boolean(),
    discardSnapshots: z.boolean(),
  }),
  z.object({
    verb: z.literal('export-ova'),
    hostId: idField('a host'),
    directory: z.string().trim().startsWith('/', 'Enter a path that begins with /.').max(4096),
    fileName: z.string().trim().min(1, 'Enter a file name.').max(255),
  }),
  z.object({ verb: z.literal('freeze') }),
  z.object({ verb: z.literal('thaw') }),
  z.object({ verb: z.literal('maintenance'), on: z.boolean() }),
  z.object({ verb: z.literal('reorder-macs') }),
  z.object({
    verb: z.literal('change-cd'),
    /** Absent ejects. */
    file: z.string().min(1).optional(),
    /** In the running VM, not in what is stored for the next start. */
    current: z.boolean(),
  }),
])
export type VmAction = z.infer<typeof vmActionSchema>
export type Verb = VmAction['verb']
export type ActionOf<V extends Verb> = Extract<VmAction, { verb: V }>
export const verbSchema: z.ZodType<Verb> = z.enum(vmActionSchema.options.map(({ shape }) => shape.verb.value))

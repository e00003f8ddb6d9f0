import type { Verb } from './vm-action.ts'

export type VerbGroup = 'power' | 'guest' | 'snapshots' | 'placement' | 'settings' | 'export' | 'removal'

export interface VerbInfo {
  /** As menus, jobs and plans say it. */
  title: string
  group: VerbGroup
  /** Has options to ask for before it can be sent. */
  form?: true
  /** Makes sense for many VMs at once with the same options. */
  many?: true
  /** What is lost, for the question that is asked first; verbs without it are sent at once. */
  loses?: string
  /** The question wants the VM's name typed. */
  typeName?: true
}

/** What people are told of each verb, in the order of menus. */
export const verbs: Readonly<Record<Verb, VerbInfo>> = {
  start: { title: 'Power on', group: 'power', many: true },
  'run-once': { title: 'Run once', group: 'power', form: true },
  shutdown: {
    title: 'Shut down guest',
    group: 'power',
    many: true,
    loses: 'The guest is asked to shut down; programs in it end.',
  },
  reboot: {
    title: 'Restart guest',
    group: 'power',
    many: true,
    loses: 'The guest is asked to restart; programs in it end.',
  },
  standby: {
    title: 'Guest standby',
    group: 'power',
    many: true,
    loses: 'The guest is asked to go to standby.',
  },
  suspend: {
    title: 'Suspend',
    group: 'power',
    many: true,
    loses: 'The VM stands still until it is powered on again.',
  },
  stop: {
    title: 'Power off',
    group: 'power',
    many: true,
    loses: 'The VM loses its power at once. What the guest has not written to disk is lost.',
  },
  reset: {
    title: 'Reset',
    group: 'power',
    many: true,
    loses: 'The VM restarts at once. What the guest has not written to disk is lost.',
  },
  answer: { title: 'Answer question', group: 'power', form: true },
  logon: { title: 'Log on to guest', group: 'guest', many: true },
  freeze: {
    title: 'Freeze file systems',
    group: 'guest',
    many: true,
    loses: 'Programs in the guest wait at their next write until the file systems are thawed.',
  },
  thaw: { title: 'Thaw file systems', group: 'guest', many: true },
  'snapshot-create': { title: 'Take snapshot', group: 'snapshots', form: true, many: true },
  'snapshot-revert': {
    title: 'Revert to snapshot',
    group: 'snapshots',
    form: true,
    loses: 'Everything that changed since this snapshot is lost.',
  },
  'snapshot-preview': { title: 'Preview snapshot', group: 'snapshots', form: true },
  'snapshot-commit': {
    title: 'Commit previewed snapshot',
    group: 'snapshots',
    loses: 'The state before the preview, and the snapshots after this one, are lost.',
  },
  'snapshot-undo': {
    title: 'Undo snapshot preview',
    group: 'snapshots',
    loses: 'What changed during the preview is lost.',
  },
  'snapshot-rename': { title: 'Rename snapshot', group: 'snapshots', form: true },
  'snapshot-delete': {
    title: 'Delete snapshot',
    group: 'snapshots',
    form: true,
    loses: 'This point in time can no longer be returned to. The VM itself stays as it is.',
  },
  'snapshot-delete-all': {
    title: 'Delete all snapshots',
    group: 'snapshots',
    many: true,
    loses: 'No earlier point in time can be returned to. The VM itself stays as it is.',
  },
  consolidate: { title: 'Consolidate disks', group: 'snapshots', many: true },
  migrate: { title: 'Migrate', group: 'placement', form: true, many: true },
  'cancel-migration': { title: 'Cancel migration', group: 'placement', many: true },
  relocate: { title: 'Relocate storage', group: 'placement', form: true },
  edit: { title: 'Edit settings', group: 'settings', form: true },
  'change-cd': { title: 'Change CD', group: 'settings', form: true },
  'reorder-macs': { title: 'Reorder MAC addresses', group: 'settings' },
  maintenance: { title: 'Engine maintenance', group: 'settings', form: true },
  'mark-template': {
    title: 'Turn into template',
    group: 'settings',
    loses: 'It cannot run until it is turned back into a VM.',
  },
  'mark-vm': { title: 'Turn into VM', group: 'settings', form: true },
  'detach-pool': {
    title: 'Detach from pool',
    group: 'settings',
    many: true,
    loses: 'The VM leaves its pool; it cannot be put back.',
  },
  export: { title: 'Export', group: 'export', form: true, many: true },
  'export-ova': { title: 'Export as OVA', group: 'export', form: true },
  unregister: {
    title: 'Remove from inventory',
    group: 'removal',
    many: true,
    loses: 'The system forgets the VM. Its files stay on the datastore.',
  },
  remove: {
    title: 'Delete from disk',
    group: 'removal',
    form: true,
    many: true,
    loses: 'The VM and its disks are deleted for good.',
    typeName: true,
  },
}

/** In the order of menus. */
// The keys of the table are the verbs, all of them.
export const allVerbs = Object.keys(verbs) as Verb[]

import type { Host, Vm } from './model.ts'

/** What a VM must be given; all else starts out empty. */
type Given = Pick<
  Vm,
  | 'id'
  | 'name'
  | 'description'
  | 'comment'
  | 'cluster'
  | 'memory'
  | 'sockets'
  | 'cores'
  | 'os'
  | 'createdAt'
  | 'type'
  | 'highlyAvailable'
  | 'template'
  | 'pool'
  | 'tags'
  | 'deleteProtected'
  | 'display'
  | 'agent'
  | 'seed'
>

const hardDisk: readonly string[] = ['hd']
const anywhere: readonly Host[] = []

/** A stopped VM without disks and network cards. */
export const bareVm = (given: Given): Vm => ({
  ...given,
  kind: 'vm',
  originalTemplate: given.template,
  disks: [],
  nics: [],
  status: 'down',
  statusDetail: 'none',
  host: undefined,
  stateless: false,
  snapshots: [],
  startedAt: undefined,
  stoppedAt: undefined,
  guestKnown: false,
  cd: undefined,
  loaded: undefined,
  boot: hardDisk,
  guaranteed: undefined,
  affinity: 'migratable',
  preferredHosts: anywhere,
  run: undefined,
  nextRun: undefined,
  migration: undefined,
  initialization: undefined,
  hasRun: false,
  toSetUp: undefined,
  setup: undefined,
  hostName: undefined,
  resumesMemory: false,
  ticket: undefined,
  frozen: false,
  busy: false,
  hostedEngine: false,
})

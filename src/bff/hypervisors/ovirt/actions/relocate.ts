import type { ActionOf } from '../../../../contract/actions/vm-action.ts'
import { Fault, toFault } from '../../../../contract/fault.ts'
import type { ActionEnd, Progress } from '../../action-port.ts'
import { type DiskUse, storageDomainOf } from '../map/disk.ts'
import { vmStatus } from '../map/machine.ts'
import type { Write } from '../transport/engine.ts'
import type { Reader } from '../watch/collections.ts'
import { diskItem } from '../wire/disk.ts'
import type { WireVm } from '../wire/machine.ts'
import { written } from '../wire/write.ts'
import { atLeast } from './release.ts'
import type { Basis } from './requests.ts'

/** One request of a relocation: a disk, or in 3.x a stopped VM with all of its disks. */
export interface Move {
  write: Write
  /** The disks that it moves, by id, and the storage domain that they go to. */
  disks: readonly string[]
  to: string
  /** What is told to move, e.g. `web01_Disk1`. */
  name: string
  /** The option that says where to. */
  field: string
}

/**
 * The requests of a relocation, in their order: an engine moves disks one by one. Throws `Fault` when nothing is left to
 * move or an option means nothing here.
 */
export function movesOf(
  action: ActionOf<'relocate'>,
  { dialect, release, vm }: Pick<Basis, 'dialect' | 'release' | 'vm'>,
  uses: readonly DiskUse[],
  pretty = false,
): Move[] {
  for (const field of ['hostId', 'poolId'] as const) {
    if (action[field] === undefined) continue
    throw refused(field, 'An engine relocates disks alone. Migrate the VM to change its host.')
  }
  const v3 = dialect === 'v3'
  const vmPath = `/vms/${encodeURIComponent(vm.id)}`
  const wanted = targetsOf(action, uses)
  const write = (path: string, to: string): Write => ({
    method: 'POST',
    path: `${path}/move`,
    ...written(dialect, 'action', { storage_domain: { id: to } }, pretty),
  })
  const [first] = wanted
  if (first === undefined) throw refused(...nothingLeft(action, uses))
  const whole = action.disks === undefined || action.disks.length === 0
  // A VM moves as a whole up to 3.6 only, and while it is down (fact sheet §5.1); one request is easier to follow.
  if (v3 && whole && !atLeast(release, 4) && vmStatus(vm) === 'down') {
    const disks = wanted.map(({ use }) => use.disk.id)
    return [
      { write: write(vmPath, first.to), disks, to: first.to, name: vm.name ?? vm.id, field: first.field },
    ]
  }
  if (v3 && !atLeast(release, 3, 3)) {
    const message = 'Engines before 3.3 move a VM with all of its disks only, and while it is down.'
    throw new Fault({ kind: 'unsupported', message })
  }
  // QUIRK(ovirt 3.x): disks are moved where the VM has them; the top level knows `move` since 3.4 only (fact sheet §4.2).
  const base = v3 ? `${vmPath}/disks` : '/disks'
  return wanted.map(({ use: { disk }, to, field }) => ({
    write: write(`${base}/${encodeURIComponent(disk.id)}`, to),
    disks: [disk.id],
    to,
    name: disk.alias ?? disk.name ?? disk.id,
    field,
  }))
}

interface Target {
  use: DiskUse
  to: string
  field: string
}

/** Which disk goes where; those that are there already stay out. A LUN is in no storage domain. */
function targetsOf({ datastoreId, disks = [] }: ActionOf<'relocate'>, uses: readonly DiskUse[]): Target[] {
  const named = new Map<string, Target>()
  for (const [n, { id, datastoreId: to }] of disks.entries()) {
    const use = uses.find(({ disk }) => disk.id === id)
    if (use === undefined) throw refused(`disks.${n}.id`, 'The VM has no such disk any more.', 'not-found')
    if (use.disk.lun_storage !== undefined) {
      throw refused(`disks.${n}.id`, 'The disk is a LUN itself and lies in no storage domain.')
    }
    named.set(id, { use, to, field: `disks.${n}.datastoreId` })
  }
  return uses.flatMap((use) => {
    const own = named.get(use.disk.id)
    const to = own?.to ?? datastoreId
    if (to === undefined || use.disk.lun_storage !== undefined || storageDomainOf(use.disk) === to) return []
    return [own ?? { use, to, field: 'datastoreId' }]
  })
}

function nothingLeft(
  { datastoreId, disks = [] }: ActionOf<'relocate'>,
  uses: readonly DiskUse[],
): [field: string, message: string] {
  if (uses.length === 0) return ['datastoreId', 'The VM has no disks.']
  if (datastoreId === undefined && disks.length === 0) {
    return ['datastoreId', 'Choose where the disks shall go.']
  }
  return [datastoreId === undefined ? 'disks.0.datastoreId' : 'datastoreId', 'The disks are there already.']
}

const refused = (
  field: string,
  message: string,
  kind: 'invalid-input' | 'not-found' = 'invalid-input',
): Fault => new Fault({ kind, field, message })

/** Does one move after the other, since an engine refuses a second one of a running VM meanwhile; stops at the first that fails. */
export async function moveInTurn(
  moves: readonly Move[],
  step: (move: Move, told: (progress: Progress) => void) => Promise<ActionEnd>,
  report: (progress: Progress) => void,
): Promise<ActionEnd> {
  const moved: string[] = []
  const told =
    (n: number, name: string) =>
    ({ percent, step: words, ...rest }: Progress): void => {
      const which = `${name} (${n + 1} of ${moves.length})`
      report({
        ...rest,
        ...(percent === undefined ? {} : { percent: (100 * n + percent) / moves.length }),
        ...(words === undefined ? {} : { step: moves.length === 1 ? words : `${which}: ${words}` }),
      })
    }
  for (const [n, move] of moves.entries()) {
    let end: ActionEnd
    try {
      end = await step(move, told(n, move.name))
    } catch (error) {
      // Nothing was done yet: it is a plain refusal.
      if (n === 0 || !(error instanceof Fault)) throw error
      end = { state: 'failed', fault: toFault(error).info }
    }
    if (end.state !== 'done') return withMoved(end, moved)
    moved.push(move.name)
  }
  return { state: 'done' }
}

function withMoved(end: ActionEnd, moved: readonly string[]): ActionEnd {
  if (!('fault' in end) || moved.length === 0) return end
  const causes = [...(end.fault.causes ?? []), `Moved before that, and left there: ${moved.join(', ')}.`]
  return { ...end, fault: { ...end.fault, causes } }
}

/** Where disks are, seen from where they shall be. */
export type DisksSeen = 'there' | 'elsewhere' | 'moving' | 'gone'

/** Looks for disks. `vm`: whose they are, which v3 wants to know. */
export async function disksSeen(
  reader: Reader,
  vm: WireVm['id'],
  { disks, to }: Pick<Move, 'disks' | 'to'>,
  signal: AbortSignal,
): Promise<DisksSeen> {
  const path = reader.engine.dialect === 'v3' ? `/vms/${encodeURIComponent(vm)}/disks` : '/disks'
  let seen: DisksSeen = 'there'
  for (const id of disks) {
    const disk = await reader.one({ path, schema: diskItem }, id, signal)
    if (disk === undefined) return 'gone'
    if (disk.status.word?.toLowerCase() === 'locked') return 'moving'
    if (storageDomainOf(disk) !== to) seen = 'elsewhere'
  }
  return seen
}

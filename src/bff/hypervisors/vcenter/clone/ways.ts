import type { CloneOptions } from '../../../../contract/clone/options.ts'
import type { CloneOrder, CloneWay } from '../../../../contract/clone/order.ts'
import { compareReleases } from '../releases.ts'
import type { SourceFacts } from './facts.ts'

/** What the connection can speak. */
export interface Speaks {
  /** Negotiated release of vim. */
  release: string
  dialect: 'soap' | 'vi-json'
  rest: '/api' | '/rest' | undefined
  /** Why there is no REST, where somebody said so. */
  noRest: string | undefined
}

const firstRestClone = '7.0.0.0'

export const wayTitles = { rest: 'REST vm?action=clone', task: 'CloneVM_Task' } as const

/** Why REST can make no copies at all here; `true` where it can. */
function restServed({ release, rest, noRest }: Speaks): true | string {
  if (rest === undefined) return noRest ?? 'There is no REST session on this vCenter.'
  return compareReleases(release, firstRestClone) >= 0 ? true : 'REST makes copies from vCenter 7.0 on.'
}

/** What a source alone forbids. */
function restTakes(source: Pick<SourceFacts, 'template' | 'encrypted' | 'snapshotId'>): true | string {
  if (source.template) return 'REST does not know templates.'
  if (source.snapshotId !== undefined) return 'REST copies a VM as it is now, never a snapshot.'
  if (source.encrypted) return 'Encrypted VMs are copied by CloneVM_Task.'
  return true
}

/** What of an order REST has no word for; `undefined` where it has all. */
function beyondRest(order: CloneOrder): string | undefined {
  const { copies, customization, disks } = order
  const [copy] = copies
  const asked: [boolean, string][] = [
    // vim documents how they are escaped, REST does not.
    [/[%/\\]/.test(copy?.name ?? ''), 'names with %, / or \\'],
    [order.template, 'to make a template'],
    [order.linked, 'linked copies'],
    [order.memory === true, 'the memory of a snapshot'],
    [
      [order.cpus, order.coresPerSocket, order.memoryBytes].some((value) => value !== undefined),
      'other processors or memory',
    ],
    [order.notes !== undefined, 'notes'],
    [order.nics.length > 0, 'changes of network cards'],
    [disks.some(({ remove, format }) => remove !== true && format !== undefined), 'disk formats'],
    [
      order.moveType !== undefined ||
        disks.some(({ remove, moveType }) => remove !== true && moveType !== undefined),
      'move types of disks',
    ],
    [order.tpm !== undefined, 'a policy for the TPM'],
    [
      customization.kind !== 'none' && customization.kind !== 'stored',
      'a customization that is not stored in vCenter',
    ],
    [
      customization.kind !== 'none' && (copy?.hostName !== undefined || copy?.address !== undefined),
      'a host name or address of a copy’s own',
    ],
    [order.extraSpec !== undefined, 'further fields of VirtualMachineCloneSpec'],
  ]
  return asked.find(([is]) => is)?.[1]
}

/** Whether an order asks for what REST has in development only. */
export function asksPolicies({
  homePolicyId,
  diskPolicyId,
  fallbackToDefaultPolicy,
  disks,
}: CloneOrder): boolean {
  const own = disks.some(({ remove, policyId }) => remove !== true && policyId !== undefined)
  return own || homePolicyId !== undefined || diskPolicyId !== undefined || fallbackToDefaultPolicy === true
}

/** Both ways, and whether each can make copies of this source as asked. */
export function waysFor(
  source: Pick<SourceFacts, 'template' | 'encrypted' | 'snapshotId'>,
  speaks: Speaks,
  order?: CloneOrder,
): CloneOptions['ways'] {
  const served = restServed(speaks)
  const takes = served === true ? restTakes(source) : served
  const beyond = order === undefined ? undefined : beyondRest(order)
  const rest = takes !== true || beyond === undefined ? takes : `REST has no word for ${beyond}.`
  return [
    { way: 'rest', title: wayTitles.rest, possible: rest },
    { way: 'task', title: wayTitles.task, possible: true },
  ]
}

export interface Choice {
  way: Extract<CloneWay, 'rest' | 'task'>
  why: string
  ways: CloneOptions['ways']
  /** Why the way that was forced cannot do it. */
  refused?: string
}

/** The way that a copy takes: the forced one, else REST for what is plain, else the task. */
export function choose(order: CloneOrder, source: SourceFacts, speaks: Speaks): Choice {
  const ways = waysFor(source, speaks, order)
  const rest = ways[0]?.possible ?? 'There is no such way.'
  const vim = speaks.dialect === 'soap' ? 'SOAP' : 'VI JSON'
  if (order.way === 'rest') {
    return {
      way: 'rest',
      why: 'REST was asked for.',
      ways,
      ...(rest === true ? {} : { refused: rest }),
    }
  }
  if (order.way !== undefined && order.way !== 'task') {
    return { way: 'task', why: 'vCenter has no such way.', ways, refused: 'vCenter has no such way.' }
  }
  if (order.way === 'task') return { way: 'task', why: `CloneVM_Task over ${vim} was asked for.`, ways }
  if (rest !== true) return { way: 'task', why: `${rest} CloneVM_Task over ${vim} does it.`, ways }
  if (asksPolicies(order)) {
    const why = `Storage policies are in development in REST. CloneVM_Task over ${vim} has them.`
    return { way: 'task', why, ways }
  }
  return { way: 'rest', why: 'A plain full copy: REST says all of it.', ways }
}

import type { CloneOrder } from '../../../../contract/clone/order.ts'
import { type CloneFinding, stepOfField } from '../../../../contract/clone/plan.ts'
import { Fault } from '../../../../contract/fault.ts'
import type { CallOptions } from '../transport/line.ts'
import type { RestClient } from '../transport/rest-client.ts'
import { get, list, str } from '../wire/read.ts'
import type { SourceFacts, Targets } from './facts.ts'

/** A policy that is asked for on a datastore, and the field that asks. */
interface Wanted {
  policyId: string
  datastoreId: string
  field: string
}

function wantedBy(order: CloneOrder, source: SourceFacts): Wanted[] {
  const { placement, disks, homePolicyId, diskPolicyId } = order
  const wanted: Wanted[] = []
  const add = (policyId: string | undefined, datastoreId: string | undefined, field: string) => {
    if (policyId === undefined || datastoreId === undefined) return
    if (wanted.some((each) => each.policyId === policyId && each.datastoreId === datastoreId)) return
    wanted.push({ policyId, datastoreId, field })
  }
  add(homePolicyId, placement.datastoreId ?? source.homeDatastoreId, 'homePolicyId')
  for (const disk of source.disks) {
    const index = disks.findIndex(({ id }) => id === disk.id)
    const own = disks[index]
    if (own?.remove === true) continue
    const goes = own?.datastoreId ?? placement.datastoreId ?? disk.datastoreId
    if (own?.policyId !== undefined) add(own.policyId, goes, `disks.${index}.policyId`)
    else add(diskPolicyId, goes, 'diskPolicyId')
  }
  return wanted
}

/**
 * Asks REST which datastores are compatible with the policies that an order wants. QUIRK(vcenter 6.7 and newer): the
 * reply lists the compatible ones only; its shape is documented, no recording of it is known.
 */
export async function checkPolicies(
  rest: RestClient | undefined,
  { order, source, targets }: { order: CloneOrder; source: SourceFacts; targets: Targets },
  options: CallOptions,
): Promise<CloneFinding[]> {
  const wanted = wantedBy(order, source)
  const ids = [...new Set(wanted.map(({ policyId }) => policyId))]
  const found = await Promise.all(
    ids.map(async (policyId): Promise<CloneFinding[]> => {
      const mine = wanted.filter((each) => each.policyId === policyId)
      const fits = await compatible(
        rest,
        policyId,
        mine.map(({ datastoreId }) => datastoreId),
        options,
      )
      if (typeof fits === 'string') {
        const [{ field } = { field: 'diskPolicyId' }] = mine
        const message = `Whether the policy fits its datastores could not be checked: ${fits}`
        return [{ level: 'info', step: stepOfField(field), field, message }]
      }
      return mine.flatMap(({ datastoreId, field }): CloneFinding[] => {
        if (fits.has(datastoreId)) return []
        const name =
          targets.names.get(datastoreId) ??
          source.disks.find((disk) => disk.datastoreId === datastoreId)?.datastoreName ??
          datastoreId
        // With the fallback the datastore's own policy takes its place, but only where REST carries it.
        const falls = order.fallbackToDefaultPolicy === true && order.way === 'rest'
        return [
          {
            level: falls ? 'warning' : 'error',
            step: stepOfField(field),
            field,
            message: `The datastore “${name}” is not compatible with this storage policy.`,
            advice: falls ? 'Its default policy is taken instead.' : 'Choose another datastore or policy.',
          },
        ]
      })
    }),
  )
  return found.flat()
}

async function compatible(
  rest: RestClient | undefined,
  policyId: string,
  datastores: readonly string[],
  options: CallOptions,
): Promise<ReadonlySet<string> | string> {
  if (rest === undefined) return 'there is no REST session on this vCenter.'
  const path = `${rest.dialect}/vcenter/storage/policies/${encodeURIComponent(policyId)}?action=check-compatibility`
  try {
    const reply = await rest.call('POST', path, { datastores: [...new Set(datastores)] }, options)
    const listed = get(reply, 'compatible_datastores')
    if (!Array.isArray(listed)) return 'vCenter answered otherwise than documented.'
    return new Set(list(listed).flatMap((entry) => str(get(entry, 'datastore')) ?? str(entry) ?? []))
  } catch (error) {
    options.signal.throwIfAborted()
    if (!(error instanceof Fault) || error.kind === 'auth') throw error
    return error.message
  }
}

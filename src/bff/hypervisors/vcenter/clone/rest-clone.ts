import type { CloneOrder } from '../../../../contract/clone/order.ts'
import type { RestDialect } from '../transport/rest-client.ts'

/** A request to REST, before it is written. */
export interface RestCall {
  method: 'POST'
  path: string
  body: Fields
}

interface Fields {
  [field: string]: string | boolean | readonly string[] | Fields | readonly Fields[] | undefined
}

/** A map as the dialect writes it. */
function mapOf(
  dialect: RestDialect,
  entries: readonly (readonly [string, Fields])[],
): Fields | Fields[] | undefined {
  if (entries.length === 0) return undefined
  return dialect === '/api' ? Object.fromEntries(entries) : entries.map(([key, value]) => ({ key, value }))
}

function unlessEmpty(fields: Fields): Fields | undefined {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  return given.length === 0 ? undefined : Object.fromEntries(given)
}

const policy = (id: string | undefined) => (id === undefined ? undefined : { policy: id })

/** The `clone_spec` of `vm?action=clone` for the order's only copy. */
function specOf(order: CloneOrder, dialect: RestDialect): Fields {
  const { placement, customization, disks } = order
  const removed = disks.flatMap(({ id, remove }) => (remove === true ? [id] : []))
  const updated = disks.flatMap(({ id, remove, datastoreId, policyId }) => {
    const change = unlessEmpty({ datastore: datastoreId, storage_policy: policy(policyId) })
    return remove === true || change === undefined ? [] : [[id, change] as const]
  })
  return {
    source: order.source.vm,
    name: order.copies[0]?.name ?? '',
    placement: unlessEmpty({
      folder: placement.folderId,
      resource_pool: placement.poolId,
      host: placement.hostId,
      // Beside a pool or a host a cluster says nothing new, and had better be unset.
      cluster:
        placement.poolId === undefined && placement.hostId === undefined ? placement.clusterId : undefined,
      datastore: placement.datastoreId,
    }),
    disks_to_remove: removed.length === 0 ? undefined : removed,
    disks_to_update: mapOf(dialect, updated),
    vm_home_storage_policy: policy(order.homePolicyId),
    disk_storage_policy: policy(order.diskPolicyId),
    fallback_to_datastore_default_policy: order.fallbackToDefaultPolicy,
    power_on: order.powerOn,
    guest_customization_spec: customization.kind === 'stored' ? { name: customization.name } : undefined,
  }
}

/**
 * The request for a plain full clone. `asTask` asks for a task to follow; without it the answer comes when the copy is
 * there.
 */
export function restClone(order: CloneOrder, dialect: RestDialect, asTask: boolean): RestCall {
  const spec = specOf(order, dialect)
  return {
    method: 'POST',
    path: `${dialect}/vcenter/vm?action=clone${asTask ? '&vmw-task=true' : ''}`,
    body: dialect === '/api' ? spec : { spec },
  }
}

import type { CloneOptions } from '../../../../contract/clone/options.ts'
import { orAbsent } from '../transport/engine.ts'
import { inParallel } from '../transport/wait.ts'
import { collections, type Reader } from '../watch/collections.ts'

const width = 4

/** Which storage domains and networks each cluster reaches: those of its data center, and its own. */
export async function readReach(reader: Reader, signal: AbortSignal): Promise<CloneOptions['reach']> {
  const clusters = await reader.whole(collections.cluster, signal)
  const datacenters = [...new Set(clusters.flatMap(({ data_center: one }) => one?.id ?? []))]
  const domains = new Map<string, string[] | undefined>()
  await inParallel(datacenters, width, async (id) => {
    domains.set(id, await orAbsent(dataDomains(reader, id, signal), undefined))
  })
  const reach: CloneOptions['reach'] = []
  await inParallel(clusters, width, async ({ id, data_center: datacenter }) => {
    const path = `/clusters/${encodeURIComponent(id)}/networks`
    const networks = await orAbsent(reader.list({ ...collections.network, path }, {}, signal), undefined)
    const datastoreIds = domains.get(datacenter?.id ?? '')
    reach.push({
      id,
      ...(datastoreIds === undefined ? {} : { datastoreIds }),
      ...(networks === undefined ? {} : { networkIds: networks.filter(forVms).map((network) => network.id) }),
    })
  })
  return reach
}

/** A network without told usages is taken as one for VMs. */
const forVms = ({ usages }: { usages: readonly string[] }): boolean =>
  usages.length === 0 || usages.some((usage) => usage.toLowerCase() === 'vm')

/** Where disks can be put: what is attached to the data center tells its state there only. */
async function dataDomains(reader: Reader, datacenter: string, signal: AbortSignal): Promise<string[]> {
  const path = `/datacenters/${encodeURIComponent(datacenter)}/storagedomains`
  const attached = await reader.list({ ...collections.datastore, path }, {}, signal)
  return attached
    .filter(({ type, status }) => type?.toLowerCase() === 'data' && status.word?.toLowerCase() === 'active')
    .map(({ id }) => id)
}

import { Fault } from '../../../../contract/fault.ts'
import type { RestClient } from '../transport/rest-client.ts'
import type { Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { retrieve } from '../wire/property-collector.ts'
import { get, list, ref } from '../wire/read.ts'
import type { ServiceContent } from '../wire/service-content.ts'
import { TagReader } from './tags.ts'
import type { WatchedEstate } from './watched-estate.ts'

const alarmsEveryMs = 25_000
const tagsEveryMs = 60_000
/** Larger estates are asked for their tags less often. */
const manyVms = 10_000
const tagsOfManyEveryMs = 300_000
const alarmBatch = 200

/**
 * Keeps alarms true. QUIRK(vcenter): changes of `triggeredAlarmState` are not always reported as updates, so
 * the root folder, which repeats the alarms of all its descendants, is read from time to time, and then those
 * objects that it names or that still show alarms.
 */
export async function followAlarms(
  vim: VimClient,
  content: ServiceContent,
  estate: WatchedEstate,
  signal: AbortSignal,
): Promise<void> {
  await repeat(signal, async () => {
    await vim.line.clock.sleep(alarmsEveryMs, signal)
    if (estate.loading) return undefined
    try {
      await refreshAlarms(vim, content, estate, signal)
    } catch (error) {
      signal.throwIfAborted()
      // The watch itself meets and reports whatever is really wrong with the system.
      vim.line.log.debug({ system: vim.system, error: String(error) }, 'alarms not read')
    }
    return undefined
  })
}

async function refreshAlarms(
  vim: VimClient,
  content: ServiceContent,
  estate: WatchedEstate,
  signal: AbortSignal,
): Promise<void> {
  const collector = content.propertyCollector
  const paths = { ManagedEntity: ['triggeredAlarmState', 'overallStatus'] }
  const [root] = await retrieve(
    vim,
    collector,
    { Folder: ['triggeredAlarmState'] },
    [{ obj: content.rootFolder }],
    {
      signal,
    },
  )
  const targets = new Map<string, Ref>()
  for (const state of list(root?.props.triggeredAlarmState)) {
    const entity = ref(get(state, 'entity'))
    if (entity !== undefined) targets.set(entity.value, entity)
  }
  for (const obj of estate.alarmed()) targets.set(obj.value, obj)
  const all = [...targets.values()]
  for (let from = 0; from < all.length; from += alarmBatch) {
    const starts = all.slice(from, from + alarmBatch).map((obj) => ({ obj }))
    const found = await retrieve(vim, collector, paths, starts, { signal })
    const states = found
      .filter(({ denied }) => denied.length === 0)
      .map(({ obj, props }) => ({
        id: obj.value,
        triggered: props.triggeredAlarmState,
        status: props.overallStatus,
      }))
    await estate.setAlarms(states, signal)
  }
}

/** Keeps the tags of VMs up to date; a system without tags only says why. */
export async function followTags(
  rest: RestClient,
  estate: WatchedEstate,
  signal: AbortSignal,
  onTags: (trouble: string | undefined) => void,
): Promise<void> {
  const reader = new TagReader(rest)
  const { clock, log, system } = rest.line
  await repeat(signal, async () => {
    const vms = estate.machineIds()
    let again = true
    try {
      estate.setTags(await reader.read(vms, { signal }))
      onTags(undefined)
    } catch (error) {
      signal.throwIfAborted()
      const fault = error instanceof Fault ? error : undefined
      onTags(`Tags could not be read: ${fault?.message ?? String(error)}`)
      log.info({ system: system.id, error: String(error) }, 'tags not read')
      // These will not go away by asking again.
      again = fault === undefined || !['unsupported', 'auth', 'forbidden'].includes(fault.kind)
    }
    if (!again) return 'stop'
    await clock.sleep(vms.length > manyVms ? tagsOfManyEveryMs : tagsEveryMs, signal)
    return undefined
  })
}

/** Repeats until aborted or told to stop. Aborts end it quietly. */
async function repeat(signal: AbortSignal, round: () => Promise<'stop' | undefined>): Promise<void> {
  try {
    while (!signal.aborted) if ((await round()) === 'stop') return
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

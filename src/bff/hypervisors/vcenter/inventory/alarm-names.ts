import type { Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { retrieve } from '../wire/property-collector.ts'
import { at, get, str } from '../wire/read.ts'

/** Names of alarm definitions, fetched when first met. A definition that cannot be read keeps its id as name. */
export class AlarmNames {
  private readonly names = new Map<string, string>()

  readonly nameOf = (alarm: string): string => this.names.get(alarm) ?? alarm

  /** Makes sure that these can be named. Never throws anything but an abort. */
  async learn(vim: VimClient, collector: Ref, alarms: Iterable<string>, signal: AbortSignal): Promise<void> {
    const unknown = [...new Set(alarms)].filter((alarm) => !this.names.has(alarm))
    if (unknown.length === 0) return
    for (const alarm of unknown) this.names.set(alarm, alarm)
    try {
      const starts = unknown.map((value) => ({ obj: { type: 'Alarm', value } }))
      const found = await retrieve(vim, collector, { Alarm: ['info.name'] }, starts, { signal })
      for (const { obj, props } of found) {
        const name = str(props['info.name']) ?? str(at(get(props, 'info'), 'name'))
        if (name !== undefined) this.names.set(obj.value, name)
      }
    } catch (error) {
      signal.throwIfAborted()
      vim.line.log.info({ system: vim.system, error: String(error) }, 'alarm names not read')
    }
  }
}

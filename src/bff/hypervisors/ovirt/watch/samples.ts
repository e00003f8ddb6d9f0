import { orAbsent } from '../transport/engine.ts'
import { inParallel } from '../transport/wait.ts'
import { statistic, valuesOf, type WireStatistic } from '../wire/statistic.ts'
import { collections, type Reader } from './collections.ts'
import { readAttachments } from './inventory-reader.ts'
import type { InventoryModel } from './model.ts'
import type { Publisher } from './publisher.ts'
import type { Refresher } from './refresher.ts'

/** Load is asked for so often, and less often the more hosts there are, since each host is work for the engine. */
const sampleMs = 30_000
const perHostMs = { inlined: 150, apart: 500 }

/**
 * Reads what no event tells: load of hosts, space and state of storage domains. Host statistics come with the
 * list where the engine inlines them, else host by host.
 */
export class Sampler {
  private readonly reader: Reader
  private readonly model: InventoryModel
  private readonly publisher: Publisher
  private readonly refresher: Refresher
  private inlines = true
  private samples = 0

  constructor(reader: Reader, model: InventoryModel, publisher: Publisher, refresher: Refresher) {
    this.reader = reader
    this.model = model
    this.publisher = publisher
    this.refresher = refresher
  }

  /** Time until the next sample, ms. */
  get pauseMs(): number {
    const hosts = this.model.of.host.size
    return Math.max(sampleMs, hosts * (this.inlines ? perHostMs.inlined : perHostMs.apart))
  }

  async sample(signal: AbortSignal): Promise<void> {
    await this.hosts(signal)
    // Space changes slowly.
    if (this.samples % 2 === 0) await this.storage(signal)
    this.samples += 1
  }

  private async hosts(signal: AbortSignal): Promise<void> {
    const { model, reader } = this
    if (model.of.host.size === 0) return
    if (this.inlines) {
      const hosts = await orAbsent(reader.whole(collections.host, signal, { detail: ['statistics'] }), [])
      const told = hosts.filter((host) => host.statistics !== undefined && host.statistics.length > 0)
      for (const host of hosts) model.set('host', { ...host, statistics: undefined })
      for (const host of told) model.setStatistics(host.id, valuesOf(host.statistics ?? []))
      this.inlines = told.length > 0
    }
    if (!this.inlines) {
      const up = [...model.of.host.values()].filter((host) => host.status.word === 'up')
      await inParallel(up, 2, async (host) => {
        model.setStatistics(
          host.id,
          valuesOf(await statisticsOf(reader, collections.host.path, host.id, signal)),
        )
      })
    }
    this.publisher.publish('host', model.of.host.keys())
  }

  private async storage(signal: AbortSignal): Promise<void> {
    const { model, reader } = this
    await this.refresher.wholeKind('datacenter', signal)
    await readAttachments(reader, model, [...model.of.datacenter.keys()], signal)
    await this.refresher.wholeKind('datastore', signal)
  }
}

/** Statistics of one object; none where the engine does not have or show them. */
export function statisticsOf(
  reader: Reader,
  path: string,
  id: string,
  signal: AbortSignal,
): Promise<WireStatistic[]> {
  const whole = `${path}/${encodeURIComponent(id)}/statistics`
  return orAbsent(reader.list({ path: whole, key: 'statistic', schema: statistic }, {}, signal), [])
}

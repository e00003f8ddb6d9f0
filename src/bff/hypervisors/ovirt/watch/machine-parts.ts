import type { z } from 'zod'
import { Fault } from '../../../../contract/fault.ts'
import type { Dialect } from '../../../../contract/system.ts'
import { type DiskUse, diskOfAttachment, diskOfItself } from '../map/disk.ts'
import type { ReadOptions } from '../transport/address.ts'
import { type Engine, orAbsent } from '../transport/engine.ts'
import { inParallel } from '../transport/wait.ts'
import { diskAttachment, diskItem, type WireDiskAttachment } from '../wire/disk.ts'
import { wireTag } from '../wire/infrastructure.ts'
import { type InlinedParts, type WireTemplate, type WireVm, wireTemplate, wireVm } from '../wire/machine.ts'
import { nicItem, reportedDevice, type WireNic, type WireReportedDevice } from '../wire/nic.ts'
import { collections, type Reader } from './collections.ts'

export interface Machine<W> extends Parts {
  wire: W
}

export interface Parts {
  disks: DiskUse[]
  nics: WireNic[]
  devices: WireReportedDevice[]
  /** Undefined where they were not asked for. */
  tags: string[] | undefined
}

export type MachineKind = 'vm' | 'template'

const rootTags = new Set(['00000000-0000-0000-0000-000000000000', '-1'])
const shapes = {
  vm: { path: collections.vm.path, schema: wireVm },
  template: { path: collections.template.path, schema: wireTemplate },
}
const links = ['disk_attachments.disk', 'nics', 'reported_devices', 'tags']

/**
 * Reads one VM or template with its disks, cards, reported devices and tags: in one request where the engine
 * inlines them (`follow` of v4 from 4.2 on, `detail` of v3), else by sub-collection. Which one works is found
 * out by use, not by version, since a release that does not know the option just ignores it.
 */
export class MachineReader {
  private readonly reader: Reader
  private inlines: 'unknown' | 'works' | 'ignored' = 'unknown'
  private failures = 0
  /** Kinds that have no tags on this engine, so that following the link fails the whole. */
  private readonly tagless = new Set<MachineKind>()

  constructor(reader: Reader) {
    this.reader = reader
  }

  private get engine(): Engine {
    return this.reader.engine
  }

  /** Undefined when there is no such object. `tags` asks for tags also where that costs a request. */
  async read<K extends MachineKind>(
    kind: K,
    id: string,
    tags: boolean,
    signal: AbortSignal,
  ): Promise<Machine<K extends 'vm' ? WireVm : WireTemplate> | undefined> {
    type Wire = K extends 'vm' ? WireVm : WireTemplate
    const answer = await this.inlined(kind, id, signal)
    if (answer === undefined) return undefined
    const { wire, asked } = answer
    const some = hasParts(wire)
    if (some) this.inlines = 'works'
    // K decides the wire type; the schema table is keyed by it.
    const machine = wire as Wire
    if (some || (asked && this.inlines === 'works')) {
      const parts = await this.partsOf(wire, signal)
      return { wire: machine, ...parts, tags: parts.tags ?? (await this.tags(kind, id, tags, signal)) }
    }
    const parts = await this.bySubCollection(kind, id, signal)
    const exist = parts.disks.length + parts.nics.length > 0
    if (asked && exist && this.inlines === 'unknown') this.inlines = 'ignored'
    return { wire: machine, ...parts, tags: await this.tags(kind, id, tags, signal) }
  }

  /** The parts that came along with a machine. Disks that were only referred to are fetched. */
  async partsOf(wire: InlinedParts, signal: AbortSignal): Promise<Parts> {
    const { disk_attachments: attachments, disks, nics, reported_devices: devices, tags } = wire
    return {
      disks: disks?.map(diskOfItself) ?? (await this.attached(attachments ?? [], signal)),
      nics: nics ?? [],
      devices: devices ?? [],
      tags: this.engine.dialect === 'v4' ? namesOf(tags ?? []) : undefined,
    }
  }

  /** The object, and whether its parts were asked for along with it. */
  private async inlined(
    kind: MachineKind,
    id: string,
    signal: AbortSignal,
  ): Promise<{ wire: WireVm | WireTemplate; asked: boolean } | undefined> {
    const plain = async () => {
      const wire = await this.reader.one<WireVm | WireTemplate>(shapes[kind], id, signal)
      return wire && { wire, asked: false }
    }
    if (this.inlines === 'ignored' || this.failures > 2) return plain()
    const tagless = this.tagless.has(kind)
    const options = inlining(this.engine.dialect, kind, !tagless)
    try {
      const wire = await this.reader.one<WireVm | WireTemplate>(shapes[kind], id, signal, options)
      if (wire !== undefined) return { wire, asked: true }
      const whole = await plain()
      if (whole !== undefined && this.engine.dialect === 'v4') this.tagless.add(kind)
      return whole
    } catch (error) {
      // Following a link that this one lacks can end in a server error (fact sheet §4.1).
      if (!(error instanceof Fault) || error.kind !== 'unavailable' || error.info.code === undefined)
        throw error
      if (this.inlines !== 'works') this.failures += 1
    }
    return plain()
  }

  private async bySubCollection(
    kind: MachineKind,
    id: string,
    signal: AbortSignal,
  ): Promise<Omit<Machine<never>, 'wire' | 'tags'>> {
    const v3 = this.engine.dialect === 'v3'
    const disks = v3
      ? (await this.sub(kind, id, { path: 'disks', key: 'disk', schema: diskItem }, signal)).map(diskOfItself)
      : await this.attached(
          await this.sub(
            kind,
            id,
            { path: 'diskattachments', key: 'disk_attachment', schema: diskAttachment },
            signal,
          ),
          signal,
        )
    const nics = await this.sub(kind, id, { path: 'nics', key: 'nic', schema: nicItem }, signal)
    const devices =
      v3 || kind === 'template'
        ? []
        : await this.sub(
            kind,
            id,
            { path: 'reporteddevices', key: 'reported_device', schema: reportedDevice },
            signal,
          )
    return { disks, nics, devices }
  }

  /** Names of its tags, by a request of their own. */
  async tags(
    kind: MachineKind,
    id: string,
    wanted: boolean,
    signal: AbortSignal,
  ): Promise<string[] | undefined> {
    if (!wanted || this.tagless.has(kind)) return undefined
    return namesOf(await this.sub(kind, id, { path: 'tags', key: 'tag', schema: wireTag }, signal))
  }

  private sub<T>(
    kind: MachineKind,
    id: string,
    { path, key, schema }: { path: string; key: string; schema: z.ZodType<T> },
    signal: AbortSignal,
  ): Promise<T[]> {
    const whole = `${collections[kind].path}/${encodeURIComponent(id)}/${path}`
    return orAbsent(this.reader.list({ path: whole, key, schema }, {}, signal), [])
  }

  /** The disks behind attachments; those that were not inlined are fetched. */
  private async attached(
    attachments: readonly WireDiskAttachment[],
    signal: AbortSignal,
  ): Promise<DiskUse[]> {
    const uses: (DiskUse | undefined)[] = attachments.map(() => undefined)
    await inParallel([...attachments.keys()], 2, async (index) => {
      const attachment = attachments[index]
      if (attachment === undefined) return
      const { disk } = attachment
      const told = disk?.provisioned_size !== undefined || disk?.lun_storage !== undefined
      const whole = told
        ? disk
        : await orAbsent(
            this.reader.one({ path: '/disks', schema: diskItem }, disk?.id ?? attachment.id, signal),
            undefined,
          )
      if (whole !== undefined) uses[index] = diskOfAttachment(attachment, whole)
    })
    return uses.filter((use) => use !== undefined)
  }
}

/** How to ask for machines with their parts. */
export function inlining(dialect: Dialect, kind: MachineKind, tags = true): ReadOptions {
  if (dialect === 'v3') return { detail: ['disks', 'nics'] }
  const left = kind === 'vm' ? [] : ['reported_devices']
  if (!tags) left.push('tags')
  return { follow: links.filter((link) => !left.includes(link)) }
}

/** Whether anything was inlined; nothing may also mean that there is nothing. */
export function hasParts(wire: InlinedParts): boolean {
  const { disk_attachments: attachments, disks, nics, tags, reported_devices: devices } = wire
  return [attachments, disks, nics, tags, devices].some((list) => list !== undefined && list.length > 0)
}

function namesOf(tags: readonly { id?: string | undefined; name?: string | undefined }[]): string[] {
  return tags
    .filter((tag) => tag.id === undefined || !rootTags.has(tag.id))
    .flatMap((tag) => tag.name ?? [])
    .sort()
}

import { estateVms, type SimulatorOptions } from '../../world/options.ts'
import { Random } from '../../world/random.ts'
import { growEstate } from '../estate/grow-estate.ts'
import type { MachineParts } from '../estate/grow-machine.ts'
import { type Look, lookOf, type OvirtVersion } from '../estate/look.ts'
import type { Estate, Vm } from '../estate/model.ts'
import { DiskMoves } from './disk-moves.ts'
import { DiskWork } from './disk-work.ts'
import { EventLog, type EventSubject } from './event-log.ts'
import { Exports } from './exports.ts'
import { Happenings } from './happenings.ts'
import { writeHistory } from './history.ts'
import { JobLog } from './job-log.ts'
import { Operations } from './operation.ts'
import { Permissions } from './permissions.ts'
import { Templates } from './templates.ts'
import { Timeline } from './timeline.ts'
import { VmCopies } from './vm-copies.ts'
import { VmLife } from './vm-life.ts'
import { VmMigrations } from './vm-migration.ts'
import { VmSnapshots } from './vm-snapshots.ts'

export interface EngineOptions extends SimulatorOptions {
  version: OvirtVersion
}

/** A whole simulated engine without its wire: the estate, its time, and what happens in it. */
export class Engine {
  readonly version: OvirtVersion
  readonly systemId: string
  readonly instanceId: string
  readonly look: Look
  readonly estate: Estate
  readonly parts: MachineParts
  readonly timeline: Timeline
  readonly events: EventLog
  readonly jobs: JobLog
  readonly operations: Operations
  readonly life: VmLife
  readonly migrations: VmMigrations
  readonly snapshots: VmSnapshots
  readonly copies: VmCopies
  readonly templates: Templates
  readonly exports: Exports
  readonly diskMoves: DiskMoves
  readonly permissions: Permissions
  readonly random: Random
  /** Nothing happens by itself while this is set. */
  quiet = false

  constructor(options: EngineOptions) {
    this.version = options.version
    this.systemId = options.id
    this.look = lookOf(options.version)
    const random = new Random(`${options.seed}/${options.id}/estate`)
    const { estate, parts } = growEstate({
      random,
      look: this.look,
      systemId: options.id,
      vms: estateVms.ovirt[options.estate],
      startAt: options.startAt,
    })
    this.estate = estate
    this.parts = parts
    this.random = new Random(`${options.seed}/${options.id}/life`)
    this.instanceId = this.random.uuid()
    this.timeline = new Timeline(options.startAt)
    this.events = new EventLog(this.random)
    this.permissions = new Permissions(this.random)
    this.jobs = new JobLog(this.random, this.timeline)
    this.operations = new Operations(this.jobs)
    const base = { timeline: this.timeline, events: this.events, random: this.random }
    this.life = new VmLife(this.timeline, this.events, this.random)
    const work = new DiskWork(this.life.courses, this.timeline)
    this.migrations = new VmMigrations(this.timeline, this.events, this.random, this.life)
    this.snapshots = new VmSnapshots(this.timeline, this.events, this.random, work)
    const copying = { ...base, work, estate, parts }
    this.copies = new VmCopies(copying)
    this.templates = new Templates(copying)
    this.exports = new Exports(copying)
    this.diskMoves = new DiskMoves(copying, options.version === '3.4')
    writeHistory(this, options.estate, options.history ?? options.estate)
    this.life.resume(estate.vms.values())
    new Happenings(this).begin()
  }

  get now(): number {
    return this.timeline.now
  }

  say(code: number, text: string, subject: EventSubject = {}): void {
    this.events.add(this.now, code, text, subject)
  }

  vmByName(name: string): Vm {
    for (const vm of this.estate.vms.values()) if (vm.name === name) return vm
    throw new Error(`no VM is named ${name}`)
  }
}

import type { Verb, VmAction } from '../../../../contract/actions/vm-action.ts'
import { type ActionSubject, describeActions } from '../../actions-suite.ts'
import { actingEngine } from '../testing/acting-engine.ts'
import { verbsOf } from './release.ts'

const states = [
  'down',
  'up',
  'powering_up',
  'powering_down',
  'wait_for_launch',
  'reboot_in_progress',
  'migrating',
  'paused',
  'suspended',
  'not_responding',
  'saving_state',
  'restoring_state',
  'image_locked',
  'unknown',
  'unassigned',
] as const

const verbsIn = (dialect: 'v3' | 'v4', version: string): Verb[] =>
  Object.entries(verbsOf(dialect, version)).flatMap(([verb, offer]) =>
    // The keys of the table are verbs.
    offer === true ? [verb as Verb] : [],
  )

const onSnapshot: readonly Verb[] = ['snapshot-preview', 'snapshot-revert', 'snapshot-delete']
const inPreview: readonly Verb[] = ['snapshot-commit', 'snapshot-undo']

async function subjectOf(version: '4.5' | '3.4'): Promise<ActionSubject> {
  const engine = await actingEngine(version)
  const { connection, upstream } = engine
  const exportDomain = await engine.domain('export')
  const host = upstream.hosts()[0]?.id ?? ''
  let made = 0
  let image: string | undefined

  async function prepare(vm: string, action: VmAction): Promise<void> {
    const { end } = await engine.run(vm, action)
    if (end.state !== 'done') throw new Error(`${action.verb}: ${end.state}`)
  }

  async function snapshotOf(vm: string): Promise<string> {
    const [first] = (await connection.vm(vm, engine.signal)).snapshots
    return first?.id ?? ''
  }

  return {
    kind: 'ovirt',
    connection,
    async machine(state, verb) {
      made += 1
      const name = `subject-${made}`
      upstream.create(name)
      const id = upstream.vms().find((vm) => vm.name === name)?.id ?? ''
      image ??= (await engine.actions.isoFiles(id, engine.signal))[0]?.id
      if (onSnapshot.includes(verb) || inPreview.includes(verb)) {
        await prepare(id, { verb: 'snapshot-create', name: 's', memory: false })
      }
      if (inPreview.includes(verb)) {
        await prepare(id, { verb: 'snapshot-preview', snapshotId: await snapshotOf(id) })
      }
      if (verb === 'detach-pool') upstream.joinPool(name)
      if (verb === 'relocate') {
        for (const domain of upstream.domainsFor(name)) upstream.leaveSpace(domain.name, 2 ** 50)
      }
      if (verb === 'maintenance') upstream.hostEngineIn(name)
      // The suite's states are those above.
      upstream.setStatus(name, state as (typeof states)[number])
      upstream.setAgent(name, true)
      return id
    },
    action(verb, { vm, snapshots, disks }) {
      const snapshotId = snapshots[0]?.id ?? ''
      switch (verb) {
        case 'run-once':
          return { verb, options: {} }
        case 'snapshot-create':
          return { verb, name: 'x', memory: false }
        case 'snapshot-preview':
        case 'snapshot-revert':
        case 'snapshot-delete':
          return { verb, snapshotId }
        case 'relocate': {
          const here = disks[0]?.datastoreId
          const there = upstream.domainsFor(vm.name).find(({ id }) => id !== here)
          return { verb, datastoreId: there?.id ?? '' }
        }
        case 'edit':
          return { verb, notes: `note on ${vm.name}` }
        case 'export':
          return { verb, storageDomainId: exportDomain, exclusive: false, discardSnapshots: false }
        case 'export-ova':
          return { verb, hostId: host, directory: '/ova', fileName: `${vm.name}.ova` }
        case 'maintenance':
          return { verb, on: true }
        case 'change-cd': {
          const current = vm.status !== 'down' && vm.status !== 'suspended'
          return { verb, current, ...(image === undefined ? {} : { file: image }) }
        }
        default:
          // Verbs without options are complete by their name.
          return { verb } as VmAction
      }
    },
    disturb(change) {
      engine.beforeWrite(() => {
        engine.beforeWrite(() => {})
        change()
      })
    },
    upstream,
    async close() {},
  }
}

describeActions('oVirt 4.5 by v4', { states, verbs: verbsIn('v4', '4.5.6'), open: () => subjectOf('4.5') })
describeActions('RHEV 3.4 by v3', { states, verbs: verbsIn('v3', '3.4.0'), open: () => subjectOf('3.4') })

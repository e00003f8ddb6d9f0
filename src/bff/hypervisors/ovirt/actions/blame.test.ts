import { describe, expect, test } from 'vitest'
import type { RunOnce, VmAction } from '../../../../contract/actions/vm-action.ts'
import { Fault, type FaultInfo } from '../../../../contract/fault.ts'
import { actingEngine } from '../testing/acting-engine.ts'

const none = '00000000-0000-4000-8000-00000000dead'

type Engine = Awaited<ReturnType<typeof actingEngine>>
type Machine = Awaited<ReturnType<Engine['fit']>>

interface Case {
  status?: 'down' | 'up'
  action(engine: Engine, vm: Machine): VmAction | Promise<VmAction>
  field: string
  /** Words of the engine that stay. */
  words?: RegExp
  only?: '4.5'
  windows?: true
}

const once =
  (options: RunOnce): Case['action'] =>
  () => ({ verb: 'run-once', options })

/** A host of another cluster, or one that takes no VMs. */
const wrongHost = (engine: Engine): string => engine.upstream.hosts().at(-1)?.id ?? ''

const cases: Record<string, Case> = {
  'run-once: CD': { action: once({ cd: 'no-such.iso' }), field: 'options.cd', words: /not found/ },
  'run-once: floppy': {
    action: once({ floppy: 'no-such.vfd' }),
    field: 'options.floppy',
    words: /not found/,
  },
  'run-once: initrd without kernel': {
    action: once({ initrd: '/i' }),
    field: 'options.initrd',
    words: /kernel/,
  },
  'run-once: parameters without kernel': {
    action: once({ commandLine: 'quiet' }),
    field: 'options.commandLine',
    words: /kernel/,
  },
  'run-once: unknown host': {
    action: once({ hostId: none }),
    field: 'options.hostId',
    words: /Entity not found/,
  },
  'run-once: host that cannot': {
    action: (engine) => ({ verb: 'run-once', options: { hostId: wrongHost(engine) } }),
    field: 'options.hostId',
    words: /constraints/,
  },
  'run-once: Windows domain without account': {
    action: once({ domain: { name: 'corp.example.com' } }),
    field: 'options.domain.name',
    words: /password/,
    windows: true,
  },
  'migrate: unknown host': {
    status: 'up',
    action: () => ({ verb: 'migrate', hostId: none }),
    field: 'hostId',
  },
  'migrate: host that cannot': {
    status: 'up',
    action: (engine) => ({ verb: 'migrate', hostId: wrongHost(engine) }),
    field: 'hostId',
    words: /another Data Center/,
  },
  'migrate: where it is': {
    status: 'up',
    async action(_, vm) {
      const row = await vm.read()
      return { verb: 'migrate', hostId: row.hostId ?? '' }
    },
    field: 'hostId',
    words: /already running/,
  },
  'snapshot-preview: unknown snapshot': {
    action: () => ({ verb: 'snapshot-preview', snapshotId: none }),
    field: 'snapshotId',
  },
  'snapshot-revert: unknown snapshot': {
    action: () => ({ verb: 'snapshot-revert', snapshotId: none }),
    field: 'snapshotId',
  },
  'snapshot-delete: unknown snapshot': {
    action: () => ({ verb: 'snapshot-delete', snapshotId: none }),
    field: 'snapshotId',
  },
  'edit: name that is taken': {
    action(engine, vm) {
      const other = engine.upstream.vms().find(({ id }) => id !== vm.id)
      return { verb: 'edit', name: other?.name ?? '' }
    },
    field: 'name',
    words: /already in use/,
  },
  'edit: name of other characters': { action: () => ({ verb: 'edit', name: 'a b' }), field: 'name' },
  'edit: name that is too long': { action: () => ({ verb: 'edit', name: 'x'.repeat(256) }), field: 'name' },
  'edit: too much memory': {
    action: () => ({ verb: 'edit', memoryBytes: 2 ** 46 }),
    field: 'memoryBytes',
    words: /Memory size/,
  },
  'edit: too many processors': {
    action: () => ({ verb: 'edit', cpus: 768, coresPerSocket: 64 }),
    field: 'cpus',
    words: /virtual CPUs/,
  },
  'edit: too many sockets': { action: () => ({ verb: 'edit', cpus: 64, coresPerSocket: 1 }), field: 'cpus' },
  'edit: processors that do not fill sockets': {
    action: () => ({ verb: 'edit', cpus: 5, coresPerSocket: 2 }),
    field: 'coresPerSocket',
  },
  'export: unknown domain': {
    action: () => ({ verb: 'export', storageDomainId: none, exclusive: false, discardSnapshots: false }),
    field: 'storageDomainId',
  },
  'export: domain of another kind': {
    action: async (engine) => ({
      verb: 'export',
      storageDomainId: await engine.domain('iso'),
      exclusive: false,
      discardSnapshots: false,
    }),
    field: 'storageDomainId',
    words: /not an Export Domain/,
  },
  'export-ova: unknown host': {
    action: () => ({ verb: 'export-ova', hostId: none, directory: '/ova', fileName: 'x.ova' }),
    field: 'hostId',
    only: '4.5',
  },
  'change-cd: unknown image': {
    action: () => ({ verb: 'change-cd', file: 'no-such.iso', current: false }),
    field: 'file',
    words: /not found/,
  },
}

async function faultOf(engine: Engine, vm: string, action: VmAction): Promise<FaultInfo | undefined> {
  try {
    const { end } = await engine.run(vm, action)
    return 'fault' in end ? end.fault : undefined
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return error.info
  }
}

describe.each(['4.5', '3.4'] as const)('what an engine %s blames', (version) => {
  const fitting = Object.entries(cases).filter(([, { only }]) => only === undefined || only === version)

  test.each(fitting)('%s', async (_, { status = 'down', action, field, words = /./, windows }) => {
    const engine = await actingEngine(version)
    const vm = await engine.fit(status, undefined, windows)
    const fault = await faultOf(engine, vm.id, await action(engine, vm))
    expect(fault).toMatchObject({ field, system: 'sim', message: expect.stringMatching(words) })
    expect(['invalid-input', 'not-found']).toContain(fault?.kind)
  })

  test('a conflict says what the VM was and what it is now', async () => {
    const engine = await actingEngine(version)
    const vm = await engine.fit('up')
    engine.beforeWrite(() => engine.upstream.setStatus(vm.name, 'suspended'))
    expect(await faultOf(engine, vm.id, { verb: 'migrate' })).toMatchObject({
      kind: 'invalid-state',
      causes: expect.arrayContaining(['It was up when this was asked for, and is suspended now.']),
    })
  })

  test('a VM that somebody removes meanwhile is gone, not in conflict', async () => {
    const engine = await actingEngine(version)
    const vm = await engine.fit('up')
    engine.beforeWrite(() => engine.upstream.remove(vm.name))
    expect(await faultOf(engine, vm.id, { verb: 'stop' })).toMatchObject({
      kind: 'not-found',
      message: 'The VM is gone: somebody removed it meanwhile.',
    })
  })
})

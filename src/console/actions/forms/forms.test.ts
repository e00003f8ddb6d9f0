import { describe, expect, it } from 'vitest'
import { allVerbs, verbs } from '../../../contract/actions/verbs.ts'
import type { Verb } from '../../../contract/actions/vm-action.ts'
import type { HostRow } from '../../../contract/inventory.ts'
import type { VmDetail, VmSnapshot } from '../../../contract/vm.ts'
import { datastore, host, inventoryOf, systemState, vm } from '../../client/test-rows.ts'
import { checkDraft } from '../check-action.ts'
import type { Draft } from '../draft.ts'
import type { ActionForm, FormContext } from '../form.ts'
import { withValue } from './draft-paths.ts'
import { forms } from './forms.ts'
import { newNic } from './guest-init.ts'
import { datastoreChoices, exportChoices, hostChoices, rootPoolOf } from './places.ts'
import { descendants } from './snapshot-delete.tsx'

const GiB = 1024 ** 3
const place = { clusterId: 'c1', datacenterId: 'd1' }

function snapshot(id: string, more: Partial<VmSnapshot> = {}): VmSnapshot {
  return { id, name: id, current: false, ...more }
}

function context(more: Partial<FormContext> = {}, detail: Partial<VmDetail> = {}): FormContext {
  const machine = vm('web01', { hostId: 'h1', ...place, memoryBytes: 4 * GiB })
  return {
    targets: [{ kind: 'vm', system: 'a', id: 'web01', name: 'web01' }],
    machines: [machine],
    system: systemState(),
    detail: {
      vm: machine,
      disks: [],
      nics: [],
      snapshots: [],
      facts: [],
      missing: [],
      reference: 'vm-1',
      ...detail,
    },
    inventory: inventoryOf(machine),
    ...more,
  }
}

async function formOf(verb: Verb): Promise<ActionForm> {
  const load = forms[verb]
  if (load === undefined) throw new Error(`no form for ${verb}`)
  return (await load()).form
}

/** What is sent of a form in which this was filled in, or its errors. */
async function filled(verb: Verb, fill: Record<string, unknown>, of: FormContext = context()) {
  const form = await formOf(verb)
  let draft: Draft = form.initial(of)
  for (const [path, value] of Object.entries(fill)) draft = withValue(draft, path, value)
  const { action, errors } = checkDraft(verb, draft, form)
  return action ?? Object.fromEntries(errors)
}

describe('forms', () => {
  it('has one for every verb with options, and no other', async () => {
    expect(Object.keys(forms).sort()).toEqual(allVerbs.filter((verb) => verbs[verb].form === true).sort())
    for (const verb of allVerbs.filter((each) => verbs[each].form === true)) {
      expect(await formOf(verb), verb).toBeDefined()
    }
  })
})

describe('run once', () => {
  it('sends nothing that was not filled in', async () => {
    expect(await filled('run-once', {})).toEqual({ verb: 'run-once', options: {} })
  })

  it('sends boot devices in order, once each', async () => {
    const action = await filled('run-once', {
      'options.boot': ['network', '', 'network'],
      'options.pause': true,
      'options.cd': 'fedora.iso',
    })
    expect(action).toEqual({
      verb: 'run-once',
      options: { pause: true, boot: ['network'], cd: 'fedora.iso' },
    })
  })

  it('sends cloud-init with cards, servers and script', async () => {
    const action = await filled('run-once', {
      initialize: 'cloud-init',
      'options.cloudInit.hostName': 'web01',
      'options.cloudInit.password': ' p w ',
      'options.cloudInit.nics': [
        { ...newNic(0), protocol: 'static', address: '192.0.2.5', netmask: '255.255.255.0' },
        { ...newNic(1), address: '192.0.2.6' },
      ],
      'options.cloudInit.dnsServers': '192.0.2.53, 2001:db8::53',
      'options.cloudInit.dnsSearch': 'x.test',
      'options.cloudInit.customScript': 'runcmd:\n- touch /x\n',
    })
    expect(action).toEqual({
      verb: 'run-once',
      options: {
        cloudInit: {
          hostName: 'web01',
          password: ' p w ',
          nics: [
            {
              name: 'eth0',
              protocol: 'static',
              address: '192.0.2.5',
              netmask: '255.255.255.0',
              onBoot: true,
            },
            { name: 'eth1', protocol: 'dhcp', onBoot: true },
          ],
          dnsServers: ['192.0.2.53', '2001:db8::53'],
          dnsSearch: ['x.test'],
          customScript: 'runcmd:\n- touch /x\n',
        },
      },
    })
  })

  it('marks what is wrong at its field', async () => {
    const errors = await filled('run-once', {
      initialize: 'cloud-init',
      'options.cloudInit.nics': [
        { ...newNic(0), name: '', protocol: 'static', address: '192.0.2', netmask: '' },
      ],
      'options.cloudInit.dnsServers': '192.0.2.53 nowhere',
      'options.domain.userName': 'admin',
    })
    expect(errors).toMatchObject({
      'options.cloudInit.nics.0.name': 'Enter the name of the card in the guest, like eth0.',
      'options.cloudInit.nics.0.address': 'Enter an IPv4 address like 192.0.2.5.',
      'options.cloudInit.dnsServers.1': 'Enter IP addresses like 192.0.2.53 or 2001:db8::53.',
      'options.domain.name': 'Enter the name of the domain.',
    })
  })

  it('forgets cloud-init where sysprep was chosen instead', async () => {
    const action = await filled('run-once', {
      initialize: 'sysprep',
      'options.cloudInit.hostName': 'web01',
      'options.sysprep.domain': 'CORP',
    })
    expect(action).toEqual({ verb: 'run-once', options: { sysprep: { domain: 'CORP' } } })
  })
})

describe('edit', () => {
  it('sends only what was changed', async () => {
    expect(await filled('edit', { cpus: 4, memory: { amount: 512, unit: 'MiB' } })).toEqual({
      verb: 'edit',
      cpus: 4,
      memoryBytes: 512 * 1024 ** 2,
    })
  })

  it('wants a change, and numbers', async () => {
    expect(await filled('edit', {})).toEqual({ '': 'Nothing was changed.' })
    expect(await filled('edit', { cpus: '' })).toMatchObject({ cpus: 'Enter a number.' })
    expect(await filled('edit', { cpus: 3, coresPerSocket: 2 })).toMatchObject({
      coresPerSocket: '3 CPUs do not fill sockets of 2 cores.',
    })
  })

  it('tells before sending what a running VM takes', async () => {
    const running = context(
      {},
      { changes: { cpus: true, memory: true, cpusMax: 8, memoryStepBytes: GiB, memoryMaxBytes: 16 * GiB } },
    )
    expect(await filled('edit', { cpus: 1 }, running)).toEqual({
      cpus: 'While it runs, CPUs can only be added: at least 2.',
    })
    expect(await filled('edit', { cpus: 16 }, running)).toEqual({ cpus: 'While it runs, at most 8.' })
    expect(await filled('edit', { memory: { amount: 4.5, unit: 'GiB' } }, running)).toEqual({
      memoryBytes: 'While it runs, memory is added in steps of 1 GiB.',
    })
    expect(await filled('edit', { memory: { amount: 6, unit: 'GiB' } }, running)).toEqual({
      verb: 'edit',
      memoryBytes: 6 * GiB,
    })
  })

  it('leaves an engine to keep for the next start what it cannot do at once', async () => {
    const engine = context(
      { system: systemState({ kind: 'ovirt' }) },
      { changes: { cpus: true, memory: 'No.' } },
    )
    expect(await filled('edit', { cpus: 1, nextRun: true }, engine)).toEqual({
      verb: 'edit',
      cpus: 1,
      nextRun: true,
    })
    expect(await filled('edit', { notes: 'x', nextRun: true }, engine)).toEqual({ verb: 'edit', notes: 'x' })
  })
})

describe('placement', () => {
  const rows: HostRow[] = [
    host('h1', place),
    host('h2', {
      ...place,
      cpuCores: 10,
      cpuMhz: 2000,
      cpuUsedPercent: 25,
      memoryBytes: 8 * GiB,
      memoryUsedBytes: GiB,
    }),
    host('h3', { ...place, state: 'maintenance' }),
    host('h4', { clusterId: 'c2', datacenterId: 'd1' }),
    host('h5', { clusterId: 'c3', datacenterId: 'd2' }),
    host('h6', { ...place, system: 'b' }),
  ]
  const inventory = inventoryOf(...rows)
  const machine = vm('web01', { hostId: 'h1', ...place })

  it('lists hosts with what is free, and says why some take no VM', () => {
    expect(hostChoices(inventory, 'ovirt', [machine], { leave: true })).toEqual([
      { id: 'h2', name: 'h2', detail: 'free: 15.0 GHz of 20.0 GHz CPU, 7 GiB of 8 GiB memory' },
      { id: 'h1', name: 'h1', detail: '', refused: 'It runs here now.' },
      { id: 'h3', name: 'h3', detail: '', refused: 'In maintenance: takes no VMs.' },
    ])
  })

  it('reaches over the data center on vCenter, and over nothing where the VMs are apart', () => {
    expect(hostChoices(inventory, 'vcenter', [machine]).map(({ id }) => id)).toEqual(['h1', 'h2', 'h4', 'h3'])
    const apart = vm('web02', { clusterId: 'c3', datacenterId: 'd2' })
    expect(hostChoices(inventory, 'vcenter', [machine, apart])).toEqual([])
  })

  it('migrates automatically on engines, to a host on vCenter', async () => {
    const engine = context({ system: systemState({ kind: 'ovirt' }) })
    expect(await filled('migrate', {}, engine)).toEqual({ verb: 'migrate' })
    expect(await filled('migrate', { automatic: false }, engine)).toEqual({ hostId: 'Choose a host.' })
    expect(await filled('migrate', { hostId: 'h2' })).toEqual({ verb: 'migrate', hostId: 'h2' })
  })

  it('finds the pool that stands for the cluster of a host', () => {
    const base = { kind: 'pool', system: 'a', health: 'ok', name: 'Resources' } as const
    const found = inventoryOf(
      ...rows,
      { ...base, id: 'p1', clusterId: 'c1', root: true },
      { ...base, id: 'p2', clusterId: 'c2', root: true },
    )
    expect(rootPoolOf(found, host('h4', { clusterId: 'c2' }))?.id).toBe('p2')
  })

  it('relocates all disks, or some', async () => {
    const disks = [
      { id: 'k1', name: 'one', capacityBytes: 10 * GiB },
      { id: 'k2', name: 'two', capacityBytes: 20 * GiB },
    ]
    const of = context({}, { disks })
    expect(await filled('relocate', {}, of)).toEqual({ datastoreId: 'Choose a datastore.' })
    expect(await filled('relocate', { datastoreId: 's1' }, of)).toEqual({
      verb: 'relocate',
      datastoreId: 's1',
    })
    expect(await filled('relocate', { way: 'disks', 'disks.1.datastoreId': 's2' }, of)).toEqual({
      verb: 'relocate',
      disks: [{ id: 'k2', datastoreId: 's2' }],
    })
    expect(await filled('relocate', { way: 'disks' }, of)).toEqual({
      disks: 'Choose where at least one disk shall go.',
    })
  })

  it('lists datastores with what is free, and export domains apart', () => {
    const found = inventoryOf(
      datastore('s1', { datacenterId: 'd1', role: 'data', freeBytes: 5 * GiB, capacityBytes: 10 * GiB }),
      datastore('s2', { datacenterId: 'd1', role: 'iso' }),
      datastore('s3', { datacenterId: 'd1', role: 'export' }),
      datastore('s4', { datacenterId: 'd2', role: 'data' }),
    )
    expect(datastoreChoices(found, 'ovirt', machine, 8 * GiB)).toEqual([
      { id: 's1', name: 's1', detail: '5 GiB of 10 GiB free · less than the disks take' },
    ])
    expect(exportChoices(found, [machine]).map(({ id }) => id)).toEqual(['s3'])
  })
})

describe('snapshots', () => {
  it('proposes the one that the VM runs on, and sends only ticks that were set', async () => {
    const of = context({}, { snapshots: [snapshot('s1'), snapshot('s2', { current: true })] })
    expect(await filled('snapshot-revert', {}, of)).toEqual({ verb: 'snapshot-revert', snapshotId: 's2' })
    expect(await filled('snapshot-delete', { children: true }, of)).toEqual({
      verb: 'snapshot-delete',
      snapshotId: 's2',
      children: true,
    })
    expect(await filled('snapshot-revert', {})).toEqual({ snapshotId: 'Choose a snapshot.' })
  })

  it('counts all that build on one', () => {
    const chain = [snapshot('c', { parentId: 'b' }), snapshot('b', { parentId: 'a' }), snapshot('a')]
    expect(descendants(chain, 'a')).toBe(2)
    expect(descendants(chain, 'c')).toBe(0)
  })

  it('names a new one', async () => {
    expect(await filled('snapshot-create', {})).toEqual({ name: 'Enter a name.' })
    expect(await filled('snapshot-create', { name: 'before', memory: true })).toEqual({
      verb: 'snapshot-create',
      name: 'before',
      memory: true,
    })
  })

  it('renames without losing the description', async () => {
    const of = context({}, { snapshots: [snapshot('s1', { description: 'old' })] })
    expect(await filled('snapshot-rename', {}, of)).toEqual({
      verb: 'snapshot-rename',
      snapshotId: 's1',
      name: 's1',
      description: 'old',
    })
  })
})

describe('the rest', () => {
  it('answers with what the system proposes, unless another answer is chosen', async () => {
    const question = { id: 'q', text: 'Moved or copied?', choices: [], proposed: '2' }
    expect(await filled('answer', {}, context({}, { question }))).toEqual({
      verb: 'answer',
      questionId: 'q',
      choice: '2',
    })
    expect(await filled('answer', {})).toMatchObject({ '': 'There is no question to answer.' })
  })

  it('changes the CD, or ejects it', async () => {
    expect(await filled('change-cd', {})).toMatchObject({ file: 'Choose an image, or eject.' })
    expect(await filled('change-cd', { file: 'x.iso' })).toEqual({
      verb: 'change-cd',
      file: 'x.iso',
      current: true,
    })
    expect(await filled('change-cd', { eject: true })).toEqual({ verb: 'change-cd', current: true })
  })

  it('removes with no more than was ticked', async () => {
    expect(await filled('remove', {})).toEqual({ verb: 'remove' })
    expect(await filled('remove', { keepDisks: true })).toEqual({ verb: 'remove', keepDisks: true })
  })

  it('proposes the only export domain, and a file name for an appliance', async () => {
    const inventory = inventoryOf(datastore('x1', { datacenterId: 'd1', role: 'export' }))
    expect(await filled('export', {}, context({ inventory }))).toMatchObject({ storageDomainId: 'x1' })
    expect(await filled('export-ova', { hostId: 'h1', directory: '/ova' })).toEqual({
      verb: 'export-ova',
      hostId: 'h1',
      directory: '/ova',
      fileName: 'web01.ova',
    })
  })
})

import { expect, test } from 'vitest'
import type { InventoryRow } from '../inventory.ts'
import { mergedFindings, orderedFindings, preflight } from './check-order.ts'
import type { CustomizationOf } from './customization.ts'
import type { CloneOptions } from './options.ts'
import type { CloneOrder } from './order.ts'
import type { CloneFinding } from './plan.ts'
import {
  engineOptions,
  engineRows,
  inventoryOf,
  orderOf,
  vm,
  vsphereOptions,
  vsphereRows,
  withRow,
} from './sample-estate.ts'

const gib = 1024 ** 3
const lines = (found: CloneFinding[]) =>
  found.map(({ level, field, message }) => `${level} ${field}: ${message}`)

function told(
  order: Partial<CloneOrder>,
  more: Partial<CloneOptions> = {},
  rows: InventoryRow[] = vsphereRows(),
) {
  return lines(preflight(orderOf(order), vsphereOptions(more), inventoryOf(rows)))
}

function toldByEngine(order: Partial<CloneOrder>, more: Partial<CloneOptions> = {}) {
  return lines(
    preflight(orderOf({ source: { vm: 'tpl' }, ...order }), engineOptions(more), inventoryOf(engineRows())),
  )
}

const card = { ipv4: 'static', address: '192.0.2.5', netmask: '255.255.255.0' } as const
const linux: CustomizationOf<'linux'> = {
  kind: 'linux',
  domain: 'example.test',
  adapters: [{ ipv4: 'dhcp' }],
}
const windows: CustomizationOf<'windows'> = {
  kind: 'windows',
  fullName: 'A',
  organization: 'B',
  timeZone: 110,
  changeSid: true,
  deleteAccounts: false,
  membership: { kind: 'workgroup', name: 'W' },
  adapters: [{ ipv4: 'dhcp' }],
}
const onWindows = { source: { ...vsphereOptions().source, family: 'windows' as const } }

test('a plain clone is fine on both', () => {
  expect(told({})).toEqual([])
  expect(toldByEngine({})).toEqual([])
})

test.each<[string, Partial<CloneOrder>, string[]]>([
  ['no source', { source: { vm: 'zz' } }, ['error source.vm: The source is not in the inventory any more.']],
  [
    'no snapshot',
    { source: { vm: 'src', snapshotId: 'zz' } },
    ['error source.snapshotId: This snapshot is not there any more.'],
  ],
  [
    'linked without snapshot',
    { linked: true },
    ['error linked: A linked clone shares the disks of a snapshot.'],
  ],
  ['memory without snapshot', { memory: true }, ['error memory: Memory can be copied from a snapshot only.']],
  [
    'memory of a snapshot without',
    { memory: true, source: { vm: 'src', snapshotId: 'snap' } },
    ['error memory: This snapshot was made without memory.'],
  ],
  [
    'a disk both left out and changed',
    { disks: [{ id: '2000', remove: true, datastoreId: 'ds1' }] },
    ['error disks.0.remove: Hard disk 1 cannot be left out and changed at once.'],
  ],
  [
    'a disk that is not there, and one twice',
    { disks: [{ id: '1' }, { id: '2000' }, { id: '2000' }] },
    ['error disks.0.id: The source has no disk 1.', 'error disks.2.id: Hard disk 1 is named twice.'],
  ],
  [
    'no disk left',
    {
      disks: [
        { id: '2000', remove: true },
        { id: '2001', remove: true },
      ],
    },
    ['warning disks: The copies have no disk.'],
  ],
  [
    'a child without snapshot',
    { disks: [{ id: '2000', moveType: 'createNewChildDiskBacking' }] },
    [
      'error disks.0.moveType: A new child of the disk needs a snapshot of the source.',
      'error disks.0.moveType: This cannot be asked of copies of this source.',
    ],
  ],
  [
    'a card that is not there, and one both removed and changed',
    {
      nics: [{ id: '1' }, { id: '4000', remove: true, networkId: 'n2' }],
    },
    [
      'error nics.0.id: The source has no card 1.',
      'error nics.1.remove: Network adapter 1 cannot be removed and changed at once.',
    ],
  ],
  [
    'odd sockets',
    { cpus: 6, coresPerSocket: 4 },
    ['error coresPerSocket: 6 CPUs cannot be shared out evenly over sockets of 4 cores.'],
  ],
  ['odd memory', { memoryBytes: 4 * gib + 1 }, ['error memoryBytes: Memory comes in steps of 4 MiB.']],
  [
    'a template that starts',
    { template: true, powerOn: true },
    ['warning powerOn: Templates are not started; this is passed over.'],
  ],
  [
    'a way that is not there',
    { way: 'vm-clone' },
    ['error way: This cannot be asked of copies of this source.'],
  ],
  [
    'addresses without customization',
    { copies: [{ name: 'x', address: '192.0.2.5' }] },
    ['warning copies.0.address: Not used: the guest is not customized.'],
  ],
])('%s', (_, order, expected) => {
  expect(told(order)).toEqual(expected)
})

test('features that a source does not have are errors with their reason', () => {
  expect(told({ seal: true })).toEqual(['error seal: This cannot be asked of copies of this source.'])
  expect(told({ cpus: 4 }, { features: { hardware: 'Not with REST.' } })).toEqual([
    'error cpus: Not with REST.',
  ])
  expect(toldByEngine({ placement: { folderId: 'f1' } })).toContain(
    'error placement.folderId: This cannot be asked of copies of this source.',
  )
  expect(told({ way: 'rest' }, { ways: [{ way: 'rest', title: 'REST', possible: 'Too old.' }] })).toEqual([
    'error way: Too old.',
  ])
})

test('the state of the source', () => {
  const rows = (change: object) => withRow(vsphereRows(), 'src', change)
  expect(told({}, {}, rows({ connected: false, status: 'inaccessible' }))).toEqual([
    'error source.vm: gold cannot be reached by its system: inaccessible.',
  ])
  expect(told({}, {}, rows({ question: true }))[0]).toMatch(/^warning source.vm: gold waits/)
  const note = { source: { ...vsphereOptions().source, note: 'It runs.' } }
  expect(told({}, note)).toEqual(['info source.vm: It runs.'])
  expect(told({}, { missing: [{ part: 'disks', reason: 'Forbidden.' }] })).toEqual([
    'info undefined: Not checked, because it could not be read: disks. Forbidden.',
  ])
})

test('only VMs of a template are thin in an engine; eager disks are VMware’s', () => {
  expect(toldByEngine({ linked: true })).toEqual([])
  expect(toldByEngine({ linked: true }, { source: { ...engineOptions().source, kind: 'vm' } })).toEqual([
    'error linked: Only VMs of a template share its disks.',
  ])
  expect(
    toldByEngine({ disks: [{ id: 'td1', format: 'thick-eager' }] }, { features: { 'disk-format': true } }),
  ).toEqual(['error disks.0.format: Only thin and thick are known here.'])
})

test.each<[string, Partial<CloneOrder>, Partial<CloneOptions>, string[]]>([
  ['Linux for Linux', { customization: linux }, {}, []],
  [
    'Linux for Windows',
    { customization: linux },
    onWindows,
    ['error customization.kind: This is for Linux; the guest of the source is Windows.'],
  ],
  [
    'a stored one for the other system',
    { customization: { kind: 'stored', name: 'linux-dhcp' } },
    onWindows,
    ['error customization.name: This is for Linux; the guest of the source is Windows.'],
  ],
  [
    'a stored one that is gone',
    { customization: { kind: 'stored', name: 'zz' } },
    {},
    ['error customization.name: There is no specification zz any more.'],
  ],
  [
    'too many cards',
    { customization: { ...linux, adapters: [{ ipv4: 'dhcp' }, { ipv4: 'dhcp' }] } },
    {},
    ['error customization.adapters: Settings for 2 cards; the copies have 1.'],
  ],
  [
    'a template is not customized',
    { customization: linux, template: true },
    {},
    ['warning customization: Templates are not customized; this is passed over.'],
  ],
  [
    'a name that is no host name',
    { customization: linux, copies: [{ name: 'web_1' }] },
    {},
    ['warning copies.0.hostName: The host name would be web_1, which is no legal host name.'],
  ],
  [
    'a computer name that is too long',
    { customization: windows, copies: [{ name: 'x', hostName: 'a-very-long-name' }] },
    onWindows,
    ['error copies.0.hostName: a-very-long-name has more than 15 characters.'],
  ],
  [
    'one host name for two',
    { customization: { ...linux, hostName: 'web' }, copies: [{ name: 'x' }, { name: 'y' }] },
    {},
    ['warning copies.1.hostName: Copy 1 gets this host name too: web.'],
  ],
])('guest: %s', (_, order, more, expected) => {
  expect(told(order, more)).toEqual(expected)
})

test('without tools a guest cannot be customized', () => {
  const rows = withRow(vsphereRows(), 'src', { tools: 'not-installed' })
  expect(told({ customization: linux }, {}, rows)[0]).toMatch(
    /^warning customization: The source has no VMware/,
  )
})

test.each<[string, Partial<CloneOrder>, string[]]>([
  [
    'twice among the copies',
    {
      copies: [
        { name: 'x', address: '192.0.2.5' },
        { name: 'y', address: '192.0.2.5' },
      ],
    },
    ['warning copies.1.address: Copy 1 gets 192.0.2.5 too.'],
  ],
  [
    'shown by another VM',
    { copies: [{ name: 'x', address: '192.0.2.10' }] },
    ['warning copies.0.address: VM web-1 shows 192.0.2.10 already.'],
  ],
  [
    'the same for all',
    { copies: [{ name: 'x' }, { name: 'y' }] },
    ['warning customization.adapters.0.address: 2 copies get this address.'],
  ],
  [
    'the subnet itself, and its broadcast',
    {
      copies: [
        { name: 'x', address: '192.0.2.0' },
        { name: 'y', address: '192.0.2.255' },
      ],
    },
    [
      'error copies.0.address: This is the address of the subnet itself.',
      'error copies.1.address: This is the broadcast address of the subnet.',
    ],
  ],
  [
    'a mask with holes',
    { copies: [{ name: 'x', address: '192.0.2.7', netmask: '255.0.255.0' }] },
    ['error copies.0.netmask: The ones of a netmask stand together, as in 255.255.254.0.'],
  ],
  [
    'a gateway elsewhere, and one that is the copy',
    {
      copies: [
        { name: 'x', address: '192.0.2.7', gateway: '198.51.100.1' },
        { name: 'y', address: '192.0.2.8', gateway: '192.0.2.8' },
      ],
    },
    [
      'error copies.1.gateway: This is the address of the copy itself.',
      'warning copies.0.gateway: 198.51.100.1 is not in the subnet of 192.0.2.7/24.',
    ],
  ],
])('addresses: %s', (_, order, expected) => {
  expect(told({ customization: { ...linux, adapters: [card] }, ...order })).toEqual(expected)
})

test('an address needs a mask from somewhere', () => {
  expect(told({ customization: linux, copies: [{ name: 'x', address: '192.0.2.7' }] })).toEqual([
    'error copies.0.netmask: A fixed address needs a netmask.',
  ])
})

test('cards of cloud-init are checked alike', () => {
  const nics = [
    {
      name: 'eth0',
      protocol: 'static' as const,
      onBoot: true,
      address: '192.0.2.5',
      netmask: '255.255.255.0',
      gateway: '198.51.100.1',
    },
  ]
  expect(toldByEngine({ customization: { kind: 'cloud-init', options: { nics } }, powerOn: true })).toEqual([
    'warning customization.options.nics.0.gateway: 198.51.100.1 is not in the subnet of 192.0.2.5/24.',
  ])
})

test('findings are told once, errors first, then by step', () => {
  const one: CloneFinding = { level: 'warning', step: 'copies', field: 'a', message: 'A' }
  const found = orderedFindings([
    { level: 'info', step: 'source', message: 'I' },
    { level: 'error', step: 'review', message: 'E2' },
    one,
    { ...one, advice: 'again' },
    { level: 'error', step: 'source', message: 'E1' },
  ])
  expect(found.map(({ message }) => message)).toEqual(['E1', 'E2', 'A', 'I'])
  expect(found[2]).toBe(one)
})

test('an adapter that says the same is not repeated, what it alone knows is kept', () => {
  const error = (field: string, message: string): CloneFinding => ({
    level: 'error',
    step: 'review',
    field,
    message,
  })
  const generic = preflight(
    orderOf({ placement: { folderId: 'f1' } }),
    engineOptions(),
    inventoryOf(engineRows()),
  ).filter(({ field }) => field === 'placement.folderId')
  expect(generic).toHaveLength(2)
  const merged = mergedFindings(
    [error('linked', 'ours'), error('placement.datastoreId', 'full'), ...generic],
    [
      error('linked', 'theirs'),
      error('placement.datastoreId', 'forbidden'),
      error('placement.folderId', 'No folders.'),
    ],
  )
  expect(merged.map(({ message }) => message).sort()).toEqual(
    ['No folders.', 'forbidden', 'full', 'ours', 'It is not in the inventory any more.'].sort(),
  )
})

test('of the source itself the adapter knows best', () => {
  const of = (level: CloneFinding['level'], message: string): CloneFinding => ({
    level,
    step: 'source',
    field: 'source.vm',
    message,
  })
  const said = (...byAdapter: CloneFinding[]) =>
    mergedFindings([of('error', 'locked'), of('info', 'runs')], byAdapter).map(({ message }) => message)
  expect(said()).toEqual(['locked', 'runs'])
  expect(said(of('info', 'It runs.'))).toEqual(['locked', 'It runs.'])
  expect(said(of('error', 'Its disks are locked.'))).toEqual(['Its disks are locked.'])
})

test('a hundred copies among many VMs', () => {
  const rows = [
    ...vsphereRows(),
    ...Array.from({ length: 45_000 }, (_, index) =>
      vm({
        id: `v${index}`,
        name: `app-${index}`,
        folderId: 'f1',
        datacenterId: 'dc1',
        ips: [`10.0.${index >> 8}.${index & 255}`],
      }),
    ),
  ]
  const copies = Array.from({ length: 100 }, (_, index) => ({ name: `app-${index * 900}` }))
  const found = told({ copies }, {}, rows)
  // 0, 900, … 44,100 are taken.
  expect(found.filter((line) => line.includes('A VM of this name is in folder Prod already.'))).toHaveLength(
    50,
  )
})

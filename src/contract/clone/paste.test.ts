import { expect, test } from 'vitest'
import { pasteCopies } from './paste.ts'
import { inventoryOf, vsphereRows } from './sample-estate.ts'

const inventory = inventoryOf(vsphereRows())
const paste = (text: string) => pasteCopies(text, inventory)

test.each([
  ['tabs', 'web-1\tweb1.example.com\t192.0.2.5\nweb-2\tweb2.example.com\t192.0.2.6'],
  ['commas', 'web-1,web1.example.com,192.0.2.5\r\nweb-2,web2.example.com,192.0.2.6\r\n'],
  ['semicolons', '"web-1";"web1.example.com";192.0.2.5\n\nweb-2 ; web2.example.com ; 192.0.2.6'],
  [
    'a header in any order',
    'IP Address;VM-Name;Host Name\n192.0.2.5;web-1;web1.example.com\n192.0.2.6;web-2;web2.example.com',
  ],
])('rows with %s', (_, text) => {
  expect(paste(text)).toMatchObject({
    copies: [
      { name: 'web-1', hostName: 'web1.example.com', address: '192.0.2.5' },
      { name: 'web-2', hostName: 'web2.example.com', address: '192.0.2.6' },
    ],
    findings: [],
  })
})

test('every column by its header', () => {
  const { copies, findings } = paste(
    [
      'name\thost name\tIP\tnetmask\tgateway\tfolder\tcluster\thost\tpool\tdatastore',
      'web\tw.example\t192.0.2.5\t255.255.255.0\t192.0.2.1\tWeb\ta\ta1\tgold\tds2',
    ].join('\n'),
  )
  expect(findings).toEqual([])
  expect(copies).toEqual([
    {
      name: 'web',
      hostName: 'w.example',
      address: '192.0.2.5',
      netmask: '255.255.255.0',
      gateway: '192.0.2.1',
      // Two pools are called gold: the one of cluster a is meant.
      placement: { folderId: 'f2', clusterId: 'a', hostId: 'a1', poolId: 'pa', datastoreId: 'ds2' },
    },
  ])
})

test('one column is names, and a lone known word is a header', () => {
  expect(paste('web-1\nweb-2').copies).toEqual([{ name: 'web-1' }, { name: 'web-2' }])
  expect(paste('Name\nweb-2').copies).toEqual([{ name: 'web-2' }])
})

test('without a header addresses and masks are known by their look', () => {
  expect(paste('web,255.255.255.0,192.0.2.5,192.0.2.1,w.example').copies).toEqual([
    {
      name: 'web',
      netmask: '255.255.255.0',
      address: '192.0.2.5',
      gateway: '192.0.2.1',
      hostName: 'w.example',
    },
  ])
})

test('a prefix says the mask', () => {
  expect(paste('web,192.0.2.5/26').copies).toEqual([
    { name: 'web', address: '192.0.2.5', netmask: '255.255.255.192' },
  ])
  expect(paste('name,ip,prefix\nweb,192.0.2.5,/24').copies[0]?.netmask).toBe('255.255.255.0')
})

test('quotes keep delimiters, line ends and quotes', () => {
  expect(paste('name,host name\n"a ""x"", b\nc","h"').copies).toEqual([
    { name: 'a "x", b\nc', hostName: 'h' },
  ])
})

test('texts that are no address stay for the form to mark', () => {
  expect(paste('name,ip\nweb,192.0.2.500').copies[0]?.address).toBe('192.0.2.500')
})

test('places are found by letter case aside, path, and id', () => {
  expect(paste('name,folder\nx,prod/web').copies[0]?.placement).toEqual({ folderId: 'f2' })
  expect(paste('name,folder\nx,dc2/Prod').copies[0]?.placement).toEqual({ folderId: 'f3' })
  expect(paste('name,cluster\nx,A').copies[0]?.placement).toEqual({ clusterId: 'a' })
  expect(paste('name,datastore\nx,ds9').copies[0]?.placement).toEqual({ datastoreId: 'ds9' })
  expect(paste('name,pool\nx,b/gold').copies[0]?.placement).toEqual({ poolId: 'pb' })
})

test('what is not found or not clear is told with its cell', () => {
  const { copies, findings } = paste('name,folder,cluster,colour\nx,Prod,zz,red\ny,Prod,c,')
  expect(copies).toEqual([{ name: 'x' }, { name: 'y', placement: { folderId: 'f3', clusterId: 'c' } }])
  expect(findings).toEqual([
    {
      line: 2,
      copy: 0,
      column: 'colour',
      cell: 'red',
      message: 'This column is not known.',
    },
    {
      line: 2,
      copy: 0,
      column: 'folder',
      field: 'folderId',
      cell: 'Prod',
      message: '2 have this name. Write the path or the id of the folder.',
    },
    {
      line: 2,
      copy: 0,
      column: 'cluster',
      field: 'clusterId',
      cell: 'zz',
      message: 'There is no cluster zz.',
    },
  ])
})

test('rows beyond a hundred and columns that are there twice are told', () => {
  const many = paste(Array.from({ length: 102 }, (_, index) => `vm-${index}`).join('\n'))
  expect(many.copies).toHaveLength(100)
  expect(many.findings.map(({ line, cell }) => [line, cell])).toEqual([
    [101, 'vm-100'],
    [102, 'vm-101'],
  ])
  expect(paste('name,ip,ip\nx,192.0.2.1,192.0.2.2')).toMatchObject({
    copies: [{ address: '192.0.2.1' }],
    findings: [{ cell: '192.0.2.2', message: 'This column is there twice.' }],
  })
})

test('nothing pasted is no copies', () => {
  expect(paste('  \n ')).toMatchObject({ copies: [], findings: [] })
})

import { describe, expect, test } from 'vitest'
import type { InventoryRow } from '../../../../contract/inventory.ts'
import type { TabKind } from '../tabs.ts'
import type { TreeView } from '../url-state.ts'
import { TreeCounts } from './tree-counts.ts'
import { buildTree, placesIn, type TreeNode, type TreeSource } from './tree-model.ts'
import { scopeOf } from './tree-scope.ts'

function row(kind: InventoryRow['kind'], id: string, fields: object = {}): InventoryRow {
  // Only the fields that place an object matter here.
  return { kind, system: 's', id, name: id, health: 'ok', ...fields } as unknown as InventoryRow
}

const rows: InventoryRow[] = [
  row('folder', 'root', { holds: 'datacenter', root: true }),
  row('folder', 'europe', { holds: 'datacenter', root: false, folderId: 'root' }),
  row('datacenter', 'paris', { folderId: 'europe' }),
  row('datacenter', 'oslo', { folderId: 'root' }),
  row('folder', 'paris-host', { holds: 'host', root: true, folderId: 'paris', datacenterId: 'paris' }),
  row('folder', 'paris-vm', { holds: 'vm', root: true, datacenterId: 'paris' }),
  row('folder', 'racks', { holds: 'host', root: false, folderId: 'paris-host', datacenterId: 'paris' }),
  row('folder', 'prod', { holds: 'vm', root: false, folderId: 'paris-vm', datacenterId: 'paris' }),
  row('folder', 'web', { holds: 'vm', root: false, folderId: 'prod', datacenterId: 'paris' }),
  row('folder', 'tier1', { holds: 'datastore', root: false, datacenterId: 'paris' }),
  row('cluster', 'c1', { folderId: 'paris-host', datacenterId: 'paris' }),
  row('cluster', 'c2', { folderId: 'racks', datacenterId: 'paris' }),
  row('host', 'h10', { clusterId: 'c1', datacenterId: 'paris' }),
  row('host', 'h2', { clusterId: 'c1', datacenterId: 'paris' }),
  row('host', 'alone', { folderId: 'racks', datacenterId: 'paris' }),
  row('pool', 'c1-root', { clusterId: 'c1', root: true }),
  row('pool', 'gold', { parentId: 'c1-root', clusterId: 'c1', root: false }),
  row('pool', 'gold-sub', { parentId: 'gold', clusterId: 'c1', root: false }),
  row('vm', 'v1', {
    hostId: 'h2',
    clusterId: 'c1',
    datacenterId: 'paris',
    folderId: 'web',
    poolId: 'gold-sub',
  }),
  row('vm', 'v2', { hostId: 'h10', datacenterId: 'paris', folderId: 'paris-vm', poolId: 'c1-root' }),
  row('vm', 'v3', { clusterId: 'c2' }),
  row('vm', 'v4', {}),
  row('datastore', 'd1', { datacenterId: 'paris', folderId: 'tier1' }),
]

function source(all: readonly InventoryRow[]): TreeSource {
  return {
    systems: [{ id: 's', name: 'System S' }],
    rows: (kind) => all.filter((each) => each.kind === kind),
    row: (_system, id) => all.find((each) => each.id === id),
  }
}

function drawn(nodes: readonly TreeNode[], indent = ''): string[] {
  return nodes.flatMap((node) => [`${indent}${node.name}`, ...drawn(node.children, `${indent}  `)])
}

const draw = (view: TreeView, tab: TabKind, all = rows) => drawn(buildTree(source(all), view, tab).roots)

describe('buildTree', () => {
  test('hosts view: folders of data centers, data centers, host folders, clusters, hosts, pools', () => {
    expect(draw('hosts', 'vm')).toEqual([
      'System S',
      '  europe',
      '    paris',
      '      racks',
      '        c2',
      '        alone',
      '      c1',
      '        h2',
      '        h10',
      '        gold',
      '          gold-sub',
      '  oslo',
    ])
  })

  test('folder view: the folders of what the tab shows', () => {
    expect(draw('folders', 'vm')).toEqual([
      'System S',
      '  europe',
      '    paris',
      '      prod',
      '        web',
      '  oslo',
    ])
    expect(draw('folders', 'datastore')).toEqual([
      'System S',
      '  europe',
      '    paris',
      '      tier1',
      '  oslo',
    ])
    expect(draw('folders', 'host')).toEqual(['System S', '  europe', '    paris', '      racks', '  oslo'])
  })

  test('a circle of folders hangs on its system instead of hanging the page', () => {
    const circle = [
      row('folder', 'a', { holds: 'vm', root: false, folderId: 'b' }),
      row('folder', 'b', { holds: 'vm', root: false, folderId: 'a' }),
    ]
    expect(draw('folders', 'vm', circle)).toEqual(['System S', '  a', '    b'])
  })

  test('an unknown parent is passed over, and rows of systems that are not there are left out', () => {
    const odd = [
      row('cluster', 'c', { folderId: 'gone', datacenterId: 'gone-too' }),
      { ...row('cluster', 'x'), system: 'other' },
    ]
    expect(draw('hosts', 'vm', odd)).toEqual(['System S', '  c'])
  })
})

describe('scopeOf', () => {
  function found(node: string, view: TreeView, tab: TabKind) {
    const model = buildTree(source(rows), view, tab)
    const scope = scopeOf(node, model, view, tab, source(rows), placesIn(model, view, source(rows)))
    if (scope.state === 'missing') return 'missing'
    const ids = rows.filter((each) => each.kind === tab && scope.holds(each)).map(({ id }) => id)
    return `${ids.join(' ')}${scope.widened ? ` in ${scope.node.name}` : ''}`
  }

  test.each<[string, TreeView, TabKind, string]>([
    ['s', 'hosts', 'vm', 'v1 v2 v3 v4'],
    ['s/europe', 'hosts', 'vm', 'v1 v2 v3'],
    ['s/paris', 'hosts', 'vm', 'v1 v2 v3'],
    ['s/racks', 'hosts', 'vm', 'v3'],
    ['s/c1', 'hosts', 'vm', 'v1 v2'],
    ['s/h2', 'hosts', 'vm', 'v1'],
    ['s/gold', 'hosts', 'vm', 'v1'],
    ['s/oslo', 'hosts', 'vm', ''],
    ['s/c1', 'hosts', 'host', 'h10 h2'],
    ['s/h2', 'hosts', 'host', 'h2'],
    ['s/gold', 'hosts', 'host', 'h10 h2 in c1'],
    ['s/h2', 'hosts', 'cluster', 'c1 in c1'],
    ['s/h2', 'hosts', 'datastore', 'd1 in paris'],
    ['s/racks', 'hosts', 'datastore', 'd1 in paris'],
    ['s/prod', 'folders', 'vm', 'v1'],
    ['s/paris', 'folders', 'vm', 'v1 v2'],
    ['s/prod', 'folders', 'datastore', 'd1 in paris'],
    ['s/c1', 'folders', 'vm', 'v1 v2 in paris'],
    ['s/prod', 'hosts', 'vm', 'v1 v2 v3 in paris'],
    ['s/nothing', 'hosts', 'vm', 'missing'],
    ['other', 'hosts', 'vm', 'missing'],
  ])('%s of the %s view narrows %s rows to %s', (node, view, tab, result) => {
    expect(found(node, view, tab)).toBe(result)
  })

  test('nodes count what choosing them shows', () => {
    const vms = rows.filter(({ kind }) => kind === 'vm')
    const model = buildTree(source(rows), 'hosts', 'vm')
    const places = placesIn(model, 'hosts', source(rows))
    const book = new TreeCounts(places)
    // Some rows come later, one moves, one goes.
    const [first, ...others] = vms
    book.of(others)
    book.of(
      others
        .toReversed()
        .slice(1)
        .map((vm) => ({ ...vm, hostId: 'nowhere' })),
    )
    const counts = book.of(vms)
    expect(book.of([...vms])).toBe(counts)
    expect(first).toBeDefined()
    for (const node of model.nodes.values()) {
      const scope = scopeOf(node.key, model, 'hosts', 'vm', source(rows), places)
      if (scope.state === 'missing') throw new Error(node.key)
      expect(counts.get(node) ?? 0, node.key).toBe(vms.filter((vm) => scope.holds(vm)).length)
    }
  })
})

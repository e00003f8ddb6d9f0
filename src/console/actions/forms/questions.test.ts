import { expect, it } from 'vitest'
import type { VmSnapshot } from '../../../contract/vm.ts'
import { inventoryOf, systemState, vm } from '../../client/test-rows.ts'
import type { FormContext } from '../form.ts'
import { form as remove } from './remove.tsx'
import { form as snapshotDelete } from './snapshot-delete.tsx'
import { form as snapshotRevert } from './snapshot-revert.tsx'

const snapshots: VmSnapshot[] = [
  { id: 's1', name: 'before update', current: false },
  { id: 's2', name: 'after', parentId: 's1', current: false },
  { id: 's3', name: 'newest', parentId: 's2', current: true },
]
const machine = vm('erp-prod-01')
const context: FormContext = {
  targets: [{ kind: 'vm', system: 'a', id: 'vm-1', name: 'erp-prod-01' }],
  machines: [machine],
  system: systemState(),
  detail: {
    vm: machine,
    disks: [],
    nics: [],
    snapshots,
    facts: [],
    missing: [],
    reference: 'vm-1',
  },
  inventory: inventoryOf(machine),
}

it('names the snapshot that is deleted, and those that go with it', () => {
  const asked = (draft: object) => snapshotDelete.question?.(context, { ...draft })
  expect(asked({ snapshotId: 's1' })).toBe('Delete snapshot “before update” of erp-prod-01')
  expect(asked({ snapshotId: 's1', children: true })).toBe(
    'Delete snapshot “before update” of erp-prod-01 and the 2 that build on it',
  )
  expect(asked({ snapshotId: 's2', children: true })).toMatch(/and the one that builds on it$/)
  expect(asked({ snapshotId: 's3', children: true })).toBe('Delete snapshot “newest” of erp-prod-01')
  expect(asked({ snapshotId: '' })).toBeUndefined()
  expect(snapshotDelete.loses?.({ children: true })).toMatch(/^These points in time/)
  expect(snapshotDelete.loses?.({ children: false })).toBeUndefined()
})

it('names the snapshot that a VM goes back to', () => {
  expect(snapshotRevert.question?.(context, { snapshotId: 's2' })).toBe(
    'Revert erp-prod-01 to snapshot “after”',
  )
})

it('does not threaten disks that stay', () => {
  expect(remove.loses?.({ keepDisks: true })).toContain('Its disks stay')
  expect(remove.loses?.({ keepDisks: false })).toBeUndefined()
})

import { Select, Text } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import type { SystemState } from '../../../../contract/system.ts'
import type { VmSnapshot } from '../../../../contract/vm.ts'
import { snapshotTree, visibleLines } from '../../../ui/snapshot-tree.ts'

/** The machine as it is now, or one of its snapshots, in the order of their tree. */
export function SnapshotChoice(props: {
  system: SystemState
  snapshots: readonly VmSnapshot[]
  kind: 'vm' | 'template'
  value: string | undefined
  error: string | undefined
  onChange: (snapshotId: string | undefined) => void
}): ReactNode {
  const { snapshots, kind, value, error, onChange } = props
  const lines = useMemo(() => visibleLines(snapshotTree(snapshots), new Set()), [snapshots])
  if (snapshots.length === 0 && value === undefined) {
    return kind === 'template' ? null : (
      <Text size="sm" c="dimmed">
        It has no snapshots: it is copied as it is now.
      </Text>
    )
  }
  const byId = new Map(snapshots.map((snapshot) => [snapshot.id, snapshot]))
  const gone = value !== undefined && !byId.has(value)
  return (
    <div data-field="source.snapshotId">
      <Select
        label="Copied as it was in"
        value={value ?? now}
        allowDeselect={false}
        searchable={snapshots.length > 8}
        error={error ?? (gone ? 'This snapshot is not there any more.' : undefined)}
        data={[
          { value: now, label: 'Its state now' },
          ...lines.map(({ snapshot, level }) => ({
            value: snapshot.id,
            label: `${'\u2003'.repeat(Math.min(8, level - 1))}${snapshot.name}`,
          })),
          ...(gone ? [{ value, label: value }] : []),
        ]}
        renderOption={({ option }) => {
          const note = noteOf(byId.get(option.value))
          return (
            <span>
              {option.label}
              {note === '' ? null : (
                <Text component="span" size="xs" c="dimmed" display="block">
                  {note}
                </Text>
              )}
            </span>
          )
        }}
        onChange={(id) => onChange(id === null || id === now ? undefined : id)}
      />
    </div>
  )
}

/** No snapshot has such an id. */
const now = ' now'

function noteOf(snapshot: VmSnapshot | undefined): string {
  if (snapshot === undefined) return ''
  const { createdAt, memory, current, status, description } = snapshot
  return [
    createdAt === undefined ? undefined : new Date(createdAt).toLocaleString(),
    memory === true ? 'with memory' : undefined,
    current ? 'the VM runs on top of it' : undefined,
    status === undefined || status === 'ok' ? undefined : status,
    description === undefined || description === '' ? undefined : description,
  ]
    .filter((part) => part !== undefined)
    .join(' · ')
}

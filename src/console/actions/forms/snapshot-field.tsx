import { Radio, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { VmSnapshot } from '../../../contract/vm.ts'
import { Moment } from '../../ui/moment.tsx'
import { snapshotTree, visibleLines } from '../../ui/snapshot-tree.ts'
import type { FieldsProps, FormContext } from '../form.ts'
import { textAt, withValue } from './draft-paths.ts'
import classes from './forms.module.css'

/** Deeper levels are not indented further. */
const deepestIndent = 8

/** Which snapshot, out of their tree. */
export function SnapshotField(props: {
  form: FieldsProps
  description: string
  onChoose?: (snapshot: VmSnapshot) => void
}): ReactNode {
  const { form, description, onChoose } = props
  const snapshots = form.context.detail?.snapshots ?? []
  const lines = visibleLines(snapshotTree(snapshots), new Set())
  const choose = (id: string) => {
    form.setDraft((old) => withValue(old, 'snapshotId', id))
    const snapshot = snapshots.find((each) => each.id === id)
    if (snapshot !== undefined) onChoose?.(snapshot)
  }
  if (lines.length === 0) {
    return (
      <Text size="sm" role="status">
        {form.context.detail === undefined ? 'Its snapshots could not be read.' : 'There are no snapshots.'}
      </Text>
    )
  }
  return (
    <Radio.Group
      label="Snapshot"
      description={description}
      error={form.errors.get('snapshotId')}
      value={textAt(form.draft, 'snapshotId')}
      onChange={choose}
    >
      <div className={classes.scroll}>
        <Stack gap={6} py={4}>
          {lines.map(({ snapshot, level }) => {
            const refused = refusedSnapshot(snapshot)
            return (
              <Radio
                key={snapshot.id}
                value={snapshot.id}
                disabled={refused !== undefined}
                label={snapshot.name}
                description={<About snapshot={snapshot} refused={refused} />}
                style={{ marginInlineStart: `${Math.min(level - 1, deepestIndent) * 1.25}rem` }}
              />
            )
          })}
        </Stack>
      </div>
    </Radio.Group>
  )
}

function About({ snapshot, refused }: { snapshot: VmSnapshot; refused: string | undefined }): ReactNode {
  const parts = [
    snapshot.current ? 'the VM runs on this' : undefined,
    snapshot.memory === true ? 'with memory' : undefined,
    refused,
  ].filter((part) => part !== undefined)
  return (
    <>
      {snapshot.createdAt === undefined ? 'date unknown' : <Moment at={snapshot.createdAt} />}
      {parts.map((part) => `, ${part}`).join('')}
    </>
  )
}

/** Why this snapshot cannot be used now. */
function refusedSnapshot({ status }: VmSnapshot): string | undefined {
  return status === undefined || status === 'ok' || status === 'in_preview'
    ? undefined
    : `cannot be used now: ${status}`
}

/** The one to propose: the one that the VM runs on, or the only one. */
export function proposedSnapshot({ detail }: FormContext): string {
  const usable = (detail?.snapshots ?? []).filter((each) => refusedSnapshot(each) === undefined)
  const proposed = usable.length === 1 ? usable[0] : usable.find(({ current }) => current)
  return proposed?.id ?? ''
}

export function chosenSnapshot({
  context,
  draft,
}: Pick<FieldsProps, 'context' | 'draft'>): VmSnapshot | undefined {
  return context.detail?.snapshots.find(({ id }) => id === draft.snapshotId)
}

import type { ReactNode } from 'react'
import type { VmSnapshot } from '../../../contract/vm.ts'
import type { ActionForm, FieldsProps } from '../form.ts'
import { CheckField } from './fields.tsx'
import { chosenSnapshot, proposedSnapshot, SnapshotField } from './snapshot-field.tsx'

function Fields(form: FieldsProps): ReactNode {
  const { context, draft } = form
  const id = typeof draft.snapshotId === 'string' ? draft.snapshotId : ''
  const below = descendants(context.detail?.snapshots ?? [], id)
  return (
    <>
      <SnapshotField form={form} description="Its changes are merged into what builds on it." />
      {context.system.kind === 'vcenter' && below > 0 ? (
        <CheckField
          form={form}
          path="children"
          label={
            below === 1 ? 'Delete the one that builds on it too' : `Delete the ${below} that build on it too`
          }
          description={below === 1 ? 'Otherwise it stays.' : 'Otherwise they stay.'}
        />
      ) : null}
    </>
  )
}

/** How many snapshots build on this one, directly or not. */
export function descendants(snapshots: readonly VmSnapshot[], id: string): number {
  const below = new Set([id])
  // A parent may stand behind its children in the list.
  for (let before = 0; before !== below.size; ) {
    before = below.size
    for (const each of snapshots)
      if (each.parentId !== undefined && below.has(each.parentId)) below.add(each.id)
  }
  return below.size - 1
}

export const form: ActionForm = {
  question: (context, draft) => {
    const snapshot = chosenSnapshot({ context, draft })
    const [target] = context.targets
    if (snapshot === undefined || target === undefined) return undefined
    const below = draft.children === true ? descendants(context.detail?.snapshots ?? [], snapshot.id) : 0
    const more =
      below === 0 ? '' : below === 1 ? ' and the one that builds on it' : ` and the ${below} that build on it`
    return `Delete snapshot “${snapshot.name}” of ${target.name}${more}`
  },
  loses: ({ children }) =>
    children === true
      ? 'These points in time can no longer be returned to. The VM itself stays as it is.'
      : undefined,
  initial: (context) => ({ snapshotId: proposedSnapshot(context), children: false }),
  Fields,
  finish: ({ children, ...rest }) => (children === true ? { ...rest, children } : rest),
}

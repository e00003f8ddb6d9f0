import type { ReactNode } from 'react'
import type { VmSnapshot } from '../../../contract/vm.ts'
import type { Draft } from '../draft.ts'
import type { ActionForm, FieldsProps } from '../form.ts'
import { AreaField, TextField } from './fields.tsx'
import { proposedSnapshot, SnapshotField } from './snapshot-field.tsx'

/** As long as nothing was typed, the fields show what the chosen snapshot is called now. */
function Fields(form: FieldsProps): ReactNode {
  const shown = { ...form, draft: withNames(form.draft) }
  return (
    <>
      <SnapshotField
        form={form}
        description="Which one gets another name."
        onChoose={() => form.setDraft(({ name: _, description: __, ...rest }) => rest)}
      />
      <TextField form={shown} path="name" label="New name" required />
      <AreaField form={shown} path="description" label="Description" description="May stay empty." />
    </>
  )
}

function withNames(draft: Draft): Draft {
  // Written by `initial` alone.
  const known = (draft.known ?? []) as readonly VmSnapshot[]
  const chosen = known.find(({ id }) => id === draft.snapshotId)
  const { snapshotId, name = chosen?.name ?? '', description = chosen?.description ?? '' } = draft
  return { snapshotId, name, description }
}

export const form: ActionForm = {
  initial: (context) => ({
    snapshotId: proposedSnapshot(context),
    known: context.detail?.snapshots ?? [],
  }),
  Fields,
  finish: withNames,
}

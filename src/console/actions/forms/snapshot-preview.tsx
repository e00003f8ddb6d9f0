import type { ReactNode } from 'react'
import type { ActionForm, FieldsProps } from '../form.ts'
import { CheckField } from './fields.tsx'
import { chosenSnapshot, proposedSnapshot, SnapshotField } from './snapshot-field.tsx'

function Fields(form: FieldsProps): ReactNode {
  return (
    <>
      <SnapshotField
        form={form}
        description="The VM can be started from this point in time, and be put back where it was. Afterwards, commit or undo the preview."
      />
      {chosenSnapshot(form)?.memory === true ? (
        <CheckField
          form={form}
          path="memory"
          label="Restore its memory"
          description="The guest goes on where it was when the snapshot was taken."
        />
      ) : null}
    </>
  )
}

export const form: ActionForm = {
  initial: (context) => ({ snapshotId: proposedSnapshot(context), memory: false }),
  Fields,
  finish: ({ memory, ...rest }) => (memory === true ? { ...rest, memory } : rest),
}

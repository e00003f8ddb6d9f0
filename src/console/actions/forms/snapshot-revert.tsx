import type { ReactNode } from 'react'
import type { ActionForm, FieldsProps } from '../form.ts'
import { CheckField } from './fields.tsx'
import { chosenSnapshot, proposedSnapshot, SnapshotField } from './snapshot-field.tsx'

/** vSphere decides by the snapshot; an engine is told whether to bring the memory back as well. */
function Fields(form: FieldsProps): ReactNode {
  const asksMemory = form.context.system.kind === 'ovirt' && chosenSnapshot(form)?.memory === true
  return (
    <>
      <SnapshotField form={form} description="The VM is put back to this point in time." />
      {asksMemory ? (
        <CheckField
          form={form}
          path="memory"
          label="Restore its memory"
          description="The guest goes on where it was when the snapshot was taken. Otherwise it starts from its disks."
        />
      ) : null}
    </>
  )
}

export const form: ActionForm = {
  question: (context, draft) => {
    const snapshot = chosenSnapshot({ context, draft })
    const [target] = context.targets
    return snapshot === undefined || target === undefined
      ? undefined
      : `Revert ${target.name} to snapshot “${snapshot.name}”`
  },
  initial: (context) => ({ snapshotId: proposedSnapshot(context), memory: false }),
  Fields,
  finish: ({ memory, ...rest }) => (memory === true ? { ...rest, memory } : rest),
}

import type { ReactNode } from 'react'
import type { ActionForm, FieldsProps } from '../form.ts'
import { ChoiceField, TextField } from './fields.tsx'
import { hostChoices } from './places.ts'

function Fields(form: FieldsProps): ReactNode {
  const { inventory, machines, system } = form.context
  return (
    <>
      <ChoiceField
        form={form}
        path="hostId"
        label="Host"
        description="It writes the file onto a disk of its own, or onto what is mounted there."
        choices={hostChoices(inventory, system.kind, machines)}
        required
      />
      <TextField
        form={form}
        path="directory"
        label="Directory"
        description="On that host. It must exist, with enough space."
        placeholder="/var/tmp"
        required
      />
      <TextField form={form} path="fileName" label="File name" required />
    </>
  )
}

export const form: ActionForm = {
  initial: ({ targets: [target] }) => ({
    hostId: '',
    directory: '',
    fileName: target === undefined ? '' : `${target.name}.ova`,
  }),
  Fields,
}

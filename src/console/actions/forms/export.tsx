import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ActionForm, FieldsProps } from '../form.ts'
import { CheckField, ChoiceField } from './fields.tsx'
import { exportChoices } from './places.ts'

function Fields(form: FieldsProps): ReactNode {
  const { inventory, machines } = form.context
  const domains = exportChoices(inventory, machines)
  return (
    <>
      <ChoiceField
        form={form}
        path="storageDomainId"
        label="Export domain"
        description="Storage of the data center that keeps VMs for other data centers."
        choices={domains}
        required
      />
      {domains.length === 0 ? (
        <Text size="sm" role="status">
          {machines.length > 1
            ? 'No export domain serves all of them.'
            : 'No export domain is attached to its data center.'}
        </Text>
      ) : null}
      <CheckField
        form={form}
        path="exclusive"
        label="Replace what is there"
        description="Overwrites an earlier export of the same VM. Otherwise the engine refuses."
      />
      <CheckField
        form={form}
        path="discardSnapshots"
        label="Leave the snapshots out"
        description="Exports only the present state, as one image per disk."
      />
    </>
  )
}

export const form: ActionForm = {
  initial: ({ inventory, machines }) => {
    const usable = exportChoices(inventory, machines).filter(({ refused }) => refused === undefined)
    return {
      storageDomainId: usable.length === 1 ? (usable[0]?.id ?? '') : '',
      exclusive: false,
      discardSnapshots: false,
    }
  },
  Fields,
}

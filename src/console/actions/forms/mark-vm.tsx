import type { ReactNode } from 'react'
import type { ActionForm, FieldsProps } from '../form.ts'
import { ChoiceField } from './fields.tsx'
import { hostChoices, poolChoices } from './places.ts'

function Fields(form: FieldsProps): ReactNode {
  const { inventory, machines, system } = form.context
  const [template] = machines
  const pools = poolChoices(
    inventory,
    system.id,
    (pool) =>
      template?.datacenterId === undefined ||
      pool.datacenterId === undefined ||
      pool.datacenterId === template.datacenterId,
  )
  return (
    <>
      <ChoiceField
        form={form}
        path="poolId"
        label="Resource pool"
        description="Where the VM will get its share of CPU and memory; a cluster or host stands for its own pool."
        choices={pools}
        required
      />
      <ChoiceField
        form={form}
        path="hostId"
        label="Host"
        description="It must reach the files of the template."
        choices={hostChoices(inventory, system.kind, machines)}
        none="The system chooses one"
      />
    </>
  )
}

export const form: ActionForm = {
  initial: () => ({ poolId: '', hostId: '' }),
  Fields,
  finish: ({ poolId, hostId }) => ({ poolId, ...(hostId === '' ? {} : { hostId }) }),
}

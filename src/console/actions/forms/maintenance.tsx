import { Radio, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ActionForm, FieldsProps } from '../form.ts'

function Fields({ draft, setDraft }: FieldsProps): ReactNode {
  return (
    <Radio.Group
      label="Global maintenance of the engine"
      description="Of all hosts that may run the engine's own VM."
      value={draft.on === true ? 'on' : 'off'}
      onChange={(value) => setDraft((old) => ({ ...old, on: value === 'on' }))}
    >
      <Stack gap={6} mt={4}>
        <Radio
          value="on"
          label="Turn on"
          description="The hosts leave the engine's VM alone: it is not restarted when it stops."
        />
        <Radio value="off" label="Turn off" description="The hosts watch the engine's VM again." />
      </Stack>
    </Radio.Group>
  )
}

export const form: ActionForm = { initial: () => ({ on: true }), Fields }

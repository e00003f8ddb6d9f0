import { Radio, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Machine } from '../../../contract/actions/rules.ts'
import type { ActionForm, FieldsProps } from '../form.ts'
import { CheckField } from './fields.tsx'
import { IsoField } from './iso-field.tsx'

function Fields(form: FieldsProps): ReactNode {
  const { context, draft, setDraft } = form
  const cds = context.detail?.cds
  const runs = context.machines.some(hasCurrent)
  return (
    <>
      {cds === undefined ? null : (
        <Text size="sm">
          {cds.length === 0
            ? 'It has no CD drive.'
            : cds.map(({ name, file }) => `${name}: ${file ?? 'empty'}`).join('; ')}
        </Text>
      )}
      <Radio.Group
        label="CD"
        value={draft.eject === true ? 'eject' : 'insert'}
        onChange={(value) => setDraft((old) => ({ ...old, eject: value === 'eject' }))}
      >
        <Stack gap={6} mt={4}>
          <Radio value="insert" label="Insert an image" />
          <Radio value="eject" label="Eject" />
        </Stack>
      </Radio.Group>
      {draft.eject === true ? null : (
        <IsoField form={form} path="file" description="Images on storage that this VM can reach." required />
      )}
      <CheckField
        form={form}
        path="current"
        label="In the running VM"
        description={
          runs
            ? 'At once. Otherwise from its next start on.'
            : 'It does not run: the change is there at its next start.'
        }
        disabled={!runs}
      />
    </>
  )
}

const hasCurrent = (machine: Machine) =>
  machine.kind === 'vm' && (machine.power === 'on' || machine.power === 'paused')

export const form: ActionForm = {
  initial: ({ machines }) => ({ eject: false, file: '', current: machines.some(hasCurrent) }),
  Fields,
  finish: ({ eject, file, current }) => (eject === true ? { current } : { file, current }),
  check: ({ eject, file }) =>
    eject === true || (typeof file === 'string' && file !== '')
      ? new Map()
      : new Map([['file', 'Choose an image, or eject.']]),
}

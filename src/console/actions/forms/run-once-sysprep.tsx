import { Switch } from '@mantine/core'
import type { ReactNode } from 'react'
import type { FieldsProps } from '../form.ts'
import { initializeOf } from './run-once-draft.ts'
import { SysprepOptions } from './sysprep-options.tsx'

export function SysprepFields(form: FieldsProps): ReactNode {
  const { draft, setDraft } = form
  const used = initializeOf(draft)
  return (
    <>
      <Switch
        label="Use sysprep"
        description={
          used === 'cloud-init'
            ? 'Takes the place of cloud-init: a start uses one of them.'
            : 'For Windows guests that were sealed with sysprep. It reads this from a floppy of its own.'
        }
        checked={used === 'sysprep'}
        onChange={({ currentTarget: { checked } }) =>
          setDraft((old) => ({ ...old, initialize: checked ? 'sysprep' : 'none' }))
        }
      />
      {used === 'sysprep' ? <SysprepOptions form={form} at="options.sysprep" /> : null}
    </>
  )
}

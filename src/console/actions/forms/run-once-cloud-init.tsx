import { Switch } from '@mantine/core'
import type { ReactNode } from 'react'
import type { FieldsProps } from '../form.ts'
import { CloudInitOptions } from './cloud-init-options.tsx'
import { initializeOf } from './run-once-draft.ts'

export function CloudInitFields(form: FieldsProps): ReactNode {
  const { draft, setDraft } = form
  const used = initializeOf(draft)
  return (
    <>
      <Switch
        label="Use cloud-init"
        description={
          used === 'sysprep'
            ? 'Takes the place of sysprep: a start uses one of them.'
            : 'For Linux guests with cloud-init installed. It reads this from a CD of its own.'
        }
        checked={used === 'cloud-init'}
        onChange={({ currentTarget: { checked } }) =>
          setDraft((old) => ({ ...old, initialize: checked ? 'cloud-init' : 'none' }))
        }
      />
      {used === 'cloud-init' ? <CloudInitOptions form={form} at="options.cloudInit" /> : null}
    </>
  )
}

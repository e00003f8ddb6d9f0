import { Switch } from '@mantine/core'
import type { ReactNode } from 'react'
import type { FieldsProps } from '../form.ts'
import { AreaField, SecretField, TextField } from './fields.tsx'
import classes from './forms.module.css'
import { initializeOf } from './run-once-draft.ts'

const at = 'options.sysprep'

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
      {used === 'sysprep' ? (
        <>
          <div className={classes.pair}>
            <TextField form={form} path={`${at}.hostName`} label="Host name" description="Of the guest." />
            <TextField
              form={form}
              path={`${at}.timeZone`}
              label="Time zone"
              description="As Windows names it, like GMT Standard Time."
            />
            <TextField form={form} path={`${at}.domain`} label="Domain" description="That it joins." />
            <TextField
              form={form}
              path={`${at}.organization`}
              label="Organization"
              description="Its owner."
            />
            <TextField
              form={form}
              path={`${at}.userName`}
              label="User name"
              description="Its first account."
            />
            <SecretField
              form={form}
              path={`${at}.password`}
              label="Password"
              description="Goes into this request alone; Gantry keeps it nowhere."
            />
          </div>
          <AreaField
            form={form}
            path={`${at}.customScript`}
            label="Answer file"
            description="The whole answer file (XML). It replaces the fields above."
            rows={6}
            code
          />
        </>
      ) : null}
    </>
  )
}

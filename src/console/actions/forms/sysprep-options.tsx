import type { ReactNode } from 'react'
import { AreaField, type DraftForm, SecretField, TextField } from './fields.tsx'
import classes from './forms.module.css'

/** What sysprep tells the guest, at this path of a draft; `guest-init.ts` makes the options of it. */
export function SysprepOptions({ form, at }: { form: DraftForm; at: string }): ReactNode {
  return (
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
        <TextField form={form} path={`${at}.organization`} label="Organization" description="Its owner." />
        <TextField form={form} path={`${at}.userName`} label="User name" description="Its first account." />
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
  )
}

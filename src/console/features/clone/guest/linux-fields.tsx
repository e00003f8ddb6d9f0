import { type ReactNode, useMemo } from 'react'
import {
  AreaField,
  CheckField,
  ChoiceField,
  type DraftForm,
  SecretField,
  TextField,
} from '../../../actions/forms/fields.tsx'
import classes from '../../../actions/forms/forms.module.css'
import { GuestDns } from './guest-dns.tsx'
import { ianaZones } from './time-zones.ts'

const at = 'customization'

/** What vSphere tells a Linux guest. */
export function LinuxFields({ form }: { form: DraftForm }): ReactNode {
  const zones = useMemo(ianaZones, [])
  return (
    <>
      <div className={classes.pair}>
        <TextField
          form={form}
          path={`${at}.hostName`}
          label="Host name"
          description="Empty: the name of the copy."
        />
        <TextField
          form={form}
          path={`${at}.domain`}
          label="Domain"
          description="Follows the host name."
          placeholder="example.test"
          required
        />
        <ChoiceField
          form={form}
          path={`${at}.timeZone`}
          label="Time zone"
          description="Type to find one."
          choices={zones}
          none="As in the source"
        />
        <SecretField
          form={form}
          path={`${at}.password`}
          label="Password of root"
          description="Goes into these requests alone; Gantry keeps it nowhere. Empty: as in the source."
        />
      </div>
      <CheckField
        form={form}
        path={`${at}.hwClockUtc`}
        label="Hardware clock in UTC"
        description="As Linux expects it; otherwise it holds local time."
      />
      <GuestDns form={form} />
      <AreaField
        form={form}
        path={`${at}.script`}
        label="Script"
        description="A shell script that the guest runs before and after customization, with precustomization or postcustomization as its argument. Kept nowhere."
        rows={5}
        code
      />
    </>
  )
}

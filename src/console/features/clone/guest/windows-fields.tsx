import type { ReactNode } from 'react'
import { textAt } from '../../../actions/forms/draft-paths.ts'
import {
  AreaField,
  CheckField,
  ChoiceField,
  type DraftForm,
  NumberField,
  SecretField,
  TextField,
} from '../../../actions/forms/fields.tsx'
import classes from '../../../actions/forms/forms.module.css'
import { GuestDns } from './guest-dns.tsx'
import { windowsZones } from './time-zones.ts'

const at = 'customization'

/** What vSphere tells a Windows guest, through sysprep. */
export function WindowsFields({ form }: { form: DraftForm }): ReactNode {
  return (
    <>
      <div className={classes.pair}>
        <TextField
          form={form}
          path={`${at}.hostName`}
          label="Computer name"
          description="At most 15 characters. Empty: the name of the copy."
        />
        <ChoiceField
          form={form}
          path={`${at}.timeZone`}
          label="Time zone"
          description="Windows’ own, with its number."
          choices={windowsZones}
          required
        />
        <TextField form={form} path={`${at}.fullName`} label="Owner" description="Full name." required />
        <TextField
          form={form}
          path={`${at}.organization`}
          label="Organization"
          description="Of the owner."
          required
        />
        <TextField
          form={form}
          path={`${at}.productKey`}
          label="Product key"
          description="Empty for volume licences. Kept nowhere."
        />
        <SecretField
          form={form}
          path={`${at}.password`}
          label="Password of Administrator"
          description="Goes into these requests alone; Gantry keeps it nowhere."
        />
        <NumberField
          form={form}
          path={`${at}.autoLogonCount`}
          label="Automatic log-ons"
          description="So often Administrator is logged on at start. Empty: never."
        />
      </div>
      <Membership form={form} />
      <CheckField
        form={form}
        path={`${at}.changeSid`}
        label="New security identifier (SID)"
        description="Two machines with the same one disturb each other in a domain."
      />
      <CheckField
        form={form}
        path={`${at}.deleteAccounts`}
        label="Delete all accounts"
        description="Those of the source; Administrator and Guest stay."
      />
      <AreaField
        form={form}
        path={`${at}.commands`}
        label="Commands at the first log-on"
        description="One a line, in this order. Kept nowhere."
        rows={3}
        code
      />
      <GuestDns form={form} windows />
    </>
  )
}

function Membership({ form }: { form: DraftForm }): ReactNode {
  const domain = textAt(form.draft, `${at}.membership.kind`) === 'domain'
  return (
    <div className={classes.pair}>
      <ChoiceField
        form={form}
        path={`${at}.membership.kind`}
        label="Member of"
        description="What the guest joins."
        choices={[
          { id: 'workgroup', name: 'A workgroup' },
          { id: 'domain', name: 'A domain' },
        ]}
      />
      <TextField
        form={form}
        path={`${at}.membership.name`}
        label={domain ? 'Windows domain' : 'Workgroup'}
        description={domain ? 'That the guest joins.' : 'Its name.'}
        required
      />
      {domain ? (
        <>
          <TextField
            form={form}
            path={`${at}.membership.userName`}
            label="Account"
            description="That may join machines to the domain."
            required
          />
          <SecretField
            form={form}
            path={`${at}.membership.password`}
            label="Password of the account"
            description="Goes into these requests alone; Gantry keeps it nowhere."
          />
        </>
      ) : null}
    </div>
  )
}

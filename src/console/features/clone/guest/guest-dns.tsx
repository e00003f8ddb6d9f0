import type { ReactNode } from 'react'
import { type DraftForm, TextField } from '../../../actions/forms/fields.tsx'
import classes from '../../../actions/forms/forms.module.css'

/** Names and servers of the whole guest. */
export function GuestDns({ form, windows = false }: { form: DraftForm; windows?: boolean }): ReactNode {
  return (
    <div className={classes.pair}>
      <TextField
        form={form}
        path="customization.dnsServers"
        label="DNS servers"
        description={
          windows
            ? 'IP addresses. Windows takes those of its cards.'
            : 'IP addresses, separated by spaces or commas.'
        }
        placeholder="192.0.2.53 192.0.2.54"
      />
      <TextField
        form={form}
        path="customization.dnsSuffixes"
        label="DNS search domains"
        description="Separated by spaces or commas."
        placeholder="example.test"
      />
    </div>
  )
}

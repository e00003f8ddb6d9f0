import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { FaultInfo } from '../../../contract/fault.ts'
import type { SystemState } from '../../../contract/system.ts'
import { signIn } from '../../client/sessions.ts'
import { SignInIcon } from '../../ui/icons.tsx'
import { CredentialFields, useCredentialForm } from './credential-fields.tsx'
import classes from './systems.module.css'

/**
 * Signs in to one system. A refusal is shown at the field it is about, in the system's words; a fault that
 * is about no field goes to `onFault`, and `undefined` when a new attempt begins.
 */
export function SignInForm(props: {
  system: SystemState
  onFault: (fault: FaultInfo | undefined) => void
}): ReactNode {
  const { system, onFault } = props
  const { session } = system
  const fields = useCredentialForm(session.state === 'expired' ? session.userName : '')
  const [busy, setBusy] = useState(false)

  const submit = fields.form.onSubmit(async (values) => {
    setBusy(true)
    onFault(undefined)
    const refused = await signIn(system.id, values)
    setBusy(false)
    if (refused !== undefined && !fields.blame(refused)) onFault(refused)
  })

  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <CredentialFields {...fields} section={system.id} disabled={busy} />
      <div className={classes.submit}>
        <Button type="submit" size="xs" loading={busy} leftSection={<SignInIcon size={14} />}>
          Sign in
        </Button>
      </div>
    </form>
  )
}

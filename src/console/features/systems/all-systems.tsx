import { Button, Text, Title } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import type { SystemState } from '../../../contract/system.ts'
import { type SessionResult, signInToAll, signOutOfAll } from '../../client/sessions.ts'
import { SignInIcon, SignOutIcon } from '../../ui/icons.tsx'
import { StatusText } from '../../ui/status-dot.tsx'
import { CredentialFields, isAboutCredentials, useCredentialForm } from './credential-fields.tsx'
import classes from './systems.module.css'

/** One account for all systems that take it, and the way out of all. */
export function AllSystems({ systems }: { systems: readonly SystemState[] }): ReactNode {
  const heading = useId()
  const [results, setResults] = useState<{ verb: 'in' | 'out'; list: SessionResult[] }>()
  const waiting = systems.filter(({ session }) => session.state !== 'signed-in').length
  const open = systems.filter(({ session }) => session.state !== 'signed-out').length
  return (
    <section className={`${classes.card} ${classes.all}`} aria-labelledby={heading}>
      <div className={classes.head}>
        <Title order={2} size="h5" id={heading}>
          All systems
        </Title>
        <div className={classes.footer}>
          <Text size="sm" c="dimmed">
            Signed in to {systems.length - waiting} of {systems.length}
          </Text>
          {open === 0 ? null : <SignOutOfAll onResults={(list) => setResults({ verb: 'out', list })} />}
        </div>
      </div>
      {waiting === 0 ? null : (
        <SignInToAll waiting={waiting} onResults={(list) => setResults({ verb: 'in', list })} />
      )}
      <div role="status" className={classes.status}>
        {results === undefined ? null : <Results {...results} />}
      </div>
    </section>
  )
}

function SignInToAll(props: { waiting: number; onResults: (results: SessionResult[]) => void }): ReactNode {
  const fields = useCredentialForm()
  const [busy, setBusy] = useState(false)

  const submit = fields.form.onSubmit(async (values) => {
    setBusy(true)
    const results = await signInToAll(values)
    setBusy(false)
    props.onResults(results)
    // Refused by all that answered: it is what was typed.
    const faults = results.flatMap(({ fault }) => (fault === undefined ? [] : [fault]))
    const refusal = faults.find(isAboutCredentials)
    if (refusal !== undefined && faults.length === results.length) fields.blame(refusal)
  })

  return (
    <form className={classes.allForm} onSubmit={submit} noValidate>
      <CredentialFields {...fields} section="all-systems" disabled={busy} />
      <div className={classes.beside}>
        <Button type="submit" size="sm" h={36} loading={busy} leftSection={<SignInIcon size={14} />}>
          {props.waiting === 1 ? 'Sign in to all' : `Sign in to all ${props.waiting}`}
        </Button>
      </div>
    </form>
  )
}

function SignOutOfAll({ onResults }: { onResults: (results: SessionResult[]) => void }): ReactNode {
  const [busy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    const results = await signOutOfAll()
    setBusy(false)
    onResults(results)
  }
  return (
    <Button size="xs" variant="default" loading={busy} onClick={run} leftSection={<SignOutIcon size={14} />}>
      Sign out of all
    </Button>
  )
}

function Results({ verb, list }: { verb: 'in' | 'out'; list: SessionResult[] }): ReactNode {
  return (
    <ul
      className={classes.results}
      aria-label={verb === 'in' ? 'Results of signing in' : 'Results of signing out'}
    >
      {list.map(({ system, fault }) => (
        <li key={system.id}>
          <StatusText tone={fault === undefined ? 'ok' : 'error'}>
            {system.name}: {fault === undefined ? `signed ${verb}` : fault.message}
          </StatusText>
        </li>
      ))}
    </ul>
  )
}

import { Alert, Button, Text, Title } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import type { FaultInfo } from '../../../contract/fault.ts'
import type { SystemState } from '../../../contract/system.ts'
import { probeSystems, signOut } from '../../client/sessions.ts'
import { conditionOf } from '../../client/system-condition.ts'
import { FaultAlert } from '../../ui/fault-alert.tsx'
import { SignOutIcon, WarningIcon } from '../../ui/icons.tsx'
import { StatusText } from '../../ui/status-dot.tsx'
import { useNow } from '../../ui/use-now.ts'
import { SignInForm } from './sign-in-form.tsx'
import { SystemFacts } from './system-facts.tsx'
import classes from './systems.module.css'

/** Id of a system's card in the page, the target of `/systems#id`. */
export function systemCardId(system: string): string {
  return `system-${system}`
}

/** One system: a region named by it. */
export function SystemCard({ system, targeted }: { system: SystemState; targeted: boolean }): ReactNode {
  const heading = useId()
  const signedIn = system.session.state === 'signed-in'
  const [refused, setRefused] = useState<FaultInfo>()
  const fault = signedIn ? systemFault(system) : (refused ?? systemFault(system))
  return (
    <section
      className={`${classes.card} ${targeted ? classes.targeted : ''}`}
      aria-labelledby={heading}
      id={systemCardId(system.id)}
      tabIndex={-1}
    >
      <div className={classes.head}>
        <Title order={2} size="h5" id={heading}>
          {system.name}
        </Title>
        <Condition system={system} />
      </div>
      {system.warnings.map((warning) => (
        <Alert key={warning} role="note" color="orange" variant="light" p="xs" icon={<WarningIcon />}>
          {warning}
        </Alert>
      ))}
      {fault === undefined ? null : <FaultAlert fault={fault} named onRetry={() => void probeSystems()} />}
      {system.session.state === 'expired' ? (
        <Text size="sm">
          The system ended the session of <strong>{system.session.userName}</strong>. Sign in again to follow
          it.
        </Text>
      ) : null}
      {signedIn ? <Session system={system} /> : <SignInForm system={system} onFault={setRefused} />}
      <SystemFacts system={system} />
    </section>
  )
}

function Condition({ system }: { system: SystemState }): ReactNode {
  const { tone, text, detail } = conditionOf(system, useNow())
  return (
    <Text size="sm" component="span">
      <StatusText tone={tone} {...(detail === undefined ? {} : { title: detail })}>
        {text}
      </StatusText>
    </Text>
  )
}

/** Why the system cannot be followed, or does not answer at all. */
function systemFault(system: SystemState): FaultInfo | undefined {
  const { phase, fault } = system.sync
  if ((phase === 'stale' || phase === 'failed') && fault !== undefined) return fault
  return system.reach === 'unreachable' ? system.fault : undefined
}

function Session({ system }: { system: SystemState }): ReactNode {
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<FaultInfo>()
  if (system.session.state !== 'signed-in') return null
  const leave = async () => {
    setBusy(true)
    setFault(await signOut(system.id))
    setBusy(false)
  }
  return (
    <>
      <div className={classes.footer}>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          Signed in as <strong>{system.session.userName}</strong>
        </Text>
        <Button
          size="xs"
          variant="default"
          loading={busy}
          onClick={leave}
          leftSection={<SignOutIcon size={14} />}
        >
          Sign out
        </Button>
      </div>
      {fault === undefined ? null : <FaultAlert fault={fault} />}
    </>
  )
}

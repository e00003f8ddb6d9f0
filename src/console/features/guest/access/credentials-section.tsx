import { Button, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { GuestTarget } from '../../../actions/guest-offer.ts'
import { useSystems } from '../../../client/systems.ts'
import { NoticeBox } from '../../../ui/notice-box.tsx'
import { Section } from '../../../ui/section.tsx'
import { StatusText } from '../../../ui/status-dot.tsx'
import { useNow } from '../../../ui/use-now.ts'
import {
  forgetCredentials,
  forgetCredentialsOf,
  type Kept,
  type Scope,
  scopeKey,
  useCredentials,
  warnMs,
} from '../credentials.ts'
import classes from '../guest.module.css'
import { CredentialForm, type NamedScope } from './credential-form.tsx'

/** As whom commands run in the guests; in the memory of this page alone. */
export function CredentialsSection({ targets }: { targets: readonly GuestTarget[] }): ReactNode {
  const { kept, gone } = useCredentials()
  const systems = useSystems()
  const chosen = systems.filter(({ id }) => targets.some(({ system }) => system === id))
  const systemName = (id: string) => systems.find((each) => each.id === id)?.name ?? id
  const scopes: NamedScope[] = [
    { scope: { for: 'all' }, label: 'All guests' },
    { scope: { for: 'family', family: 'linux' }, label: 'Linux guests' },
    { scope: { for: 'family', family: 'windows' }, label: 'Windows guests' },
    ...chosen.map(
      ({ id, name }): NamedScope => ({ scope: { for: 'system', system: id }, label: `Guests of ${name}` }),
    ),
    ...targets.map(
      ({ system, id, name }): NamedScope => ({
        scope: { for: 'vm', system, vm: id },
        label: chosen.length > 1 ? `${name} (${systemName(system)})` : name,
      }),
    ),
  ]
  const labelOf = (scope: Scope) => {
    const key = scopeKey(scope)
    const named = scopes.find((each) => scopeKey(each.scope) === key)?.label
    return (
      named ?? (scope.for === 'vm' ? scope.vm : scope.for === 'system' ? systemName(scope.system) : scope.for)
    )
  }
  return (
    <Section title="Credentials">
      <Stack gap="sm">
        <Text size="sm">
          Accounts of the guests, not of the systems. They stay in the memory of this page, and go after 15
          minutes in which nobody uses it, on sign-out and on a reload.
        </Text>
        <IdleNote />
        {gone === undefined ? null : (
          <Text size="sm" role="status">
            {gone}
          </Text>
        )}
        {kept.size === 0 ? null : (
          <table className={classes.table} aria-label="Kept credentials">
            <thead>
              <tr>
                <th scope="col">For</th>
                <th scope="col">User</th>
                <th scope="col">State</th>
                <th scope="col">
                  <span className={classes.hidden}>Forget</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {[...kept.values()].map((one) => (
                <KeptRow key={scopeKey(one.scope)} kept={one} label={labelOf(one.scope)} />
              ))}
            </tbody>
          </table>
        )}
        {kept.size === 0 ? null : (
          <Group>
            <Button size="xs" variant="default" onClick={() => forgetCredentials()}>
              Forget credentials
            </Button>
          </Group>
        )}
        <CredentialForm scopes={scopes} />
      </Stack>
    </Section>
  )
}

function KeptRow({ kept: { scope, auth, refused }, label }: { kept: Kept; label: string }): ReactNode {
  const user = auth.type === 'password' ? auth.userName : (auth.userName ?? 'SAML token')
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>
        {user}
        {auth.type === 'saml' ? ' (SAML)' : auth.interactive ? ' (desktop session)' : ''}
      </td>
      <td>
        {refused === undefined ? (
          'Kept'
        ) : (
          <StatusText tone="error" title={refused}>
            Refused by a guest: {refused}
          </StatusText>
        )}
      </td>
      <td>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Forget credentials for ${label}`}
          onClick={() => forgetCredentialsOf(scope)}
        >
          Forget
        </Button>
      </td>
    </tr>
  )
}

/** Counts down the last minute. */
function IdleNote(): ReactNode {
  const { goAt } = useCredentials()
  const now = useNow()
  if (goAt === undefined || goAt - now > warnMs) return null
  const seconds = Math.max(0, Math.ceil((goAt - now) / 1000))
  return (
    <NoticeBox title="Credentials are about to be forgotten">
      {`In ${seconds} s, unless this page is used: press any key.`}
    </NoticeBox>
  )
}

import {
  Button,
  Checkbox,
  Group,
  PasswordInput,
  SegmentedControl,
  Select,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { type GuestAuth, guestAuthSchema } from '../../../../contract/guest/command.ts'
import { keepCredentials, type Scope, scopeKey } from '../credentials.ts'

export interface NamedScope {
  scope: Scope
  label: string
}

interface Typed {
  type: GuestAuth['type']
  userName: string
  password: string
  token: string
  interactive: boolean
}

const blank: Typed = { type: 'password', userName: '', password: '', token: '', interactive: false }

/** Takes credentials for one of `scopes`; what was typed is gone with the form. */
export function CredentialForm(props: {
  scopes: readonly NamedScope[]
  /** Keeps them for every one of these in place of a chosen scope. */
  onKept?: (() => void) | undefined
  each?: readonly Scope[] | undefined
}): ReactNode {
  const { scopes, each, onKept } = props
  const [key, setKey] = useState<string>()
  const [typed, setTyped] = useState<Typed>(blank)
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map())
  const scope = scopes.find((one) => scopeKey(one.scope) === key) ?? scopes[0]
  const edit = (change: Partial<Typed>) => {
    setTyped({ ...typed, ...change })
    setProblems(new Map())
  }
  const keep = () => {
    const read = guestAuthSchema.safeParse(authOf(typed))
    if (!read.success) {
      setProblems(new Map(read.error.issues.map(({ path, message }) => [path.join('.'), message])))
      return
    }
    for (const one of each ?? (scope === undefined ? [] : [scope.scope])) keepCredentials(one, read.data)
    setTyped(blank)
    onKept?.()
  }
  return (
    <form
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        keep()
      }}
    >
      <Stack gap="xs">
        {each === undefined ? (
          <Select
            label="For"
            allowDeselect={false}
            searchable={scopes.length > 8}
            data={scopes.map((one) => ({ value: scopeKey(one.scope), label: one.label }))}
            value={scope === undefined ? null : scopeKey(scope.scope)}
            onChange={(value) => setKey(value ?? undefined)}
          />
        ) : null}
        <SegmentedControl
          aria-label="Kind of credentials"
          size="xs"
          data={[
            { value: 'password', label: 'User and password' },
            { value: 'saml', label: 'SAML token' },
          ]}
          value={typed.type}
          onChange={(type) => edit({ type: type === 'saml' ? 'saml' : 'password' })}
        />
        <TextInput
          label="User name"
          description={typed.type === 'saml' ? 'Empty: the aliases of the guest decide.' : undefined}
          autoComplete="off"
          spellCheck={false}
          value={typed.userName}
          error={problems.get('userName')}
          onChange={({ currentTarget }) => edit({ userName: currentTarget.value })}
        />
        {typed.type === 'password' ? (
          <>
            <PasswordInput
              label="Password"
              autoComplete="off"
              value={typed.password}
              error={problems.get('password')}
              onChange={({ currentTarget }) => edit({ password: currentTarget.value })}
            />
            <Checkbox
              label="In the desktop session of this user"
              description="The user must be logged on there."
              checked={typed.interactive}
              onChange={({ currentTarget }) => edit({ interactive: currentTarget.checked })}
            />
          </>
        ) : (
          <Textarea
            label="SAML token"
            autosize
            minRows={2}
            maxRows={6}
            autoComplete="off"
            spellCheck={false}
            value={typed.token}
            error={problems.get('token')}
            onChange={({ currentTarget }) => edit({ token: currentTarget.value })}
          />
        )}
        <Group>
          <Button size="xs" variant="default" type="submit">
            Keep credentials
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function authOf({ type, userName, password, token, interactive }: Typed): unknown {
  if (type === 'password') return { type, userName, password, interactive }
  return { type, token: token.trim(), ...(userName.trim() === '' ? {} : { userName }) }
}

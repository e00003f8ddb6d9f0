import {
  Button,
  Group,
  NativeSelect,
  PasswordInput,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { guestAuthSchema } from '../../../../contract/guest/command.ts'
import type { GuestReadiness } from '../../../../contract/guest/guest.ts'
import { Section } from '../../../ui/section.tsx'
import type { VmTabProps } from '../../../ui/vm-tabs.ts'
import { type Kept, keepCredentials, type Scope, scopeKey } from '../credentials.ts'

const families = { linux: 'Linux', windows: 'Windows', other: 'other' } as const

/** Asks for an account of the guest. What is typed stays in the memory of the page. */
export function GuestSignIn(
  props: VmTabProps & {
    readiness: GuestReadiness
    /** Credentials that this guest refused. */
    refused: Kept | undefined
    /** Why there are none any more. */
    gone: string | undefined
  },
): ReactNode {
  const { vm, system, readiness, refused, gone } = props
  const [type, setType] = useState<'password' | 'saml'>(refused?.auth.type ?? 'password')
  const [userName, setUserName] = useState(refused?.auth.userName ?? '')
  const [secret, setSecret] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const form = useRef<HTMLFormElement>(null)

  const scopes: { scope: Scope; label: string }[] = [
    { scope: { for: 'vm', system: system.id, vm: vm.id }, label: `Only ${vm.name}` },
    { scope: { for: 'system', system: system.id }, label: `All guests of ${system.name}` },
    ...(readiness.family === undefined
      ? []
      : [
          {
            scope: { for: 'family', family: readiness.family } as const,
            label: `All ${families[readiness.family]} guests`,
          },
        ]),
    { scope: { for: 'all' }, label: 'All guests' },
  ]
  // The narrowest one counts, so what was refused is replaced where it was given.
  const [wanted, setWanted] = useState(
    scopeKey(refused?.scope ?? { for: 'vm', system: system.id, vm: vm.id }),
  )

  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const read = guestAuthSchema.safeParse(
      type === 'password'
        ? { type, userName, password: secret, interactive: false }
        : { type, token: secret, ...(userName.trim() === '' ? {} : { userName }) },
    )
    const scope = scopes.find((each) => scopeKey(each.scope) === wanted)?.scope
    if (!read.success || scope === undefined) {
      setErrors(
        Object.fromEntries(read.error?.issues.map(({ path, message }) => [String(path[0]), message]) ?? []),
      )
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    keepCredentials(scope, read.data)
  }
  const edit = (set: (value: string) => void) => (event: { currentTarget: { value: string } }) => {
    set(event.currentTarget.value)
    setErrors({})
  }
  const words = refused?.refused
  return (
    <Section title="Credentials">
      <Text size="sm" mb="xs">
        An account of the guest, not of {system.name}. It stays in the memory of this page, for 15 minutes
        without use at most.
      </Text>
      <form ref={form} onSubmit={onSubmit} noValidate>
        <Stack gap="sm" maw={440}>
          {words === undefined ? null : (
            <Text size="sm" c="var(--mantine-color-error)" role="alert">
              The guest refused these credentials: {words} The session with {system.name} goes on.
            </Text>
          )}
          {gone === undefined || words !== undefined ? null : (
            <Text size="sm" role="status">
              {gone}
            </Text>
          )}
          <SegmentedControl
            size="xs"
            aria-label="Kind of credentials"
            value={type}
            onChange={(value) => {
              setType(value)
              setSecret('')
              setErrors({})
            }}
            data={[
              { value: 'password', label: 'User and password' },
              { value: 'saml', label: 'SAML token' },
            ]}
          />
          <TextInput
            label="Guest user"
            description={type === 'saml' ? 'Empty: the aliases of the guest decide.' : undefined}
            value={userName}
            onChange={edit(setUserName)}
            error={errors.userName}
            autoComplete="off"
            spellCheck={false}
          />
          {type === 'password' ? (
            <PasswordInput
              label="Guest password"
              value={secret}
              onChange={edit(setSecret)}
              error={errors.password}
              // Managers of passwords must neither fill in nor keep those of guests.
              autoComplete="new-password"
            />
          ) : (
            <Textarea
              label="SAML token"
              value={secret}
              onChange={edit(setSecret)}
              error={errors.token}
              autoComplete="off"
              spellCheck={false}
              rows={4}
            />
          )}
          <NativeSelect
            label="Use for"
            value={wanted}
            onChange={({ currentTarget }) => setWanted(currentTarget.value)}
            data={scopes.map(({ scope, label }) => ({ value: scopeKey(scope), label }))}
          />
          <Group>
            <Button type="submit" size="sm">
              Look into the guest
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  )
}

import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from '../guest.module.css'
import { editCommandDraft } from './draft.ts'

type Environment = { name: string; value: string }[]

/** The complete environment of a program, where it is not what the guest gives. */
export function EnvironmentFields(props: {
  environment: Environment | undefined
  problems: ReadonlyMap<string, string>
}): ReactNode {
  const { environment, problems } = props
  const put = (next: Environment | undefined) => editCommandDraft({ environment: next })
  const edit = (at: number, change: Partial<Environment[number]>) =>
    put(environment?.map((each, index) => (index === at ? { ...each, ...change } : each)))
  return (
    <Stack gap="xs">
      <Checkbox
        label="Set the environment"
        description="The complete set: the program sees nothing else, not even PATH."
        checked={environment !== undefined}
        onChange={({ currentTarget }) => put(currentTarget.checked ? [{ name: '', value: '' }] : undefined)}
      />
      {environment === undefined ? null : (
        <Stack gap="xs" role="group" aria-label="Environment">
          {environment.length === 0 ? (
            <Text size="sm">Empty: the program sees no variable at all.</Text>
          ) : null}
          {environment.map(({ name, value }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: variables have no other identity while their names are typed
            <div key={at} className={classes.row}>
              <TextInput
                label={`Variable ${at + 1}`}
                spellCheck={false}
                value={name}
                error={problems.get(`environment.${at}.name`)}
                onChange={({ currentTarget }) => edit(at, { name: currentTarget.value })}
              />
              <TextInput
                label={`Value ${at + 1}`}
                spellCheck={false}
                value={value}
                error={problems.get(`environment.${at}.value`)}
                onChange={({ currentTarget }) => edit(at, { value: currentTarget.value })}
              />
              <Button
                variant="default"
                aria-label={`Remove variable ${at + 1}`}
                onClick={() => put(environment.filter((_, index) => index !== at))}
              >
                Remove
              </Button>
            </div>
          ))}
          <Group>
            <Button
              size="xs"
              variant="default"
              onClick={() => put([...environment, { name: '', value: '' }])}
            >
              Add variable
            </Button>
          </Group>
        </Stack>
      )}
    </Stack>
  )
}

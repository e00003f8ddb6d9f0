import { Checkbox, Group, PasswordInput, Stack, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { SavedParameter } from '../../../../contract/guest/library.ts'
import { type CommandDraft, editCommandDraft, wholeCommandOf } from './draft.ts'

/** Values of the parameters that the command names and Gantry does not give itself. */
export function ParameterFields(props: {
  draft: CommandDraft
  problems: ReadonlyMap<string, string>
}): ReactNode {
  const { draft, problems } = props
  const { parameters } = wholeCommandOf(draft)
  if (parameters.length === 0) return null
  const put = (next: SavedParameter) =>
    editCommandDraft({ parameters: [...draft.parameters.filter(({ name }) => name !== next.name), next] })
  return (
    <Stack gap="xs" role="group" aria-label="Parameters">
      {parameters.map((parameter) => {
        const { name, label, value = '', secret = false } = parameter
        const Field = secret ? PasswordInput : TextInput
        return (
          <Group key={name} gap="sm" align="end" wrap="nowrap">
            <Field
              style={{ flex: 1 }}
              label={label === undefined || label === '' ? `{${name}}` : `${label} {${name}}`}
              spellCheck={false}
              autoComplete="off"
              value={value}
              error={problems.get(`parameters.${name}`)}
              onChange={({ currentTarget }) => put({ ...parameter, value: currentTarget.value })}
            />
            <Checkbox
              label="Secret"
              aria-label={`{${name}} is secret`}
              pb={8}
              checked={secret}
              onChange={({ currentTarget }) => put({ ...parameter, secret: currentTarget.checked })}
            />
          </Group>
        )
      })}
    </Stack>
  )
}

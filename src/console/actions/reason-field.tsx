import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'

/** Why it is done, for systems that write that down. `where` names them when others take part as well. */
export function ReasonField(props: {
  value: string
  error?: string | undefined
  where?: string
  onChange: (reason: string) => void
}): ReactNode {
  const { value, error, where, onChange } = props
  return (
    <TextInput
      label="Reason"
      description={`Goes into the log of ${where ?? 'the engine'}. May stay empty.`}
      autoComplete="off"
      value={value}
      error={error}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  )
}

import { ActionIcon, Code, CopyButton, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { CheckIcon, CopyIcon } from './icons.tsx'

/** An id as text with a button that copies it. `label` says what it is, e.g. `VM id`. */
export function CopyId({ value, label }: { value: string; label: string }): ReactNode {
  return (
    <Group component="span" gap={4} wrap="nowrap" display="inline-flex">
      <Code style={{ overflowWrap: 'anywhere' }}>{value}</Code>
      <CopyButton value={value} timeout={2000}>
        {({ copied, copy }) => (
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            onClick={copy}
            aria-label={copied ? `${label} copied` : `Copy ${label}`}
          >
            {copied ? <CheckIcon size={14} /> : <CopyIcon size={14} />}
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  )
}

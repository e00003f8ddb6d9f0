import { Alert, Button, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { adviceOf, type FaultInfo, type FaultKind } from '../../contract/fault.ts'
import { ErrorIcon, RefreshIcon } from './icons.tsx'

/** Headline of each kind of fault. */
const faultTitles: Record<FaultKind, string> = {
  auth: 'Not signed in',
  forbidden: 'Not permitted',
  'not-found': 'Not found',
  conflict: 'In conflict with something else',
  'invalid-state': 'Not possible in this state',
  'invalid-input': 'Not accepted',
  unsupported: 'Not supported here',
  unavailable: 'Does not answer',
  timeout: 'Took too long',
  protocol: 'Unexpected reply',
}

/** A fault in the system's own words, with what to do about it. `named`: the place names the system already. */
export function FaultAlert(props: { fault: FaultInfo; onRetry?: () => void; named?: boolean }): ReactNode {
  const { fault, onRetry, named = false } = props
  const of = fault.system === undefined || named ? '' : `${fault.system}: `
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<ErrorIcon size={18} />}
      title={`${of}${faultTitles[fault.kind]}`}
    >
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {fault.message}
        {fault.code === undefined ? '' : ` (${fault.code})`}
      </Text>
      {fault.causes?.map((cause) => (
        <Text key={cause} size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {cause}
        </Text>
      ))}
      <Text size="sm" mt={4}>
        {fault.advice ?? adviceOf[fault.kind]}
      </Text>
      {onRetry === undefined ? null : (
        <Button mt="xs" size="xs" variant="default" leftSection={<RefreshIcon size={14} />} onClick={onRetry}>
          Try again
        </Button>
      )}
    </Alert>
  )
}

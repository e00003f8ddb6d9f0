import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { RequestPreview } from '../../contract/job.ts'
import type { SystemState } from '../../contract/system.ts'
import { CheckIcon, CopyIcon } from '../ui/icons.tsx'
import classes from './actions.module.css'
import { curlOf } from './curl.ts'

/** The requests that would be sent, each with its way into a shell. Secrets came masked. */
export function RequestView(props: {
  requests: readonly RequestPreview[]
  system: SystemState
  /** Tells it from others beside it. */
  label?: string
}): ReactNode {
  const { requests, system, label = 'Request' } = props
  return (
    <section aria-label={label} className={classes.requests}>
      {requests.length === 0 ? <Text size="sm">Nothing would be sent.</Text> : null}
      {requests.map((request, index) => (
        <Stack key={`${request.method} ${request.path} ${String(index)}`} gap={4}>
          <Text size="sm">{goes(request, system.address)}</Text>
          <Block label={`${request.method} ${request.path}`} text={textOf(request)} what="request" />
          <Block label="curl" text={curlOf(request, system)} what="curl command" wrap />
        </Stack>
      ))}
      <Alert variant="light" color="gray" p="xs">
        <Text size="xs">{hintOf(requests, system.kind)}</Text>
      </Alert>
    </section>
  )
}

/** What is to be done before a command can be sent. */
function hintOf(requests: readonly RequestPreview[], kind: SystemState['kind']): string {
  const soap = requests.some(({ contentType }) => contentType?.includes('xml') === true)
  const session = `Set ${soap ? 'VCENTER_COOKIE' : 'VCENTER_SESSION'} to a session of your own first.`
  const hint = kind === 'ovirt' ? 'curl asks for the password of the account.' : session
  const masked = requests.some(({ body }) => body?.includes('******') === true)
  return masked ? `${hint} Secrets are masked: put them in before you send it.` : hint
}

/** A note says when it is sent, or something of it in a sentence of its own. */
function goes({ note }: RequestPreview, address: string): string {
  if (note === undefined) return `Goes to ${address}:`
  return note.endsWith('.') ? `Goes to ${address}. ${note}` : `${note}, goes to ${address}:`
}

function textOf({ method, path, contentType, body }: RequestPreview): string {
  const head = `${method} ${path}${contentType === undefined ? '' : `\nContent-Type: ${contentType}`}`
  return body === undefined || body === '' ? head : `${head}\n\n${body}`
}

function Block(props: { label: string; text: string; what: string; wrap?: boolean }): ReactNode {
  const { label, text, what, wrap = false } = props
  return (
    <div className={classes.block}>
      <Code
        block
        tabIndex={0}
        role="group"
        aria-label={label}
        className={wrap ? `${classes.code} ${classes.wrap}` : classes.code}
      >
        {text}
      </Code>
      <Group justify="flex-end" mt={4}>
        <CopyButton value={text} timeout={2000}>
          {({ copied, copy }) => (
            <Button
              size="compact-xs"
              variant="default"
              leftSection={copied ? <CheckIcon size={12} /> : <CopyIcon size={12} />}
              onClick={copy}
            >
              {copied ? 'Copied' : `Copy ${what}`}
            </Button>
          )}
        </CopyButton>
      </Group>
    </div>
  )
}

import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { ConsoleTicket } from '../../contract/vm.ts'
import { CheckIcon, CopyIcon } from '../ui/icons.tsx'
import { useNow } from '../ui/use-now.ts'
import classes from './actions.module.css'
import { consoleNames, isViewerLink, remaining } from './console-options.ts'

/** A ticket as it can be used: link or file for a viewer, or what to type there; masked until somebody wants to see it. */
export function TicketView({ ticket }: { ticket: ConsoleTicket }): ReactNode {
  const { kind, value, url, file, address, port, tlsPort, expiresAt } = ticket
  const link = url !== undefined && isViewerLink(url) ? url : undefined
  return (
    <section aria-label="Ticket" className={classes.block}>
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Text size="sm" fw={600} role="status">
            Ticket for {consoleNames[kind]}
          </Text>
          {expiresAt === undefined ? (
            <Text size="sm">The system does not say how long it is good for.</Text>
          ) : (
            <Countdown expiresAt={expiresAt} />
          )}
        </Group>
        <Group gap="xs">
          {link === undefined ? null : (
            <Button component="a" href={link} size="xs">
              Open in {consoleNames[kind]}
            </Button>
          )}
          {file === undefined ? null : (
            <Button
              size="xs"
              variant={link === undefined ? 'filled' : 'default'}
              onClick={() => download(file)}
            >
              Download {file.name}
            </Button>
          )}
        </Group>
        {link === undefined ? null : (
          <Text size="xs">Opens the viewer that is installed on this computer.</Text>
        )}
        {value === undefined ? null : <Secret label="Ticket value" value={value} />}
        {/* A URL of a ticket opens the console as well as its value does. */}
        {url === undefined ? null : <Secret label={link === undefined ? 'Address' : 'Link'} value={url} />}
        {address === undefined ? null : (
          <Text size="sm">
            Server {address}
            {port === undefined ? '' : `, port ${port}`}
            {tlsPort === undefined ? '' : `, TLS port ${tlsPort}`}
          </Text>
        )}
        <Text size="xs">It is shown here only, and kept nowhere.</Text>
      </Stack>
    </section>
  )
}

function Countdown({ expiresAt }: { expiresAt: number }): ReactNode {
  const left = remaining(expiresAt, useNow())
  return (
    <Text size="sm" role="timer" aria-label="Remaining life">
      {left === undefined ? 'no longer good' : `good for ${left}`}
    </Text>
  )
}

function Secret({ label, value }: { label: string; value: string }): ReactNode {
  const [shown, setShown] = useState(false)
  const name = label.toLowerCase()
  return (
    <section aria-label={label}>
      <Text size="sm">{label}</Text>
      <Group gap="xs" wrap="nowrap">
        <Code style={{ flex: 1, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {shown ? value : '••••••••'}
        </Code>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`${shown ? 'Hide' : 'Reveal'} ${name}`}
          onClick={() => setShown(!shown)}
        >
          {shown ? 'Hide' : 'Reveal'}
        </Button>
        <CopyButton value={value} timeout={2000}>
          {({ copied, copy }) => (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Copy ${name}`}
              leftSection={copied ? <CheckIcon size={12} /> : <CopyIcon size={12} />}
              onClick={copy}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </Group>
    </section>
  )
}

/** Hands the file to the browser; nothing of it stays in the page. */
function download({ name, content, contentType }: NonNullable<ConsoleTicket['file']>): void {
  const url = URL.createObjectURL(new Blob([content], { type: contentType }))
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = name
  anchor.click()
  URL.revokeObjectURL(url)
}

import type { ReactNode } from 'react'
import type { EventSeverity } from '../../contract/events/event.ts'
import { type IconProps, InfoIcon, lineIcon } from './icons.tsx'
import { StatusText, type Tone } from './status-dot.tsx'

const AlertIcon = lineIcon(<path d="M8 1.5v1M3.5 11.5h9L11.3 10V6.5a3.3 3.3 0 0 0-6.6 0V10zM6.7 14h2.6" />)

/** How each severity is written, least first. */
export const severityWords: Record<EventSeverity, string> = {
  info: 'Info',
  warning: 'Warning',
  error: 'Error',
  alert: 'Alert',
}

const looks: Record<EventSeverity, { tone: Tone; icon?: (props: IconProps) => ReactNode }> = {
  info: { tone: 'off', icon: InfoIcon },
  warning: { tone: 'warning' },
  error: { tone: 'error' },
  alert: { tone: 'error', icon: AlertIcon },
}

/** The severity of an entry of a log: an icon beside its word. */
export function SeverityText({ severity }: { severity: EventSeverity }): ReactNode {
  const { tone, icon } = looks[severity]
  return (
    <StatusText tone={tone} {...(icon === undefined ? {} : { icon })}>
      {severityWords[severity]}
    </StatusText>
  )
}

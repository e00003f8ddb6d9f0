import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import type { InventoryRow, Power } from '../../contract/inventory.ts'
import {
  ErrorIcon,
  type IconProps,
  MoonIcon,
  OkIcon,
  PausedIcon,
  PowerOffIcon,
  PowerOnIcon,
  TransitionIcon,
  UnknownIcon,
  WarningIcon,
} from './icons.tsx'
import classes from './status-dot.module.css'

export type Tone = 'ok' | 'busy' | 'warning' | 'error' | 'off'

type Icon = (props: IconProps) => ReactNode

const toneIcons: Record<Tone, Icon> = {
  ok: OkIcon,
  busy: TransitionIcon,
  warning: WarningIcon,
  error: ErrorIcon,
  off: PowerOffIcon,
}

const powers: Record<Power, { text: string; tone: Tone; icon: Icon }> = {
  on: { text: 'On', tone: 'ok', icon: PowerOnIcon },
  off: { text: 'Off', tone: 'off', icon: PowerOffIcon },
  suspended: { text: 'Suspended', tone: 'warning', icon: MoonIcon },
  paused: { text: 'Paused', tone: 'warning', icon: PausedIcon },
  transition: { text: 'Changing', tone: 'busy', icon: TransitionIcon },
  unknown: { text: 'Unknown', tone: 'off', icon: UnknownIcon },
}

const healths: Record<InventoryRow['health'], { text: string; tone: Tone; icon: Icon }> = {
  ok: { text: 'OK', tone: 'ok', icon: OkIcon },
  warning: { text: 'Warning', tone: 'warning', icon: WarningIcon },
  error: { text: 'Error', tone: 'error', icon: ErrorIcon },
  unknown: { text: 'Unknown', tone: 'off', icon: UnknownIcon },
}

/** An icon in a tone beside its text: no state is told by colour alone. */
export function StatusText(props: {
  tone: Tone
  children: ReactNode
  icon?: Icon
  title?: string
}): ReactNode {
  const Icon = props.icon ?? toneIcons[props.tone]
  return (
    <span className={classes.badge} title={props.title}>
      <Icon size={14} className={`${classes.icon} ${classes[props.tone]}`} />
      <span>{props.children}</span>
    </span>
  )
}

export function powerText(power: Power): string {
  return powers[power].text
}

export function PowerBadge({ power }: { power: Power }): ReactNode {
  const { text, tone, icon } = powers[power]
  return (
    <StatusText tone={tone} icon={icon}>
      {text}
    </StatusText>
  )
}

/** Health with the system's own reasons as a hint. */
export function HealthBadge(props: {
  health: InventoryRow['health']
  issues?: readonly string[] | undefined
}): ReactNode {
  const { text, tone, icon } = healths[props.health]
  const issues = props.issues ?? []
  return (
    <StatusText tone={tone} icon={icon} {...(issues.length > 0 ? { title: issues.join('\n') } : {})}>
      {text}
      {issues.length > 0 ? <VisuallyHidden>: {issues.join('; ')}</VisuallyHidden> : null}
    </StatusText>
  )
}

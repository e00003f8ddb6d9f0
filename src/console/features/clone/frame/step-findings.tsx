import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { CloneFinding, CloneStep } from '../../../../contract/clone/plan.ts'
import { ErrorIcon, InfoIcon, WarningIcon } from '../../../ui/icons.tsx'
import classes from '../clone.module.css'
import type { StepProps } from '../wizard.ts'

const looks = {
  error: { Icon: ErrorIcon, tone: 'bad', word: 'Error' },
  warning: { Icon: WarningIcon, tone: 'warn', word: 'Warning' },
  info: { Icon: InfoIcon, tone: 'tell', word: 'Note' },
} as const

/** What was found in a step and does not stand beside one of its fields, which begin with one of `fields`. */
export function StepFindings(
  props: Pick<StepProps, 'findings' | 'errors'> & { step: CloneStep; fields: readonly string[] },
): ReactNode {
  const { findings, errors, step, fields } = props
  const shown = findings.filter((finding) => finding.step === step && !besideField(finding, errors, fields))
  if (shown.length === 0) return null
  return (
    <ul className={classes.findings} aria-label="Found by the check">
      {shown.map((finding) => (
        <FindingLine key={`${finding.field ?? ''} ${finding.message}`} finding={finding} />
      ))}
    </ul>
  )
}

/** One finding with its level, told by icon and word. */
export function FindingLine({
  finding,
  children,
}: {
  finding: CloneFinding
  children?: ReactNode
}): ReactNode {
  const { level, message, advice } = finding
  const { Icon, tone, word } = looks[level]
  return (
    <li className={classes.finding}>
      <Icon size={16} className={`${classes.mark} ${classes[tone]}`} />
      <span>
        <span className={classes.hidden}>{word}: </span>
        {message}
        {advice === undefined ? null : (
          <Text component="span" size="sm" c="dimmed">
            {' '}
            {advice}
          </Text>
        )}{' '}
        {children}
      </span>
    </li>
  )
}

function besideField(
  { field, level }: CloneFinding,
  errors: ReadonlyMap<string, string>,
  fields: readonly string[],
): boolean {
  if (field === undefined || level !== 'error') return false
  // What is not marked yet is not told here either.
  if (!errors.has(field)) return true
  return fields.some((path) => field === path || field.startsWith(`${path}.`))
}

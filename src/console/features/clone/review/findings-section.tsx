import { Anchor, Checkbox, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { type CloneFinding, type CloneStep, cloneStepSchema } from '../../../../contract/clone/plan.ts'
import { draftKey } from '../drafts/draft-store.ts'
import { FindingLine } from '../frame/step-findings.tsx'
import { Part } from '../part.tsx'
import { stepTitles } from '../step-titles.ts'
import type { StepProps } from '../wizard.ts'
import { accept, useAccepted } from './accepted.ts'
import classes from './review.module.css'

/** What was found, by the step where it is put right, each with the way there; warnings ask to be accepted. */
export function FindingsSection({ findings, plan, goTo, system, draft }: StepProps): ReactNode {
  const key = draftKey(system.id, draft.source.vm)
  const warnings = findings.filter(({ level }) => level === 'warning')
  const accepted = useAccepted(key, warnings)
  const bySteps = cloneStepSchema.options
    .map((step) => ({ step, found: findings.filter((finding) => finding.step === step) }))
    .filter(({ found }) => found.length > 0)
  return (
    <Part title="Findings">
      <Text size="sm" role="status">
        {sentence(findings, plan.pending)}
      </Text>
      {bySteps.map(({ step, found }) => (
        <StepPart key={step} step={step} found={found} goTo={goTo} />
      ))}
      {warnings.length === 0 ? null : (
        <Checkbox
          label={
            warnings.length === 1
              ? 'Start in spite of the warning'
              : `Start in spite of ${warnings.length} warnings`
          }
          checked={accepted}
          onChange={({ currentTarget }) => accept(key, currentTarget.checked ? warnings : [])}
        />
      )}
    </Part>
  )
}

function StepPart(props: {
  step: CloneStep
  found: readonly CloneFinding[]
  goTo: StepProps['goTo']
}): ReactNode {
  const { step, found, goTo } = props
  const title = stepTitles[step]
  return (
    <>
      <h3 className={classes.step}>{title}</h3>
      <ul className={classes.findings} aria-label={`Found in ${title}`}>
        {found.map((finding) => (
          <FindingLine key={`${finding.field ?? ''} ${finding.message}`} finding={finding}>
            {step === 'review' ? null : (
              <Anchor
                component="button"
                type="button"
                size="sm"
                underline="always"
                aria-label={`Go there: ${finding.message}`}
                onClick={() => goTo(step, finding.field)}
              >
                Go there
              </Anchor>
            )}
          </FindingLine>
        ))}
      </ul>
    </>
  )
}

function sentence(findings: readonly CloneFinding[], pending: boolean): string {
  if (pending) return 'Checking …'
  const count = (level: CloneFinding['level']) => findings.filter((finding) => finding.level === level).length
  const parts = [
    named(count('error'), 'error', 'must be put right first'),
    named(count('warning'), 'warning', 'to accept'),
    named(count('info'), 'note', ''),
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'Nothing speaks against it.' : `${parts.join(', ')}.`
}

function named(count: number, word: string, what: string): string {
  if (count === 0) return ''
  return `${count} ${word}${count === 1 ? '' : 's'}${what === '' ? '' : ` ${what}`}`
}

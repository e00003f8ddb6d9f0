import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Target } from '../request.ts'
import classes from './bulk.module.css'
import { type Plan, planSentence } from './plan.ts'

const mostNames = 200

/** The plan in one sentence, and behind it who is meant. */
export function PlanView({ plan }: { plan: Plan }): ReactNode {
  return (
    <section aria-label="Plan">
      <Text role="status" fw={600} style={{ overflowWrap: 'anywhere' }}>
        {planSentence(plan)}
      </Text>
      {plan.run.map(({ system, name, targets }) => (
        <Names
          key={system}
          title={`Run on ${name}: ${targets.length.toLocaleString('en')}`}
          targets={targets}
        />
      ))}
      {plan.skip.map(({ reason, targets }) => (
        <Names
          key={reason}
          title={`Skipped, ${reason}: ${targets.length.toLocaleString('en')}`}
          targets={targets}
        />
      ))}
      {plan.refuse.map(({ reason, targets }) => (
        <Names
          key={reason}
          title={`Refused: ${targets.length.toLocaleString('en')}. ${reason}`}
          targets={targets}
        />
      ))}
    </section>
  )
}

function Names({ title, targets }: { title: string; targets: readonly Target[] }): ReactNode {
  const over = targets.length - mostNames
  return (
    <details className={classes.names}>
      <summary>{title}</summary>
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {targets
          .slice(0, mostNames)
          .map(({ name }) => name)
          .join(', ')}
        {over > 0 ? ` and ${over.toLocaleString('en')} more` : ''}
      </Text>
    </details>
  )
}

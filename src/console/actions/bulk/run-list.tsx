import { Anchor, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useRuns } from './page-governor.ts'
import { countsSentence, runState, runTitle } from './run-words.ts'

/** The runs of this tab, the newest first. */
export function RunList(): ReactNode {
  const { runs } = useRuns()
  if (runs.length === 0) return null
  return (
    <section aria-label="Runs of this tab">
      {runs.toReversed().map((run) => (
        <Text size="sm" key={run.id} style={{ minHeight: 24 }}>
          <Anchor component={Link} to={`/jobs/runs/${run.id}`} inherit underline="always">
            {runTitle(run)}
          </Anchor>{' '}
          · {runState(run)} · {countsSentence(run.items)}
        </Text>
      ))}
    </section>
  )
}

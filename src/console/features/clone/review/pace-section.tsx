import { Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { CloneOptions } from '../../../../contract/clone/options.ts'
import type { ClonePace } from '../../../../contract/clone/order.ts'
import { formatDuration } from '../../../../contract/units.ts'
import { Part } from '../part.tsx'
import { PaceFields } from '../run/run-pace.tsx'
import { rememberPace, useClonePace } from '../run/runs.ts'
import type { StepProps } from '../wizard.ts'

/** In which order and how fast the copies are made. */
export function PaceSection({ system, options, draft }: StepProps): ReactNode {
  const pace = useClonePace(system.id)
  const names = draft.copies.map(({ name }) => name)
  return (
    <Part title="Order and pace">
      <Group gap="sm" align="end" mb="xs">
        <PaceFields pace={pace} onChange={(next) => rememberPace(system.id, next)} />
      </Group>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {orderSentence(names, pace, options?.perSource.atOnce)}
      </Text>
      {pace.paused === true ? (
        <Text size="sm">
          You paused {system.name}: the copies wait until you resume it on the page of the run.
        </Text>
      ) : null}
      <Text size="sm" c="dimmed">
        {names.length > 1 ? limitSentence(options?.perSource, pace) : ''} The pace can be changed while they
        are made.
      </Text>
    </Part>
  )
}

/** Who goes first, and when the last one starts at the earliest. */
export function orderSentence(names: readonly string[], pace: ClonePace, perSource = pace.atOnce): string {
  const atOnce = Math.max(1, Math.min(pace.atOnce, perSource))
  const [first = 'The copy'] = names
  if (names.length <= 1) return `${first} goes at once.`
  const start = pace.staggerSeconds * (names.length - 1) * 1000
  const stagger =
    start === 0
      ? ''
      : ` Starts are ${formatDuration(pace.staggerSeconds * 1000)} apart, so the last one begins after ${formatDuration(start)} at the earliest.`
  if (names.length <= atOnce) return `All ${names.length} are made at the same time.${stagger}`
  const last = names[atOnce - 1] ?? first
  const head = atOnce === 1 ? `${first} goes first` : `${first} to ${last} go first`
  return `In the order of the grid: ${head}, then the next whenever one has ended, ${atOnce} at once.${stagger}`
}

function limitSentence(perSource: CloneOptions['perSource'] | undefined, { atOnce }: ClonePace): string {
  if (perSource === undefined) return ''
  const limit = `Of one source, ${perSource.atOnce} ${perSource.atOnce === 1 ? 'copy is' : 'copies are'} made at once`
  return atOnce > perSource.atOnce
    ? `${limit}, less than the pace allows: ${perSource.why}`
    : `${limit}: ${perSource.why}`
}

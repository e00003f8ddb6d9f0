import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { VmAction } from '../../../contract/actions/vm-action.ts'
import type { SystemState } from '../../../contract/system.ts'
import type { Target } from '../request.ts'
import { RequestView } from '../request-view.tsx'
import type { Preview } from '../use-preview.ts'
import type { Plan } from './plan.ts'

/** One target of each system that takes part, with what it is asked for: the requests of the others differ by their ids. */
export function examplesOf(
  plan: Plan,
  actions: ReadonlyMap<string, VmAction>,
): { target: Target; action: VmAction }[] {
  return plan.run.flatMap(({ system, targets: [target] }) => {
    const action = actions.get(system)
    return target === undefined || action === undefined ? [] : [{ target, action }]
  })
}

/** What is sent to each system, shown for the first of its VMs. */
export function BulkRequests(props: {
  previews: readonly Preview[]
  plan: Plan
  systems: readonly SystemState[]
}): ReactNode {
  const { previews, plan, systems } = props
  return previews.map(({ target, requests }) => {
    const system = systems.find(({ id }) => id === target.system)
    const count = plan.run.find((group) => group.system === target.system)?.targets.length ?? 0
    if (system === undefined) return null
    const others =
      count < 2 ? '' : count === 2 ? '; the same for the other one' : `; the same for the ${count - 1} others`
    return (
      <div key={target.system}>
        <Text size="sm" fw={600} mb={4} style={{ overflowWrap: 'anywhere' }}>
          {system.name}, for {target.name}
          {others}
        </Text>
        <RequestView requests={requests} system={system} label={`Request to ${system.name}`} />
      </div>
    )
  })
}

import { useEffect, useState } from 'react'
import type { CloneOrder } from '../../../../contract/clone/order.ts'
import type { ClonePlan } from '../../../../contract/clone/plan.ts'
import type { FaultInfo } from '../../../../contract/fault.ts'
import { api, faultOf } from '../../../client/api.ts'
import type { PlanState } from '../wizard.ts'

/** So many ms without a change, and the server is asked. */
const settle = 500

interface Answer {
  order: CloneOrder
  copy: number
  plan?: ClonePlan
  fault?: FaultInfo
}

/**
 * What the server says of an order, asked in the background whenever it has changed and is legal. `planned` is the order
 * that the plan is about.
 */
export function usePlan(
  system: string,
  order: CloneOrder | undefined,
  copy: number,
): PlanState & { planned: CloneOrder | undefined } {
  const [answer, setAnswer] = useState<Answer>()
  const [attempt, setAttempt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks again
  useEffect(() => {
    if (order === undefined) return
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const plan = await api.clones.plan({ system, order, copy }, { signal: stop.signal })
        if (!stop.signal.aborted) setAnswer({ order, copy, plan })
      } catch (error) {
        if (!stop.signal.aborted) setAnswer({ order, copy, fault: faultOf(error) })
      }
    }, settle)
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [system, order, copy, attempt])

  const answered = answer !== undefined && answer.order === order && answer.copy === copy
  return {
    plan: answer?.plan,
    planned: answer?.order,
    fault: answered ? answer.fault : undefined,
    pending: order !== undefined && !answered,
    current: answered && answer.plan !== undefined,
    retry: () => {
      setAnswer(undefined)
      setAttempt((old) => old + 1)
    },
  }
}

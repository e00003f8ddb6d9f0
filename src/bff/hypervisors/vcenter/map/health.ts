import type { InventoryRow } from '../../../../contract/inventory.ts'
import type { Decoded } from '../transport/values.ts'
import type { Props } from '../wire/property-collector.ts'
import { bool, get, list, refId, str } from '../wire/read.ts'

export type Health = InventoryRow['health']

/** An alarm that an object itself triggered. */
export interface OwnAlarm {
  /** Id of the alarm's definition, which knows its name. */
  alarm: string
  status: 'yellow' | 'red'
}

const noAlarms: readonly OwnAlarm[] = []

/**
 * Alarms of the object itself. QUIRK(vcenter): `triggeredAlarmState` of an ancestor repeats those of all its
 * descendants, so only states that name the object as their entity count. Test: `rows.test.ts`.
 */
export function ownAlarms(id: string, triggered: Decoded): readonly OwnAlarm[] {
  const states = list(triggered)
  if (states.length === 0) return noAlarms
  return states.flatMap((state) => {
    const alarm = refId(get(state, 'alarm'))
    const status = str(get(state, 'overallStatus'))
    if (refId(get(state, 'entity')) !== id || alarm === undefined) return []
    if (bool(get(state, 'disabled')) === true) return []
    return status === 'yellow' || status === 'red' ? [{ alarm, status }] : []
  })
}

const order: readonly Health[] = ['ok', 'unknown', 'warning', 'error']
const byStatus: Record<string, Health> = { green: 'ok', gray: 'unknown', yellow: 'warning', red: 'error' }

/** What a mapping finds wrong by itself, beside status and alarms. */
export interface Trouble {
  health: Health
  issue: string
}

/** Health and its reasons from the vendor's status, the object's own alarms and what else is wrong. */
export function readHealth(
  id: string,
  props: Props,
  alarmName: (alarm: string) => string,
  troubles: Trouble[] = [],
): { health: Health; issues?: string[] } {
  const alarms = ownAlarms(id, props.triggeredAlarmState)
  const status = byStatus[str(props.overallStatus) ?? 'green'] ?? 'unknown'
  if (alarms.length === 0 && troubles.length === 0) return { health: status }
  const found: Health[] = [
    status,
    ...alarms.map(({ status }) => byStatus[status] ?? 'unknown'),
    ...troubles.map((trouble) => trouble.health),
  ]
  const health = found.reduce(
    (worst, each) => (order.indexOf(each) > order.indexOf(worst) ? each : worst),
    'ok',
  )
  const issues = [...troubles.map(({ issue }) => issue), ...alarms.map(({ alarm }) => alarmName(alarm))]
  return issues.length === 0 ? { health } : { health, issues: [...new Set(issues)] }
}

import type { LogEvent } from '../../../../contract/events/event.ts'
import type { SystemKind } from '../../../../contract/system.ts'

const meanings: Record<SystemKind, Record<LogEvent['severity'], string>> = {
  vcenter: {
    info: 'vCenter calls an entry information when something went as it should, or merely happened.',
    warning: 'vCenter warns of what goes on, but may need somebody to look.',
    error: 'vCenter calls an entry an error when something failed or was lost.',
    // Its log has no such severity.
    alert: 'Somebody has to act.',
  },
  ovirt: {
    info: 'The engine calls an entry normal when something happened as it should.',
    warning: 'The engine warns of what did not go as asked, or goes on in another way.',
    error: 'The engine calls an entry an error when something failed.',
    alert:
      'An alert asks an administrator to act. The engine keeps showing it in its own console until somebody dismisses it.',
  },
}

/** What the severity of an entry means on the kind of system that wrote it. */
export function severityMeaning(
  kind: SystemKind | undefined,
  { severity, rawSeverity }: Pick<LogEvent, 'severity' | 'rawSeverity'>,
): string | undefined {
  if (kind === undefined) return undefined
  if (kind === 'vcenter' && rawSeverity === 'user')
    return 'vCenter marks by “user” what somebody did or wrote into the log by hand. It counts as information.'
  if (rawSeverity !== undefined) return meanings[kind][severity]
  return kind === 'vcenter'
    ? 'vCenter does not say how bad entries of this type are: Gantry goes by the name of the type.'
    : 'The engine did not say how bad this is: Gantry shows it as information.'
}

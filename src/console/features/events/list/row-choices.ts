import type { EventType, LogEvent } from '../../../../contract/events/event.ts'
import { severityWords } from '../../../ui/severity-text.tsx'
import type { EventsUrl } from '../filter/url-state.ts'
import type { RowChoice } from './row-menu.tsx'

/** What can be done from a row: narrow the log to what is like it. What is chosen already stays chosen. */
export function narrowingsOf(
  event: LogEvent,
  names: { system: string; type: EventType | undefined },
  narrow: (part: Partial<EventsUrl>) => void,
): RowChoice[] {
  const { system, severity, type, userName, objects, chain } = event
  const choices: RowChoice[] = [
    {
      label: 'Only this type',
      detail: names.type?.name ?? type,
      run: () => narrow({ types: [type] }),
    },
    {
      label: 'Only this severity',
      detail: severityWords[severity],
      run: () => narrow({ severities: [severity] }),
    },
    { label: 'Only this system', detail: names.system, run: () => narrow({ systems: [system] }) },
  ]
  if (userName !== undefined)
    choices.push({ label: 'Only this user', detail: userName, run: () => narrow({ users: [userName] }) })
  for (const { id, name, kind } of objects.slice(0, 6)) {
    if (id === undefined) continue
    const key = `${system}/${id}`
    choices.push({
      label: `Only this ${kind === 'other' ? 'object' : kindWord(kind)}`,
      detail: name,
      run: () => narrow({ objects: [key] }),
    })
  }
  if (chain !== undefined)
    choices.push({
      label: 'Only this operation',
      detail: 'what belongs together',
      run: () => narrow({ chains: [`${system}/${chain}`] }),
    })
  return choices
}

function kindWord(kind: LogEvent['objects'][number]['kind']): string {
  if (kind === 'vm') return 'VM'
  return kind === 'datacenter' ? 'data center' : kind === 'pool' ? 'resource pool' : kind
}

import { Text, TextInput, VisuallyHidden } from '@mantine/core'
import {
  type KeyboardEvent,
  type ReactNode,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useNavigate } from 'react-router'
import { type InventoryRow, keyOf } from '../../../../contract/inventory.ts'
import type { SystemState } from '../../../../contract/system.ts'
import { formatBytes } from '../../../../contract/units.ts'
import { clonePath, cloneRefusal } from '../../../actions/clone-offer.ts'
import { currentInventory, useInventoryList } from '../../../client/inventory.ts'
import { findObjects, type NameIndex } from '../../../client/name-index.ts'
import { useSystems } from '../../../client/systems.ts'
import { readNames, useNameIndex } from '../../../client/use-name-index.ts'
import { KindIcon, SearchIcon } from '../../../ui/icons.tsx'
import { powerText } from '../../../ui/status-dot.tsx'
import classes from '../clone.module.css'

/** What can be copied, in the order in which equals are shown. */
const kinds = ['template', 'vm'] as const
const limit = 50

interface Found {
  row: InventoryRow
  refusal: string | undefined
}

/** Finds a VM or template of any signed-in system by name; Enter takes it as the source. */
export function SourcePicker(): ReactNode {
  const navigate = useNavigate()
  const systems = useSystems()
  const id = useId()
  const [query, setQuery] = useState('')
  const wanted = useDeferredValue(query)
  const [active, setActive] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const names = useNameIndex(kinds)
  const templates = useInventoryList(firstTemplates)
  const { rows, total } = useMemo(() => lookUp(names, wanted, templates), [names, wanted, templates])
  const found = useMemo(() => rows.map((row) => foundOf(row, systems)), [rows, systems])
  const current = found[Math.min(active, found.length - 1)]

  useEffect(() => input.current?.focus({ preventScroll: true }), [])
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })

  const choose = (one: Found | undefined) => {
    if (one !== undefined && one.refusal === undefined) void navigate(clonePath(one.row))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const last = found.length - 1
    const moves: Record<string, number> = {
      ArrowDown: active >= last ? 0 : active + 1,
      ArrowUp: active <= 0 ? last : active - 1,
      PageDown: Math.min(last, active + 8),
      PageUp: Math.max(0, active - 8),
    }
    const next = moves[event.key]
    if (next !== undefined) {
      event.preventDefault()
      setActive(Math.max(0, next))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      // Typing may be ahead of the list; what is chosen is what the typed text finds.
      if (wanted === query && names !== undefined) choose(current)
      else {
        const [first] = lookUp(readNames(kinds), query, templates).rows
        choose(first === undefined ? undefined : foundOf(first, systems))
      }
    }
  }
  const optionId = (row: InventoryRow) => `${id}-${encodeURIComponent(keyOf(row))}`
  const blank = wanted.trim() === ''
  return (
    <div className={classes.picker}>
      <h2 className={classes.heading}>Source</h2>
      <TextInput
        ref={input}
        label="VM or template to copy"
        description="Of all systems you are signed in to, by any part of its name. A snapshot is chosen in the next step."
        leftSection={<SearchIcon size={16} />}
        role="combobox"
        aria-expanded={true}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={current === undefined ? undefined : optionId(current.row)}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={({ currentTarget }) => {
          setQuery(currentTarget.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <Text size="sm" c="dimmed">
        {blank
          ? templates.length === 0
            ? 'Type a part of a name.'
            : 'Some templates; type a part of a name to find any other source.'
          : `${total.toLocaleString('en')} found${total > limit ? `, the first ${limit} are shown` : ''}`}
      </Text>
      <div className={classes.options} role="listbox" id={id} aria-label="Sources" ref={list}>
        {found.map((one) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the combobox that owns the list
          <div
            key={keyOf(one.row)}
            id={optionId(one.row)}
            role="option"
            aria-selected={one === current}
            aria-disabled={one.refusal === undefined ? undefined : true}
            tabIndex={-1}
            className={classes.option}
            onClick={() => choose(one)}
          >
            <KindIcon kind={one.row.kind} />
            <span className={classes.optionText}>
              <span>{one.row.name}</span>
              <span className={classes.aside}>{one.refusal ?? aboutRow(one.row, systems)}</span>
            </span>
          </div>
        ))}
      </div>
      {found.length === 0 && names !== undefined && !blank ? (
        <Text size="sm">Nothing is called “{wanted.trim()}” on the systems you are signed in to.</Text>
      ) : null}
      <SystemNotes systems={systems} />
      <VisuallyHidden role="status">{`${found.length} sources`}</VisuallyHidden>
    </div>
  )
}

const noRows: readonly InventoryRow[] = []

function firstTemplates(inventory: ReturnType<typeof currentInventory>): readonly InventoryRow[] {
  return inventory.rows('template').slice(0, 12)
}

function lookUp(
  names: NameIndex | undefined,
  query: string,
  templates: readonly InventoryRow[],
): { rows: readonly InventoryRow[]; total: number } {
  if (query.trim() === '') return { rows: templates, total: templates.length }
  return names === undefined ? { rows: noRows, total: 0 } : findObjects(names, query, limit)
}

function foundOf(row: InventoryRow, systems: readonly SystemState[]): Found {
  const system = systems.find(({ id }) => id === row.system)
  return { row, refusal: system === undefined ? 'Its system is not known.' : cloneRefusal(system) }
}

/** What decides between two of the same name. */
function aboutRow(row: InventoryRow, systems: readonly SystemState[]): string {
  if (row.kind !== 'vm' && row.kind !== 'template') return ''
  const system = systems.find(({ id }) => id === row.system)?.name ?? row.system
  const place = currentInventory().nameOf(row.system, row.clusterId)
  const size = row.usedBytes ?? row.provisionedBytes
  return [
    row.kind === 'template' ? 'Template' : `VM, ${powerText(row.power).toLowerCase()}`,
    system,
    place,
    `${row.cpus} CPU, ${formatBytes(row.memoryBytes)}`,
    size === undefined ? undefined : `${formatBytes(size)} on disk`,
  ]
    .filter((part) => part !== undefined)
    .join(' · ')
}

/** Systems whose machines are not found, or cannot be copied, and why. */
function SystemNotes({ systems }: { systems: readonly SystemState[] }): ReactNode {
  const refused = systems.flatMap((system) => {
    const reason = cloneRefusal(system)
    return reason === undefined ? [] : [{ system, reason }]
  })
  if (refused.length === 0) return null
  return (
    <ul className={classes.notes} aria-label="Systems without copies">
      {refused.map(({ system, reason }) => (
        <li key={system.id}>
          {system.name}: {reason}
        </li>
      ))}
    </ul>
  )
}

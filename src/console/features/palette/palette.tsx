import { Modal, Text, VisuallyHidden } from '@mantine/core'
import {
  type KeyboardEvent,
  type ReactNode,
  useDeferredValue,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useNavigate } from 'react-router'
import type { InventoryKind, InventoryRow } from '../../../contract/inventory.ts'
import type { SystemState } from '../../../contract/system.ts'
import { findObjects, type NameIndex } from '../../client/name-index.ts'
import { useSystems } from '../../client/systems.ts'
import { readNames, useNameIndex } from '../../client/use-name-index.ts'
import { SearchIcon } from '../../ui/icons.tsx'
import type { PaletteCommand } from '../../ui/palette-command.ts'
import { actionEntries } from './action-entries.tsx'
import { type PaletteEntry, paletteEntries } from './entries.tsx'
import { eventEntries } from './event-entries.tsx'
import classes from './palette.module.css'

const objectLimit = 20
/** What the palette finds, in the order in which equals are shown. */
const kinds = [
  'vm',
  'host',
  'cluster',
  'datastore',
  'network',
  'template',
] as const satisfies readonly InventoryKind[]

interface PaletteProps {
  opened: boolean
  /** `went`: another page was opened, so that focus does not return to where it was. */
  onClose: (went: boolean) => void
  pages: readonly { label: string; to: string; icon: ReactNode }[]
  commands: readonly PaletteCommand[]
}

/** Goes to any object, page or system by name, and runs commands; by keyboard alone. */
export function Palette(props: PaletteProps): ReactNode {
  return (
    <Modal.Root
      opened={props.opened}
      onClose={() => props.onClose(false)}
      returnFocus={false}
      size={640}
      yOffset="12dvh"
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label="Command palette">
        {/* Mounted only while open: a closed palette looks at no object. */}
        <PaletteBody {...props} />
      </Modal.Content>
    </Modal.Root>
  )
}

function PaletteBody({ onClose, pages, commands }: PaletteProps): ReactNode {
  const navigate = useNavigate()
  const systems = useSystems()
  const listId = useId()
  const [query, setQuery] = useState('')
  const wanted = useDeferredValue(query)
  const [active, setActive] = useState(0)
  const listRef = useRef<HTMLDivElement>(null)
  const inputRef = useRef<HTMLInputElement>(null)

  // At once: the focus trap of the dialog waits a moment, and what is typed in it would be lost.
  useLayoutEffect(() => inputRef.current?.focus(), [])

  const names = useNameIndex(kinds)
  const { rows: found, total } = useMemo(
    () => (names === undefined ? { rows: [], total: 0 } : findObjects(names, wanted, objectLimit)),
    [names, wanted],
  )
  const actions = useMemo(
    () => (names === undefined ? [] : actionsFor(names, wanted, found, systems)),
    [names, wanted, found, systems],
  )
  const { groups, entries } = useMemo(
    () => paletteEntries({ found, query: wanted, actions, pages, systems, commands }),
    [found, wanted, actions, pages, systems, commands],
  )
  const current = entries[Math.min(active, entries.length - 1)]

  useEffect(() => {
    if (current === undefined) return
    listRef.current
      ?.querySelector(`[data-entry="${CSS.escape(current.key)}"]`)
      ?.scrollIntoView({ block: 'nearest' })
  }, [current])

  const choose = (entry: PaletteEntry | undefined) => {
    if (entry === undefined || 'refused' in entry) return
    onClose('to' in entry)
    if ('to' in entry) void navigate(entry.to)
    else entry.run()
  }

  const firstFor = (text: string) => {
    const index = names ?? readNames(kinds)
    const { rows } = findObjects(index, text, objectLimit)
    const doable = actionsFor(index, text, rows, systems)
    return paletteEntries({ found: rows, query: text, actions: doable, pages, systems, commands }).entries[0]
  }

  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, its keys are its own.
    if (event.nativeEvent.isComposing) return
    const last = entries.length - 1
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
      choose(wanted === query && (names !== undefined || active > 0) ? current : firstFor(query))
    }
  }

  return (
    <>
      <div className={classes.field}>
        <SearchIcon />
        <input
          className={classes.input}
          ref={inputRef}
          type="text"
          role="combobox"
          aria-label="Search objects, pages and commands"
          aria-expanded={true}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={current === undefined ? undefined : optionId(listId, current)}
          placeholder="Name of a VM, host, datastore, page, system or command"
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className={classes.list} role="listbox" id={listId} aria-label="Results" ref={listRef}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox has no element of its own
          <div key={group.label} role="group" aria-label={group.label}>
            <div className={classes.groupLabel} aria-hidden="true">
              {group.label}
            </div>
            {group.entries.map((entry) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the combobox that owns the list
              <div
                key={entry.key}
                id={optionId(listId, entry)}
                data-entry={entry.key}
                role="option"
                aria-selected={entry === current}
                aria-disabled={'refused' in entry ? true : undefined}
                tabIndex={-1}
                className={classes.option}
                onClick={() => choose(entry)}
                onMouseMove={() => setActive(entries.indexOf(entry))}
              >
                {entry.icon}
                <span className={classes.optionLabel}>{entry.label}</span>
                {entry.hint === undefined ? null : <span className={classes.hint}>{entry.hint}</span>}
              </div>
            ))}
          </div>
        ))}
      </div>
      {entries.length === 0 && names !== undefined ? (
        <Text size="sm" c="dimmed" p="md">
          Nothing is called “{wanted.trim()}” on the systems you are signed in to.
        </Text>
      ) : null}
      <div className={classes.foot}>
        <span>↑ ↓ choose · Enter opens · Esc closes</span>
        {total > 0 ? <span>{total.toLocaleString('en')} objects found</span> : null}
      </div>
      <VisuallyHidden role="status">{`${entries.length} results`}</VisuallyHidden>
    </>
  )
}

function actionsFor(
  names: NameIndex,
  query: string,
  found: readonly InventoryRow[],
  systems: readonly SystemState[],
): PaletteEntry[] {
  const find = (name: string) => findObjects(names, name, 2 * objectLimit).rows
  const sources = { query, systems, found, find }
  return [...actionEntries(sources), ...eventEntries(sources)]
}

/** Ids of elements hold no white space; names of objects' ids may. */
function optionId(list: string, entry: PaletteEntry): string {
  return `${list}-${encodeURIComponent(entry.key)}`
}

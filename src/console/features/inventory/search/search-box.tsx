import { ActionIcon } from '@mantine/core'
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { SearchError } from '../../../../contract/search/ast.ts'
import type { FieldSet, SearchField } from '../../../../contract/search/fields.ts'
import { type Suggestion, suggest } from '../../../../contract/search/suggest.ts'
import { CloseIcon, SearchIcon } from '../../../ui/icons.tsx'
import type { TabRow } from '../tabs.ts'
import classes from './search-box.module.css'
import { SearchHelp } from './search-help.tsx'
import { SearchMarks } from './search-marks.tsx'

interface SearchBoxProps {
  text: string
  fields: FieldSet<TabRow>
  /** What is wrong with the text as it stands; empty when it is understood. */
  errors: readonly SearchError[]
  /** The text as a sentence, or what the table shows instead while it is not understood. */
  explanation: string
  valuesOf(field: SearchField<TabRow>): readonly string[]
  onChange(text: string): void
  /** Enter, or the focus goes elsewhere. */
  onCommit(): void
}

/** How long completions stay without a sign that they are wanted, ms. */
const listedFor = 4000

/** The search line: completes as one types, marks mistakes under the very characters, says what it finds. */
export function SearchBox(props: SearchBoxProps): ReactNode {
  const { text, fields, errors, valuesOf } = props
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [open, setOpen] = useState(false)
  const [cursor, setCursor] = useState(0)
  const [highlighted, setHighlighted] = useState(-1)
  const [scrolled, setScrolled] = useState(0)
  const wantedCursor = useRef<number | undefined>(undefined)
  const suggestions = useMemo(
    () => (open ? suggest(text, Math.min(cursor, text.length), fields, valuesOf) : []),
    [open, text, cursor, fields, valuesOf],
  )
  const listed = open && suggestions.length > 0
  const option = listed ? suggestions[highlighted] : undefined

  const marked = errors.length > 0

  // The list hides results: when the typing pauses and nobody is about to choose, it makes way.
  const [pointed, setPointed] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: every letter starts the pause anew
  useEffect(() => {
    if (!listed || highlighted >= 0 || pointed) return
    const timer = setTimeout(() => setOpen(false), listedFor)
    return () => clearTimeout(timer)
  }, [listed, highlighted, pointed, text, cursor])

  useLayoutEffect(() => {
    if (wantedCursor.current !== undefined) {
      input.current?.setSelectionRange(wantedCursor.current, wantedCursor.current)
      wantedCursor.current = undefined
    }
    // Only marks have to know it: to ask costs a layout.
    if (marked) setScrolled(input.current?.scrollLeft ?? 0)
  })

  const close = () => {
    setOpen(false)
    setHighlighted(-1)
    setPointed(false)
  }
  const accept = (suggestion: Suggestion) => {
    const after = text.slice(suggestion.end)
    // A value brings its own blank; one is enough.
    const insert = after.startsWith(' ') ? suggestion.insert.trimEnd() : suggestion.insert
    const at = suggestion.start + insert.length + (insert === suggestion.insert ? 0 : 1)
    props.onChange(text.slice(0, suggestion.start) + insert + after)
    setCursor(at)
    wantedCursor.current = at
    setHighlighted(-1)
    setOpen(suggestion.kind !== 'value')
    input.current?.focus()
  }

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const { key } = event
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault()
      const by = key === 'ArrowDown' ? 1 : -1
      if (!listed) {
        setOpen(true)
        setHighlighted(by > 0 ? 0 : -1)
      } else {
        const count = suggestions.length + 1
        setHighlighted((old) => ((old + 1 + by + count) % count) - 1)
      }
    } else if ((key === 'Enter' || (key === 'Tab' && !event.shiftKey)) && option) {
      event.preventDefault()
      accept(option)
    } else if (key === 'Enter') {
      close()
      props.onCommit()
    } else if (key === 'Escape') {
      if (listed) close()
      else if (text !== '') props.onChange('')
      else return
      event.preventDefault()
    }
  }

  const [error] = errors
  return (
    <search className={classes.search}>
      <div className={classes.field} data-invalid={error ? '' : undefined}>
        <SearchIcon size={16} className={classes.icon} />
        <div className={classes.line}>
          <SearchMarks text={text} errors={errors} scrolled={scrolled} />
          <input
            ref={input}
            className={classes.input}
            type="text"
            role="combobox"
            aria-label="Search inventory"
            aria-autocomplete="list"
            aria-expanded={listed}
            aria-controls={listed ? `${id}-list` : undefined}
            aria-activedescendant={option ? `${id}-${highlighted}` : undefined}
            aria-invalid={error ? true : undefined}
            aria-describedby={`${id}-note`}
            placeholder="Name, IP, tag … or power:on memory>8GiB"
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            value={text}
            onChange={(event) => {
              setCursor(event.currentTarget.selectionStart ?? event.currentTarget.value.length)
              setHighlighted(-1)
              setOpen(true)
              props.onChange(event.currentTarget.value)
            }}
            onSelect={(event) => setCursor(event.currentTarget.selectionStart ?? 0)}
            onScroll={(event) => setScrolled(event.currentTarget.scrollLeft)}
            onKeyDown={onKeyDown}
            onBlur={() => {
              close()
              props.onCommit()
            }}
          />
        </div>
        {text === '' ? null : (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            aria-label="Clear search"
            onClick={() => {
              props.onChange('')
              input.current?.focus()
            }}
          >
            <CloseIcon size={14} />
          </ActionIcon>
        )}
        <SearchHelp fields={fields} />
      </div>
      <p
        id={`${id}-note`}
        className={classes.note}
        data-invalid={error ? '' : undefined}
        aria-live={error ? 'polite' : 'off'}
      >
        {error ? (
          <>
            <strong>Character {error.start + 1}:</strong> {error.message}
            <span className={classes.still}> {props.explanation}</span>
          </>
        ) : (
          props.explanation
        )}
      </p>
      {listed ? (
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label="Completions"
          className={classes.list}
          onPointerEnter={() => setPointed(true)}
          onPointerLeave={() => setPointed(false)}
        >
          {suggestions.map((suggestion, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus, as in every combobox
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input takes the keys
            <div
              key={`${suggestion.kind} ${suggestion.label}`}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === highlighted}
              className={classes.option}
              ref={
                index === highlighted ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined
              }
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => accept(suggestion)}
            >
              <span className={classes.optionLabel}>{suggestion.label}</span>{' '}
              <span className={classes.optionDetail}>{suggestion.detail}</span>
            </div>
          ))}
        </div>
      ) : null}
    </search>
  )
}

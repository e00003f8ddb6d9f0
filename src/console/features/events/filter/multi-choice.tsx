import { Combobox, Loader, TextInput, useCombobox } from '@mantine/core'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { CheckIcon, ChevronDownIcon } from '../../../ui/icons.tsx'
import classes from './filter.module.css'

export interface Choice {
  value: string
  label: string
  /** Beside the label, dimmed. */
  detail?: string | undefined
  /** How many entries it stands for, where that is counted. */
  count?: number | undefined
}

interface MultiChoiceProps {
  label: string
  /** Chosen ones. */
  values: readonly string[]
  /** What is offered for a text, best first, and how many there are in all. */
  offer(query: string): { choices: readonly Choice[]; total: number }
  /** A text that may be chosen though it is not offered. */
  free?: (query: string) => Choice | undefined
  /** More may be offered soon. */
  loading?: boolean
  error?: string | undefined
  width?: number
  onChange(values: readonly string[]): void
}

/** A field of which several values can be chosen; the list stays open, the field itself stays small. */
export function MultiChoice(props: MultiChoiceProps): ReactNode {
  const { label, values, offer, free, onChange } = props
  const [query, setQuery] = useState('')
  const store = useCombobox({
    onDropdownClose: () => {
      store.resetSelectedOption()
      setQuery('')
    },
  })
  const opened = store.dropdownOpened
  const { choices, total } = useMemo(
    () => (opened ? offer(query) : { choices: [], total: 0 }),
    [opened, offer, query],
  )
  const own = query.trim() === '' ? undefined : free?.(query.trim())
  const listed =
    own === undefined || choices.some(({ value }) => value === own.value) ? choices : [...choices, own]
  // Enter takes the best of what is offered for a text.
  const { selectFirstOption, resetSelectedOption } = store
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list in the page follows the query
  useEffect(() => {
    if (query.trim() === '') resetSelectedOption()
    else selectFirstOption()
  }, [query])
  const toggle = (value: string) =>
    onChange(values.includes(value) ? values.filter((each) => each !== value) : [...values, value])

  return (
    <Combobox
      store={store}
      width={props.width ?? 340}
      position="bottom-start"
      transitionProps={{ duration: 0 }}
      onOptionSubmit={(value) => {
        toggle(value)
        setQuery('')
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          className={`${classes.choice}`}
          size="xs"
          label={label}
          placeholder={values.length === 0 ? 'Any' : `${values.length.toLocaleString('en')} chosen`}
          data-chosen={values.length > 0 || undefined}
          value={query}
          error={props.error}
          rightSection={<ChevronDownIcon size={12} />}
          rightSectionPointerEvents="none"
          onChange={({ currentTarget }) => {
            setQuery(currentTarget.value)
            store.openDropdown()
          }}
          onClick={() => store.openDropdown()}
          onBlur={() => store.closeDropdown()}
          onKeyDown={({ key }) => {
            if (key === 'Backspace' && query === '' && values.length > 0) onChange(values.slice(0, -1))
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options className={`${classes.options}`} aria-label={label} aria-multiselectable="true">
          {listed.map((choice) => {
            const chosen = values.includes(choice.value)
            return (
              <Combobox.Option
                key={choice.value}
                value={choice.value}
                active={chosen}
                aria-selected={chosen}
                className={`${classes.option}`}
              >
                <span className={classes.check}>{chosen ? <CheckIcon size={14} /> : null}</span>
                <span className={classes.optionText}>
                  {choice.label}
                  {choice.detail === undefined ? null : (
                    <span className={classes.detail}> {choice.detail}</span>
                  )}
                </span>
                {choice.count === undefined ? null : (
                  <span className={classes.count}>{choice.count.toLocaleString('en')}</span>
                )}
              </Combobox.Option>
            )
          })}
          {listed.length === 0 ? (
            <Combobox.Empty>
              {props.loading === true ? 'Reading …' : 'Nothing is called like that.'}
            </Combobox.Empty>
          ) : null}
        </Combobox.Options>
        {total > choices.length || (props.loading === true && listed.length > 0) ? (
          <Combobox.Footer className={`${classes.optionsFoot}`}>
            {props.loading === true ? <Loader size={10} aria-hidden="true" /> : null}
            {total > choices.length
              ? `${(total - choices.length).toLocaleString('en')} more: type a part of the name.`
              : 'Still counting …'}
          </Combobox.Footer>
        ) : null}
      </Combobox.Dropdown>
    </Combobox>
  )
}

/** Offers those choices that hold every word of the query, at most `limit`. */
export function offerOf(
  choices: readonly Choice[],
  limit = 100,
): (query: string) => { choices: readonly Choice[]; total: number } {
  const texts = choices.map(({ label, detail, value }) => `${label} ${detail ?? ''} ${value}`.toLowerCase())
  return (query) => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean)
    const found = choices.filter((_, index) => words.every((word) => texts[index]?.includes(word)))
    return { choices: found.slice(0, limit), total: found.length }
  }
}

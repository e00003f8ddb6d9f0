import { Checkbox, NumberInput, PasswordInput, Select, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { FieldsProps } from '../form.ts'
import { errorAt, flagAt, textAt, valueAt, withValue } from './draft-paths.ts'
import classes from './forms.module.css'

/** What fields need of a form. */
export type DraftForm = Pick<FieldsProps, 'draft' | 'setDraft' | 'errors'>

/** What every field needs of the form, and what it says. */
interface FieldProps {
  form: DraftForm
  /** Where its value stands in the draft, and its error in `errors`. */
  path: string
  label: string
  description?: ReactNode
  disabled?: boolean
}

function common({ form, path, label, description, disabled = false }: FieldProps) {
  // By its path a field is found again, whatever it is called.
  return { label, description, disabled, error: errorAt(form.errors, path), 'data-field': path }
}

export function TextField(props: FieldProps & { placeholder?: string; required?: boolean }): ReactNode {
  const { form, path, placeholder = '', required = false } = props
  return (
    <TextInput
      {...common(props)}
      placeholder={placeholder}
      withAsterisk={required}
      autoComplete="off"
      spellCheck={false}
      value={textAt(form.draft, path)}
      onChange={({ currentTarget: { value } }) => form.setDraft((old) => withValue(old, path, value))}
    />
  )
}

/** A password: hidden until somebody wants to see it, and nothing that a browser should offer to keep. */
export function SecretField(props: FieldProps): ReactNode {
  const { form, path } = props
  return (
    <PasswordInput
      {...common(props)}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': `Show ${props.label.toLowerCase()}` }}
      value={textAt(form.draft, path)}
      onChange={({ currentTarget: { value } }) => form.setDraft((old) => withValue(old, path, value))}
    />
  )
}

export function AreaField(props: FieldProps & { rows?: number; code?: boolean }): ReactNode {
  const { form, path, rows = 3, code = false } = props
  return (
    <Textarea
      {...common(props)}
      rows={rows}
      spellCheck={!code}
      autoComplete="off"
      {...(code ? { styles: { input: { fontFamily: 'var(--mantine-font-family-monospace)' } } } : {})}
      value={textAt(form.draft, path)}
      onChange={({ currentTarget: { value } }) => form.setDraft((old) => withValue(old, path, value))}
    />
  )
}

export function CheckField(props: FieldProps): ReactNode {
  const { form, path } = props
  return (
    <Checkbox
      {...common(props)}
      checked={flagAt(form.draft, path)}
      onChange={({ currentTarget: { checked } }) => form.setDraft((old) => withValue(old, path, checked))}
    />
  )
}

export function NumberField(props: FieldProps & { max?: number; decimals?: number }): ReactNode {
  const { form, path, max, decimals = 0 } = props
  const value = valueAt(form.draft, path)
  return (
    <NumberInput
      {...common(props)}
      value={typeof value === 'number' || typeof value === 'string' ? value : ''}
      clampBehavior="none"
      allowNegative={false}
      decimalScale={decimals}
      {...(max === undefined ? {} : { max })}
      onChange={(next) => form.setDraft((old) => withValue(old, path, next))}
    />
  )
}

/** Something to choose. What cannot be chosen now says why; `detail` is what decides between two. */
export interface Choice {
  id: string
  name: string
  detail?: string
  /** Why it cannot be chosen. */
  refused?: string
}

interface ChoiceProps extends FieldProps {
  choices: readonly Choice[]
  /** What stands for no choice, where that is one. */
  none?: string
  required?: boolean
  /** Called beside the change itself. */
  onChoose?: (id: string) => void
}

/** At most so many are listed at once; typing finds the rest. */
const listed = 200

export function ChoiceField(props: ChoiceProps): ReactNode {
  const { form, path, choices, none, required = false, onChoose } = props
  const byId = new Map(choices.map((choice) => [choice.id, choice]))
  const value = textAt(form.draft, path)
  const choose = (id: string | null) => {
    form.setDraft((old) => withValue(old, path, id ?? ''))
    onChoose?.(id ?? '')
  }
  return (
    <Select
      {...common(props)}
      // What was chosen may have gone meanwhile; then nothing is chosen.
      value={byId.has(value) ? value : null}
      data={choices.map(({ id, name, refused }) => ({
        value: id,
        label: name,
        disabled: refused !== undefined,
      }))}
      searchable={choices.length > 8}
      limit={listed}
      clearable={none !== undefined}
      {...(none === undefined ? {} : { clearButtonProps: { 'aria-label': `Clear ${props.label}` } })}
      placeholder={none ?? 'Choose …'}
      withAsterisk={required}
      allowDeselect={none !== undefined}
      nothingFoundMessage="Nothing of this name."
      classNames={{ option: classes.option ?? '' }}
      renderOption={({ option }) => <ChoiceText choice={byId.get(option.value)} />}
      onChange={choose}
    />
  )
}

function ChoiceText({ choice }: { choice: Choice | undefined }): ReactNode {
  if (choice === undefined) return null
  const note = choice.refused ?? choice.detail
  return (
    <span>
      {choice.name}
      {note === undefined ? null : (
        <span style={{ display: 'block', fontSize: 'var(--mantine-font-size-xs)', opacity: 0.8 }}>
          {note}
        </span>
      )}
    </span>
  )
}

import { Checkbox } from '@mantine/core'
import type { ReactNode } from 'react'
import type { CloneFeature } from '../../../../contract/clone/options.ts'
import type { StepProps } from '../wizard.ts'

/** Something that can be asked of a source: not shown where it does not exist, with the reason where it is not possible now. */
export function FeatureCheck(props: {
  step: Pick<StepProps, 'options' | 'errors'>
  feature: CloneFeature
  /** Path of the order. */
  field: string
  label: string
  description?: string
  checked: boolean
  onChange: (checked: boolean) => void
}): ReactNode {
  const { step, feature, field, label, description, checked, onChange } = props
  const can = step.options?.features[feature]
  // What was asked for before must be seen, to be taken back.
  if (can === undefined && !checked) return null
  const refusal = can === true ? undefined : (can ?? 'Not possible with this source.')
  return (
    <div data-field={field}>
      <Checkbox
        label={label}
        description={refusal ?? description}
        error={step.errors.get(field)}
        disabled={refusal !== undefined && !checked}
        checked={checked}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
    </div>
  )
}

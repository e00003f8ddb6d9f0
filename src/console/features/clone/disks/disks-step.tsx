import { Checkbox, Select, Stack, Text } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import { copiesTake } from '../../../../contract/clone/check-space.ts'
import type { CloneOptions } from '../../../../contract/clone/options.ts'
import { formatBytes } from '../../../../contract/units.ts'
import { ChoiceField } from '../../../actions/forms/fields.tsx'
import { MissingParts, missingOf } from '../../../ui/missing-parts.tsx'
import { Section } from '../../../ui/section.tsx'
import classes from '../clone.module.css'
import { StepFindings } from '../frame/step-findings.tsx'
import { formOf } from '../step-form.ts'
import type { StepProps } from '../wizard.ts'
import { DiskCard } from './disk-card.tsx'
import { moveTypes } from './move-types.ts'

/** Which disks the copies get, where those go and in which form, and how much that is. */
export function DisksStep(props: StepProps): ReactNode {
  const { draft, setDraft, options, legal, rows } = props
  const take = useMemo(
    () => (options === undefined ? undefined : copiesTake(legal, options)),
    [legal, options],
  )
  if (options === undefined || take === undefined) return null
  const kept = options.disks.length - draft.disks.filter(({ remove }) => remove === true).length
  const copies = Math.max(1, draft.copies.length)
  return (
    <Stack gap="md">
      <StepFindings
        step="disks"
        {...props}
        fields={['disks', 'homePolicyId', 'diskPolicyId', 'fallbackToDefaultPolicy', 'moveType']}
      />
      <MissingParts missing={missingOf(options.missing, 'disk')} />
      <Text size="sm" aria-live="polite">
        {draft.linked
          ? `${kept === 1 ? 'One disk' : `${kept} disks`} shared with the source: nearly nothing is written now, at most ${formatBytes(take.disks.atMostBytes)} later.`
          : `${kept === 1 ? 'One disk' : `${kept} disks`} in ${copies === 1 ? 'the copy' : `each of ${copies} copies`}: ${formatBytes(take.disks.takesBytes)} will be written${take.disks.atMostBytes > take.disks.takesBytes ? `, at most ${formatBytes(take.disks.atMostBytes)} when thin disks have grown` : ''}.`}
      </Text>
      {options.disks.length === 0 ? (
        <Text size="sm" c="dimmed">
          The source has no disks.
        </Text>
      ) : (
        options.disks.map((disk) => (
          <DiskCard key={disk.id} disk={disk} step={props} options={options} rows={rows} />
        ))
      )}
      <Policies {...props} options={options} />
      {options.features['move-type'] === true ? (
        <details className={classes.experts}>
          <summary>For experts</summary>
          <Select
            mt="xs"
            data-field="moveType"
            label="How disks move"
            description="The move type of vSphere for all disks that name none of their own."
            data={moveTypes}
            clearable
            placeholder="As the wizard chooses"
            clearButtonProps={{ 'aria-label': 'Clear How disks move' }}
            value={draft.moveType ?? null}
            error={props.errors.get('moveType')}
            onChange={(value) =>
              setDraft(({ moveType: _, ...old }) => {
                const chosen = moveTypes.find((each) => each.value === value)?.value
                return chosen === undefined ? old : { ...old, moveType: chosen }
              })
            }
          />
        </details>
      ) : null}
    </Stack>
  )
}

/** Storage policies of what names no other. */
function Policies(props: StepProps & { options: CloneOptions }): ReactNode {
  const { options, draft, setDraft } = props
  const can = options.features.policy
  if (can === undefined) return null
  const { storagePolicies } = options
  const choices = typeof storagePolicies === 'string' ? [] : storagePolicies
  const refusal = can !== true ? can : typeof storagePolicies === 'string' ? storagePolicies : undefined
  const form = formOf(props)
  return (
    <Section title="Storage policies">
      <Stack gap="sm">
        {refusal === undefined ? (
          <>
            <ChoiceField
              form={form}
              path="homePolicyId"
              label="Policy of the home"
              description="Of the configuration files and what names no other."
              choices={choices}
              none="As the source"
            />
            <ChoiceField
              form={form}
              path="diskPolicyId"
              label="Policy of all disks"
              choices={choices}
              none="As the source"
            />
            <Checkbox
              data-field="fallbackToDefaultPolicy"
              label="Where a policy does not fit, use the default of the datastore"
              error={props.errors.get('fallbackToDefaultPolicy')}
              checked={draft.fallbackToDefaultPolicy === true}
              onChange={({ currentTarget: { checked } }) =>
                setDraft((old) => ({ ...old, fallbackToDefaultPolicy: checked }))
              }
            />
          </>
        ) : (
          <Text size="sm" c="dimmed">
            {refusal}
          </Text>
        )}
      </Stack>
    </Section>
  )
}

import { Checkbox, Select, Text } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import type { CloneOptions } from '../../../../contract/clone/options.ts'
import { errorAt } from '../../../actions/forms/draft-paths.ts'
import type { Choice } from '../../../actions/forms/fields.tsx'
import classes from '../../../actions/forms/forms.module.css'
import { Part } from '../part.tsx'
import type { StepProps } from '../wizard.ts'
import { networkChoices } from './network-choices.ts'
import { nicAt, withNic } from './nic-draft.ts'
import { offered } from './offer.ts'

/** Each network card of the source: where its copies are plugged in, or that they do without. */
export function NicFields(props: StepProps): ReactNode {
  const { options, rows, draft } = props
  const { refused, shown } = offered(options, 'nics')
  const { placement, source } = draft
  const choices = useMemo(
    () => (options === undefined ? [] : networkChoices(rows, options, source.vm, placement)),
    [options, rows, source.vm, placement],
  )
  if (options === undefined) return null
  return (
    <Part title="Network cards">
      {options.nics.length === 0 ? <Text size="sm">The source has no network card.</Text> : null}
      {!shown && options.nics.length > 0 ? (
        <Text size="sm">
          The cards cannot be changed while copies are made here: they are as the source has them.
        </Text>
      ) : null}
      {refused === undefined ? null : <Text size="sm">{refused}</Text>}
      {options.nics.map((card) => (
        <Card
          key={card.id}
          props={props}
          cards={options.nics}
          card={card}
          choices={choices}
          fixed={!shown || refused !== undefined}
        />
      ))}
    </Part>
  )
}

function Card({
  props: { draft, setDraft, errors },
  cards,
  card,
  choices,
  fixed,
}: {
  props: StepProps
  cards: CloneOptions['nics']
  card: CloneOptions['nics'][number]
  choices: readonly Choice[]
  fixed: boolean
}): ReactNode {
  const { nic, index } = nicAt(draft, card.id)
  const removed = nic.remove === true
  const set = (change: Parameters<typeof withNic>[3]) =>
    setDraft((old) => withNic(old, cards, card.id, change))
  const now = card.networkName ?? card.profile
  const known = choices.some(({ id }) => id === nic.networkId)
  const chosen = nic.networkId ?? null
  const error = index < 0 ? undefined : errorAt(errors, `nics.${index}`)
  const byId = new Map(choices.map((choice) => [choice.id, choice]))
  return (
    <fieldset className={classes.card}>
      <legend>
        {card.name}
        {card.type === undefined ? '' : `, ${card.type}`}
      </legend>
      <div className={classes.pair}>
        <Select
          data-field={`nics.${index}`}
          label="Network"
          description={now === undefined ? 'The source is in no network.' : `Source: ${now}.`}
          data={[
            ...choices.map(({ id, name, refused }) => ({
              value: id,
              label: name,
              disabled: refused !== undefined && id !== chosen,
            })),
            // It may have gone, or is of another data center.
            ...(chosen === null || known ? [] : [{ value: chosen, label: chosen }]),
          ]}
          value={chosen}
          error={error}
          disabled={fixed || removed}
          searchable={choices.length > 8}
          limit={200}
          clearable
          clearButtonProps={{ 'aria-label': `Clear network of ${card.name}` }}
          placeholder="As the source"
          nothingFoundMessage="Nothing of this name."
          renderOption={({ option }) => <ChoiceText choice={byId.get(option.value)} label={option.label} />}
          onChange={(id) => set({ networkId: id ?? undefined })}
        />
        <Select
          label="Connection"
          description="When the copy starts."
          data={[
            { value: 'on', label: 'Connected' },
            { value: 'off', label: 'Not connected' },
          ]}
          value={nic.connected === undefined ? null : nic.connected ? 'on' : 'off'}
          disabled={fixed || removed}
          clearable
          clearButtonProps={{ 'aria-label': `Clear connection of ${card.name}` }}
          placeholder="As the source"
          onChange={(value) => set({ connected: value === null ? undefined : value === 'on' })}
        />
      </div>
      <Checkbox
        label="Leave out"
        description="The copies do without this card."
        disabled={fixed}
        checked={removed}
        onChange={({ currentTarget: { checked } }) => set({ remove: checked ? true : undefined })}
      />
    </fieldset>
  )
}

function ChoiceText({ choice, label }: { choice: Choice | undefined; label: string }): ReactNode {
  const note = choice?.refused ?? choice?.detail
  return (
    <span>
      {label}
      {note === undefined ? null : (
        <Text component="span" size="xs" display="block" opacity={0.8}>
          {note}
        </Text>
      )}
    </span>
  )
}

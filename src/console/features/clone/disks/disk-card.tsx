import { Checkbox, Select, Text } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import type { CloneInventory } from '../../../../contract/clone/clone-inventory.ts'
import { followsVsphere } from '../../../../contract/clone/family.ts'
import type { CloneOptions } from '../../../../contract/clone/options.ts'
import { type DiskFormat, diskFormatSchema } from '../../../../contract/clone/order.ts'
import { formatBytes } from '../../../../contract/units.ts'
import classes from '../clone.module.css'
import { storageWord } from '../placement/placement-fields.tsx'
import type { StepProps } from '../wizard.ts'
import { diskAt, diskPlaces, withDisk } from './disk-draft.ts'
import { moveTypes } from './move-types.ts'

const formats: Record<DiskFormat, string> = {
  thin: 'Thin: grows as it is written',
  thick: 'Thick: allocated at once',
  'thick-eager': 'Thick, zeroed at once',
}

/** One disk of the source: whether the copies get it, where it goes and in which form. */
export function DiskCard(props: {
  disk: CloneOptions['disks'][number]
  step: StepProps
  options: CloneOptions
  rows: CloneInventory
}): ReactNode {
  const { disk, step, options, rows } = props
  const { draft, setDraft, legal, errors } = step
  const { disk: asked, index } = diskAt(draft, disk.id)
  const { features, storagePolicies } = options
  const places = useMemo(() => diskPlaces(legal, options, rows, disk), [legal, options, rows, disk])
  const path = index < 0 ? `disks.${disk.id}` : `disks.${index}`
  const error = (field: string) => (index < 0 ? undefined : errors.get(`${path}.${field}`))
  const set = (change: Parameters<typeof withDisk>[2]) => setDraft((old) => withDisk(old, disk.id, change))
  const removed = asked.remove === true
  const reasons = [
    ['Leaving it out', features['disk-remove']],
    ['Another place', features['disk-datastore']],
    ['Another form', features['disk-format']],
    ['A policy', features['disk-policy']],
  ].filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  const wholly = errors.get(path)
  const kinds = diskFormatSchema.options.filter((kind) => kind !== 'thick-eager' || followsVsphere(options))
  return (
    <fieldset className={classes.disk} data-field={path}>
      <legend>{disk.name}</legend>
      <Text size="sm" c="dimmed">
        {aboutDisk(disk)}
      </Text>
      {features['disk-remove'] === true || removed ? (
        <Checkbox
          data-field={`${path}.remove`}
          label="Leave it out of the copies"
          error={error('remove')}
          checked={removed}
          onChange={({ currentTarget }) => set({ remove: currentTarget.checked || undefined })}
        />
      ) : null}
      {removed ? null : (
        <div className={classes.pair}>
          {features['disk-datastore'] === true ? (
            <Picker
              label={storageWord(step)}
              of={disk.name}
              none="As the placement says"
              field={`${path}.datastoreId`}
              value={asked.datastoreId}
              error={error('datastoreId')}
              choices={places.map(({ id, name, detail, refused }) => ({
                id,
                name,
                ...(detail === undefined && refused === undefined ? {} : { note: refused ?? detail }),
                refused: refused !== undefined,
              }))}
              onChange={(datastoreId) => set({ datastoreId })}
            />
          ) : null}
          {features['disk-format'] === true ? (
            <Picker
              label="Form"
              of={disk.name}
              none="As the source"
              field={`${path}.format`}
              value={asked.format}
              error={error('format')}
              choices={kinds.map((kind) => ({ id: kind, name: formats[kind] }))}
              onChange={(value) => set({ format: kinds.find((kind) => kind === value) })}
            />
          ) : null}
          {features['disk-policy'] === true && typeof storagePolicies !== 'string' ? (
            <Picker
              label="Storage policy"
              of={disk.name}
              none={draft.diskPolicyId ? 'As all disks' : 'As the source'}
              field={`${path}.policyId`}
              value={asked.policyId}
              error={error('policyId')}
              choices={storagePolicies}
              onChange={(policyId) => set({ policyId })}
            />
          ) : null}
          {features['move-type'] === true &&
          (asked.moveType !== undefined || draft.moveType !== undefined) ? (
            <Picker
              label="How it moves"
              of={disk.name}
              none="As all disks"
              field={`${path}.moveType`}
              value={asked.moveType}
              error={error('moveType')}
              choices={moveTypes.map(({ value, label }) => ({ id: value, name: label }))}
              onChange={(value) => set({ moveType: moveTypes.find((each) => each.value === value)?.value })}
            />
          ) : null}
        </div>
      )}
      {reasons.map(([what, reason]) => (
        <Text key={what} size="xs" c="dimmed">
          {what}: {reason}
        </Text>
      ))}
      {wholly === undefined ? null : (
        <Text size="sm" c="var(--mantine-color-error)">
          {wholly}
        </Text>
      )}
    </fieldset>
  )
}

interface PickerChoice {
  id: string
  name: string
  note?: string | undefined
  refused?: boolean
}

function Picker(props: {
  label: string
  /** The disk; tells the fields of several apart. */
  of: string
  none: string
  field: string
  value: string | undefined
  error: string | undefined
  choices: readonly PickerChoice[]
  onChange: (id: string | undefined) => void
}): ReactNode {
  const { label, of, none, field, value, error, choices, onChange } = props
  const byId = new Map(choices.map((choice) => [choice.id, choice]))
  return (
    <Select
      data-field={field}
      label={label}
      aria-label={`${label} of ${of}`}
      error={error}
      placeholder={none}
      clearable
      clearButtonProps={{ 'aria-label': `Clear ${label.toLowerCase()} of ${of}` }}
      searchable={choices.length > 8}
      limit={200}
      nothingFoundMessage="Nothing of this name."
      data={choices.map(({ id, name, refused = false }) => ({ value: id, label: name, disabled: refused }))}
      value={value ?? null}
      renderOption={({ option }) => {
        const note = byId.get(option.value)?.note
        return (
          <span>
            {option.label}
            {note === undefined ? null : (
              <Text component="span" size="xs" display="block" c="dimmed">
                {note}
              </Text>
            )}
          </span>
        )
      }}
      onChange={(id) => onChange(id ?? undefined)}
    />
  )
}

function aboutDisk(disk: CloneOptions['disks'][number]): string {
  const { capacityBytes, usedBytes, datastoreName, format, bus, bootable } = disk
  return [
    formatBytes(capacityBytes),
    usedBytes === undefined ? undefined : `${formatBytes(usedBytes)} in use`,
    format,
    datastoreName === undefined ? undefined : `on ${datastoreName}`,
    bus,
    bootable === true ? 'boots from it' : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' · ')
}

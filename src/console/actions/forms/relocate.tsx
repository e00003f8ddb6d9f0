import { Radio, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatBytes } from '../../../contract/units.ts'
import type { Draft } from '../draft.ts'
import type { ActionForm, FieldsProps } from '../form.ts'
import { listAt, textAt } from './draft-paths.ts'
import { ChoiceField } from './fields.tsx'
import { datastoreChoices, spaceOf } from './places.ts'

function Fields(form: FieldsProps): ReactNode {
  const { context, draft, setDraft, errors } = form
  const { inventory, system, machines, detail } = context
  const [machine] = machines
  const disks = detail?.disks ?? []
  if (machine === undefined) return null
  const choices = (needed: number) => datastoreChoices(inventory, system.kind, machine, needed)
  const all = spaceOf(disks)
  const each = draft.way === 'disks'
  const ovirt = system.kind === 'ovirt'
  const place = ovirt ? 'storage domain' : 'datastore'
  const Place = ovirt ? 'Storage domain' : 'Datastore'
  const wrong = errors.get('disks')
  return (
    <>
      <Radio.Group
        label="Move"
        value={each ? 'disks' : 'all'}
        onChange={(way) => setDraft((old) => ({ ...old, way }))}
      >
        <Stack gap={6} mt={4}>
          <Radio
            value="all"
            label={`All disks to one ${place}`}
            description={disks.length === 0 ? undefined : `They take about ${formatBytes(all)}.`}
          />
          <Radio value="disks" label="Each disk by itself" disabled={disks.length === 0} />
        </Stack>
      </Radio.Group>
      {each ? (
        <>
          {disks.map((disk, index) => (
            <ChoiceField
              key={disk.id}
              form={form}
              path={`disks.${index}.datastoreId`}
              label={`${Place} for ${disk.name}`}
              description={`${formatBytes(disk.capacityBytes)}, now on ${disk.datastoreName ?? `an unknown ${place}`}`}
              choices={choices(disk.usedBytes ?? disk.capacityBytes).map((choice) =>
                choice.id === disk.datastoreId ? { ...choice, refused: 'It is there now.' } : choice,
              )}
              none="Stays where it is"
            />
          ))}
          {wrong === undefined ? null : (
            <Text size="sm" c="var(--mantine-color-error)">
              {wrong}
            </Text>
          )}
        </>
      ) : (
        <ChoiceField
          form={form}
          path="datastoreId"
          label={Place}
          description="Of the same data center, with the space that is free there."
          choices={choices(all)}
          required
        />
      )}
    </>
  )
}

/** The disks that shall move, each with where to. */
function moved(draft: Draft): { id: string; datastoreId: string }[] {
  return listAt(draft, 'disks').flatMap((_, index) => {
    const id = textAt(draft, `disks.${index}.id`)
    const datastoreId = textAt(draft, `disks.${index}.datastoreId`)
    return datastoreId === '' ? [] : [{ id, datastoreId }]
  })
}

export const form: ActionForm = {
  initial: ({ detail }) => ({
    way: 'all',
    datastoreId: '',
    disks: (detail?.disks ?? []).map(({ id }) => ({ id, datastoreId: '' })),
  }),
  Fields,
  finish: (draft) => (draft.way === 'disks' ? { disks: moved(draft) } : { datastoreId: draft.datastoreId }),
  check: (draft) =>
    draft.way === 'disks' && moved(draft).length === 0
      ? new Map([['disks', 'Choose where at least one disk shall go.']])
      : new Map(),
}

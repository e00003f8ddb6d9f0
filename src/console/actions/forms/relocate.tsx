import { Radio, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { hostReaches } from '../../../contract/clone/reach.ts'
import { formatBytes } from '../../../contract/units.ts'
import { orpc } from '../../client/api.ts'
import type { Draft } from '../draft.ts'
import type { ActionForm, FieldsProps, FormContext } from '../form.ts'
import { listAt, textAt } from './draft-paths.ts'
import { type Choice, ChoiceField } from './fields.tsx'
import { chooseableFirst, datastoreChoices, spaceOf } from './places.ts'

function Fields(form: FieldsProps): ReactNode {
  const { context, draft, setDraft, errors } = form
  const { inventory, system, machines, detail } = context
  const [machine] = machines
  const disks = detail?.disks ?? []
  const reaches = useReach(context)
  if (machine === undefined) return null
  const choices = (needed: number, here: (datastore: string) => boolean, whyHere: string) =>
    datastoreChoices(inventory, system.kind, machine, needed)
      .map((choice) => refusedIf(choice, !reaches(choice.id), 'The host of the VM does not reach it.'))
      .map((choice) => refusedIf(choice, here(choice.id), whyHere))
      .sort(chooseableFirst)
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
              choices={choices(
                disk.usedBytes ?? disk.capacityBytes,
                (id) => id === disk.datastoreId,
                'It is there now.',
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
          choices={choices(
            all,
            (id) => disks.length > 0 && disks.every(({ datastoreId }) => datastoreId === id),
            disks.length === 1 ? 'It is there now.' : 'They are there now.',
          )}
          required
        />
      )}
    </>
  )
}

function refusedIf(choice: Choice, is: boolean, why: string): Choice {
  return is ? { ...choice, refused: why } : choice
}

/** Whether the host of a vSphere VM reaches a datastore; what nobody knows, yet or at all, may be tried. */
function useReach({ system, machines: [machine], inventory }: FormContext): (datastore: string) => boolean {
  const host = machine?.hostId === undefined ? undefined : inventory.row(system.id, machine.hostId)
  const options = useQuery({
    ...orpc.clones.options.queryOptions({ input: { system: system.id, vm: machine?.id ?? '' } }),
    enabled: system.kind === 'vcenter' && host !== undefined,
    retry: false,
  })
  return (datastore) =>
    options.data === undefined ||
    host?.kind !== 'host' ||
    hostReaches(options.data, host, 'datastores', datastore)
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

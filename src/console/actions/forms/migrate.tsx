import { Radio, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ActionForm, FieldsProps } from '../form.ts'
import { CheckField, ChoiceField } from './fields.tsx'
import { common, hostChoices, poolChoices, rootPoolOf } from './places.ts'

function Fields(form: FieldsProps): ReactNode {
  const { context, draft, setDraft } = form
  const { inventory, system, machines } = context
  const ovirt = system.kind === 'ovirt'
  const hosts = hostChoices(inventory, system.kind, machines, { leave: true })
  const chosen = typeof draft.hostId === 'string' ? inventory.row(system.id, draft.hostId) : undefined
  const host = chosen?.kind === 'host' ? chosen : undefined
  const cluster = common(machines, ({ clusterId }) => clusterId)
  const pinned = machines.some(
    (machine) => machine.kind === 'vm' && machine.traits?.includes('pinned') === true,
  )

  // A VM that goes to another cluster leaves its pool as well.
  const onHost = (id: string) => {
    const row = inventory.row(system.id, id)
    if (ovirt || row?.kind !== 'host') return
    const elsewhere = row.clusterId === undefined || row.clusterId !== cluster
    setDraft((old) => ({ ...old, poolId: elsewhere ? (rootPoolOf(inventory, row)?.id ?? '') : '' }))
  }

  return (
    <>
      {ovirt ? (
        <Radio.Group
          label="Destination"
          value={draft.automatic === true ? 'automatic' : 'host'}
          onChange={(value) => setDraft((old) => ({ ...old, automatic: value === 'automatic' }))}
        >
          <Stack gap={6} mt={4}>
            <Radio
              value="automatic"
              label="Automatic"
              description="The engine chooses a host of the cluster."
            />
            <Radio value="host" label="A certain host" />
          </Stack>
        </Radio.Group>
      ) : null}
      {ovirt && draft.automatic === true ? null : (
        <>
          <ChoiceField
            form={form}
            path="hostId"
            label="Host"
            description={
              ovirt
                ? 'Hosts of the same cluster.'
                : 'Hosts of the same data center. The disks stay where they are: the host must reach their datastores.'
            }
            choices={hosts}
            onChoose={onHost}
            required
          />
          {hosts.length === 0 ? (
            <Text size="sm" role="status">
              {machines.length > 1
                ? `These VMs are not all in one ${ovirt ? 'cluster' : 'data center'}, so no host suits all of them.`
                : 'The inventory shows no other host for it.'}
            </Text>
          ) : null}
        </>
      )}
      {host !== undefined && !ovirt ? (
        <ChoiceField
          form={form}
          path="poolId"
          label="Resource pool"
          description="Where the VM gets its share of CPU and memory."
          choices={poolChoices(inventory, system.id, (pool) =>
            host.clusterId === undefined ? pool.hostId === host.id : pool.clusterId === host.clusterId,
          )}
          none="Stays in its pool"
        />
      ) : null}
      {ovirt ? (
        <CheckField
          form={form}
          path="force"
          label="Force"
          description={
            pinned
              ? 'Migrates it although it is pinned to its host.'
              : 'Only needed for VMs that may be migrated by an administrator alone.'
          }
        />
      ) : null}
    </>
  )
}

export const form: ActionForm = {
  initial: ({ system }) => ({ automatic: system.kind === 'ovirt', hostId: '', poolId: '', force: false }),
  Fields,
  finish: ({ automatic, hostId, poolId, force }) => ({
    ...(automatic === true ? {} : { hostId: hostId ?? '' }),
    ...(automatic === true || poolId === '' ? {} : { poolId }),
    ...(force === true ? { force } : {}),
  }),
}

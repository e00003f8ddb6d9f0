import { Button, Group, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import { api } from '../../../client/api.ts'
import { FaultAlert } from '../../../ui/fault-alert.tsx'
import { RefreshIcon } from '../../../ui/icons.tsx'
import { type ObjectColumn, ObjectTable } from '../../../ui/object-table.tsx'
import { type GuestAccess, guestQuery, useGuestFault } from './access.ts'
import { matches } from './matches.ts'

interface Variable {
  name: string
  value: string
}

const columns: readonly ObjectColumn<Variable>[] = [
  { id: 'name', label: 'Name', width: 'minmax(10rem, 1fr)', value: ({ name }) => name },
  {
    id: 'value',
    label: 'Value',
    width: 'minmax(20rem, 4fr)',
    value: ({ value }) => value,
    render: ({ value }) => <code title={value}>{value}</code>,
  },
]

/** The environment variables of the user of a guest. */
export function EnvironmentPanel(access: GuestAccess): ReactNode {
  const { system, vm, kept } = access
  const { auth } = kept
  const [filter, setFilter] = useState('')
  const query = useQuery({
    ...guestQuery('environment', access),
    queryFn: ({ signal }) => api.guest.environment({ system: system.id, vm: vm.id, auth }, { signal }),
  })
  const fault = useGuestFault(query.error, access)
  const all = query.data?.variables
  const shown = useMemo(() => all?.filter(({ name, value }) => matches(filter, name, value)), [all, filter])
  return (
    <>
      <Group gap="sm" mb="xs">
        <TextInput
          size="xs"
          w={260}
          aria-label="Filter variables"
          placeholder="Name or value"
          value={filter}
          onChange={({ currentTarget }) => setFilter(currentTarget.value)}
        />
        <Button
          size="xs"
          variant="default"
          leftSection={<RefreshIcon size={14} />}
          loading={query.isFetching}
          onClick={() => void query.refetch()}
        >
          Refresh
        </Button>
      </Group>
      {fault === undefined ? null : <FaultAlert fault={fault} named onRetry={() => void query.refetch()} />}
      {shown === undefined ? (
        query.isPending ? (
          <Text size="sm">Asking the guest …</Text>
        ) : null
      ) : (
        <ObjectTable
          label="Environment"
          rows={shown}
          columns={columns}
          keyOf={({ name }) => name}
          empty={filter === '' ? 'This user has no variables.' : 'Nothing fits the filter.'}
        />
      )}
    </>
  )
}

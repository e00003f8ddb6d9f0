import { Button, Group, Switch, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import type { GuestProcess } from '../../../../contract/guest/guest.ts'
import { api } from '../../../client/api.ts'
import { FaultAlert } from '../../../ui/fault-alert.tsx'
import { RefreshIcon } from '../../../ui/icons.tsx'
import { Moment } from '../../../ui/moment.tsx'
import { type ObjectColumn, ObjectTable } from '../../../ui/object-table.tsx'
import { type GuestAccess, guestQuery, useGuestFault } from './access.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { matches } from './matches.ts'

const refreshMs = 5_000

/** The processes of a guest: filter, sort, refresh, terminate. */
export function ProcessPanel(access: GuestAccess): ReactNode {
  const { system, vm, kept } = access
  const { auth } = kept
  const [filter, setFilter] = useState('')
  const [auto, setAuto] = useState(false)
  const [ending, setEnding] = useState<GuestProcess>()
  const query = useQuery({
    ...guestQuery('processes', access),
    queryFn: ({ signal }) => api.guest.processes({ system: system.id, vm: vm.id, auth }, { signal }),
    refetchInterval: auto ? refreshMs : false,
  })
  const fault = useGuestFault(query.error, access)
  const all = query.data?.processes
  const shown = useMemo(
    () =>
      all?.filter(({ pid, name, owner, commandLine }) =>
        matches(filter, String(pid), name, owner, commandLine),
      ),
    [all, filter],
  )
  const columns = useMemo(() => columnsWith(setEnding), [])

  return (
    <>
      <Group gap="sm" mb="xs">
        <TextInput
          size="xs"
          w={260}
          aria-label="Filter processes"
          placeholder="Name, PID, owner, command line"
          value={filter}
          onChange={({ currentTarget }) => setFilter(currentTarget.value)}
        />
        <Button
          size="xs"
          variant="default"
          leftSection={<RefreshIcon size={14} />}
          loading={query.isFetching && !auto}
          onClick={() => void query.refetch()}
        >
          Refresh
        </Button>
        <Switch
          size="xs"
          label="Refresh every 5 s"
          checked={auto}
          onChange={({ currentTarget }) => setAuto(currentTarget.checked)}
        />
        {all === undefined ? null : (
          <Text size="sm" c="dimmed" role="status">
            {shown?.length === all.length ? `${all.length} processes` : `${shown?.length} of ${all.length}`}
          </Text>
        )}
      </Group>
      {fault === undefined ? null : <FaultAlert fault={fault} named onRetry={() => void query.refetch()} />}
      {shown === undefined ? (
        query.isPending ? (
          <Text size="sm">Asking the guest …</Text>
        ) : null
      ) : (
        <ObjectTable
          label="Processes"
          rows={shown}
          columns={columns}
          keyOf={keyOf}
          empty={filter === '' ? 'The guest tells of no processes.' : 'Nothing fits the filter.'}
        />
      )}
      {ending === undefined ? null : (
        <ConfirmDialog
          title={`Terminate ${ending.name}?`}
          confirm="Terminate process"
          onClose={() => setEnding(undefined)}
          work={async () => {
            await api.guest.endProcess({ system: system.id, vm: vm.id, auth, pid: ending.pid })
            // What the table then shows is what the guest says.
            void query.refetch()
          }}
        >
          Process {ending.pid} (“{ending.name}”) of {ending.owner === '' ? 'an unknown owner' : ending.owner}{' '}
          in the guest of <strong>{vm.name}</strong> is ended at once. What it has not saved is lost.
        </ConfirmDialog>
      )}
    </>
  )
}

const keyOf = ({ pid, startedAt }: GuestProcess) => `${pid}/${startedAt ?? ''}`

function columnsWith(end: (process: GuestProcess) => void): readonly ObjectColumn<GuestProcess>[] {
  return [
    { id: 'name', label: 'Name', width: 'minmax(9rem, 1fr)', value: ({ name }) => name },
    { id: 'pid', label: 'PID', width: '5rem', align: 'end', value: ({ pid }) => pid },
    { id: 'owner', label: 'Owner', width: 'minmax(7rem, 1fr)', value: ({ owner }) => owner },
    {
      id: 'command',
      label: 'Command line',
      width: 'minmax(14rem, 3fr)',
      value: ({ commandLine }) => commandLine,
      render: ({ commandLine }) => <code title={commandLine}>{commandLine}</code>,
    },
    {
      id: 'started',
      label: 'Started',
      width: '12rem',
      value: ({ startedAt }) => startedAt,
      render: ({ startedAt }) => (startedAt === undefined ? '–' : <Moment at={startedAt} />),
    },
    {
      id: 'ended',
      label: 'Ended',
      width: '12rem',
      value: ({ endedAt }) => endedAt,
      render: ({ endedAt }) => (endedAt === undefined ? '–' : <Moment at={endedAt} />),
    },
    { id: 'exit', label: 'Exit code', width: '6rem', align: 'end', value: ({ exitCode }) => exitCode },
    {
      id: 'end',
      label: 'Runs',
      width: '7rem',
      value: (process) => (runs(process) ? 'yes' : 'no'),
      render: (process) =>
        runs(process) ? (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Terminate ${process.name} (PID ${process.pid})`}
            onClick={() => end(process)}
          >
            Terminate
          </Button>
        ) : (
          'Ended'
        ),
    },
  ]
}

function runs({ endedAt, exitCode }: GuestProcess): boolean {
  return endedAt === undefined && exitCode === undefined
}

import { Button, Skeleton, Stack, Tabs, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { GuestReadiness } from '../../../../contract/guest/guest.ts'
import { api, faultOf } from '../../../client/api.ts'
import { FaultAlert } from '../../../ui/fault-alert.tsx'
import { RefreshIcon } from '../../../ui/icons.tsx'
import { NoticeBox } from '../../../ui/notice-box.tsx'
import type { VmTabProps } from '../../../ui/vm-tabs.ts'
import { fitting, useCredentials } from '../credentials.ts'
import type { GuestAccess } from './access.ts'
import { AccessBar } from './access-bar.tsx'
import { EnvironmentPanel } from './environment-panel.tsx'
import { FilePanel } from './file-panel.tsx'
import { GuestInstead } from './guest-instead.tsx'
import { GuestSignIn } from './guest-sign-in.tsx'
import { ProcessPanel } from './process-panel.tsx'

/** The tab `Guest` of a VM: its processes, files and environment, through the tools that run in it. */
export function GuestTab({ vm, system }: VmTabProps): ReactNode {
  const can = system.info?.capabilities['guest-processes']
  const signedIn = system.session.state === 'signed-in'
  const query = useQuery({
    // Whether it is possible changes with these two.
    queryKey: ['guest-readiness', system.id, vm.id, vm.power, vm.tools],
    queryFn: ({ signal }) => api.guest.preflight({ system: system.id, vms: [vm.id] }, { signal }),
    enabled: can === true && signedIn,
  })
  if (can !== true) return <GuestInstead vm={vm} system={system} why={can} />
  if (!signedIn) return <Text size="sm">Sign in to {system.name} to look into this guest.</Text>
  if (query.error !== null)
    return <FaultAlert fault={faultOf(query.error)} onRetry={() => void query.refetch()} />
  if (query.data === undefined) return <Skeleton height={160} />
  const [readiness] = query.data.guests
  if (readiness?.ready !== true) {
    return (
      <Stack align="flex-start" gap="xs">
        <NoticeBox title="Not possible in this guest now">
          {readiness?.ready ?? 'Nothing is known of this guest.'}
          {readiness?.advice === undefined ? null : <div>{readiness.advice}</div>}
        </NoticeBox>
        <Button
          size="xs"
          variant="default"
          leftSection={<RefreshIcon size={14} />}
          loading={query.isFetching}
          onClick={() => void query.refetch()}
        >
          Check again
        </Button>
      </Stack>
    )
  }
  return <ReadyGuest vm={vm} system={system} readiness={readiness} />
}

function ReadyGuest({ vm, system, readiness }: VmTabProps & { readiness: GuestReadiness }): ReactNode {
  const { kept: all, goAt, gone } = useCredentials()
  const place = { system: system.id, vm: vm.id, family: readiness.family }
  const kept = fitting(all, place)
  if (kept === undefined || kept.refused !== undefined)
    return <GuestSignIn vm={vm} system={system} readiness={readiness} refused={kept} gone={gone} />
  return (
    <>
      <AccessBar kept={kept} goAt={goAt} protocol={readiness.protocol} />
      <Panels vm={vm} system={system} readiness={readiness} kept={kept} />
    </>
  )
}

const parts = [
  { id: 'processes', label: 'Processes', Panel: ProcessPanel },
  { id: 'files', label: 'Files', Panel: FilePanel },
  { id: 'environment', label: 'Environment', Panel: EnvironmentPanel },
] as const

function Panels(access: GuestAccess): ReactNode {
  const [params, setParams] = useSearchParams()
  const open = parts.find(({ id }) => id === params.get('part')) ?? parts[0]
  const choose = (id: string | null) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old)
        // The order belongs to the table that is left.
        next.delete('sort')
        if (id === null || id === parts[0].id) next.delete('part')
        else next.set('part', id)
        return next
      },
      { replace: true },
    )
  return (
    <Tabs
      value={open.id}
      onChange={choose}
      keepMounted={false}
      activateTabWithKeyboard={false}
      variant="outline"
    >
      <Tabs.List aria-label={`In the guest of ${access.vm.name}`} mb="sm">
        {parts.map(({ id, label }) => (
          <Tabs.Tab key={id} value={id}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {parts.map(({ id, Panel }) => (
        <Tabs.Panel key={id} value={id}>
          {id === open.id ? <Panel {...access} /> : null}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

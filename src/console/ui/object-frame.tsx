import { Anchor, Breadcrumbs, Button, Skeleton, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { FaultInfo } from '../../contract/fault.ts'
import type { InventoryRow } from '../../contract/inventory.ts'
import type { SystemState } from '../../contract/system.ts'
import { useInventoryList } from '../client/inventory.ts'
import { conditionOf } from '../client/system-condition.ts'
import type { Located } from '../client/use-object.ts'
import { EmptyState } from './empty-state.tsx'
import { FaultAlert } from './fault-alert.tsx'
import { Moment } from './moment.tsx'
import { NoticeBox } from './notice-box.tsx'
import { RowLink } from './object-link.tsx'
import { objectTrail } from './object-trail.ts'
import { PageHeader } from './page-header.tsx'
import { StatusText } from './status-dot.tsx'
import { useNow } from './use-now.ts'

/** Everything above the tabs of an object's page: where it stands, its name, its state, its system's state. */
export function ObjectHeader(props: {
  row: InventoryRow
  system: SystemState
  children?: ReactNode
}): ReactNode {
  const { row, system } = props
  const trail = useInventoryList((inventory) => objectTrail(inventory, row))
  return (
    <>
      <nav aria-label="Place in the inventory">
        <Breadcrumbs separator="›" separatorMargin={6} mb={4} styles={{ root: { flexWrap: 'wrap' } }}>
          <Anchor
            component={Link}
            to={`/inventory?tree=${encodeURIComponent(system.id)}`}
            size="sm"
            underline="hover"
          >
            {system.name}
          </Anchor>
          {trail.map((above) => (
            <Text key={above.id} component="span" size="sm">
              <RowLink row={above} alone />
            </Text>
          ))}
        </Breadcrumbs>
      </nav>
      <PageHeader title={row.name}>
        {props.children}
        <SystemCondition system={system} />
      </PageHeader>
    </>
  )
}

/** How current the page is; what is wrong with the system, where something is. */
function SystemCondition({ system }: { system: SystemState }): ReactNode {
  const now = useNow()
  const { tone, text, detail } = conditionOf(system, now)
  return (
    <StatusText tone={tone} {...(detail === undefined ? {} : { title: detail })}>
      {text === 'Live' ? 'Live data' : text}
    </StatusText>
  )
}

/** Says that the object of the page is gone upstream. */
export function RemovedNote(props: { name: string; system: SystemState; noticedAt: number }): ReactNode {
  return (
    <NoticeBox live title={`${props.name} was removed`}>
      {props.system.name} no longer has it, noticed <Moment at={props.noticedAt} />. What follows is what was
      last known.
    </NoticeBox>
  )
}

/** The page of an object that cannot be shown: why, and the way on. `noun` is e.g. `virtual machine`. */
export function ObjectUnavailable<R>(props: {
  located: Exclude<Located<R>, { state: 'present' | 'removed' }>
  noun: string
  id: string
  /** Why its details could not be read, once that is known. */
  fault: FaultInfo | undefined
  onRetry: () => void
}): ReactNode {
  const { located, noun, id, fault } = props
  switch (located.state) {
    case 'connecting':
      return <Waiting title={`Loading ${noun}…`} />
    case 'no-system':
      return (
        <NotHere title="Unknown system" text="No system with the name in this address is configured.">
          <Button component={Link} to="/systems" variant="default">
            Open Systems
          </Button>
        </NotHere>
      )
    case 'signed-out':
      return (
        <NotHere
          title={`Not signed in to ${located.system.name}`}
          text={`Sign in to ${located.system.name} to see this ${noun}.`}
        >
          <Button component={Link} to={`/systems#${encodeURIComponent(located.system.id)}`}>
            Sign in to {located.system.name}
          </Button>
        </NotHere>
      )
    case 'absent':
      if (fault?.kind === 'not-found') {
        return (
          <NotHere
            title={`No such ${noun}`}
            text={`${located.system.name} has no ${noun} with the id ${id}. It may have been removed.`}
          >
            <Button component={Link} to="/inventory" variant="default">
              Open Inventory
            </Button>
          </NotHere>
        )
      }
      if (fault !== undefined) {
        return (
          <>
            <PageHeader title={`This ${noun} cannot be read`} />
            <FaultAlert fault={fault} onRetry={props.onRetry} />
          </>
        )
      }
      return <Waiting title={`Loading ${noun}…`} />
  }
}

function NotHere(props: { title: string; text: string; children: ReactNode }): ReactNode {
  return (
    <>
      <PageHeader title={props.title} />
      <EmptyState title={props.text}>{props.children}</EmptyState>
    </>
  )
}

function Waiting({ title }: { title: string }): ReactNode {
  return (
    <>
      <PageHeader title={title} />
      <Stack gap="sm" aria-hidden="true">
        <Skeleton height={36} width="60%" />
        <Skeleton height={220} />
      </Stack>
    </>
  )
}

import { Skeleton, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import type { ObjectDetailKind } from '../../../contract/api.ts'
import type { InventoryRow, RowOf } from '../../../contract/inventory.ts'
import type { SystemState } from '../../../contract/system.ts'
import type { ObjectDetail } from '../../../contract/vm.ts'
import { type Detail, useObjectDetail } from '../../client/use-detail.ts'
import { type Located, useObject } from '../../client/use-object.ts'
import { CopyId } from '../../ui/copy-id.tsx'
import { FactList } from '../../ui/fact-list.tsx'
import { FaultAlert } from '../../ui/fault-alert.tsx'
import { MissingParts } from '../../ui/missing-parts.tsx'
import { ObjectHeader, ObjectUnavailable, RemovedNote } from '../../ui/object-frame.tsx'
import { useObjectTabs } from '../../ui/object-tabs.tsx'
import { type PageTab, PageTabs } from '../../ui/page-tabs.tsx'
import type { Property } from '../../ui/property-list.tsx'
import { Section } from '../../ui/section.tsx'
import { HealthBadge } from '../../ui/status-dot.tsx'

const kindLists = {
  host: ['host'],
  cluster: ['cluster'],
  datastore: ['datastore'],
  network: ['network'],
} as const satisfies Record<ObjectDetailKind, readonly ObjectDetailKind[]>

type ObjectRow = Extract<InventoryRow, { kind: ObjectDetailKind }>

interface ObjectPageProps<R extends ObjectRow> {
  kind: R['kind']
  /** Beside the name: its state. */
  badge?: (row: R) => ReactNode
  /** The first tab. */
  summary: (row: R, properties: Property[]) => ReactNode
  /** Tabs between the summary and the events. */
  tabs?: (row: R) => PageTab[]
}

/** The frame of the pages of hosts, clusters, datastores and networks; they differ in what they sum up. */
export function ObjectPage<R extends ObjectRow>(props: ObjectPageProps<R>): ReactNode {
  const { kind } = props
  const { system = '', id = '' } = useParams()
  // A row of that kind is an R; TypeScript cannot look it up by a type parameter.
  const located = useObject(system, id, kindLists[kind]) as Located<RowOf<ObjectDetailKind>> as Located<R>
  const row = located.state === 'present' ? located.row : undefined
  const readable =
    (located.state === 'present' || located.state === 'absent') &&
    located.system.session.state === 'signed-in'
  const detail = useObjectDetail(system, kind, id, row, readable)

  if (located.state === 'present') {
    return <Shown {...props} row={located.row} system={located.system} detail={detail} />
  }
  if (located.state === 'removed') {
    const { row: last, noticedAt } = located
    return (
      <Shown
        {...props}
        row={last}
        system={located.system}
        detail={{ ...detail, fault: undefined }}
        note={<RemovedNote name={last.name} system={located.system} noticedAt={noticedAt} />}
      />
    )
  }
  return (
    <ObjectUnavailable located={located} noun={kind} id={id} fault={detail.fault} onRetry={detail.retry} />
  )
}

function Shown<R extends ObjectRow>(
  props: ObjectPageProps<R> & {
    row: R
    system: SystemState
    detail: Detail<ObjectDetail>
    note?: ReactNode
  },
): ReactNode {
  const { row, system, detail } = props
  const { data, fault } = detail
  const missing = data?.missing ?? []
  const others = useObjectTabs({ row, system })
  const identity: Property[] = [
    { label: 'Id', value: <CopyId value={row.id} label={`${props.kind} id`} /> },
    {
      label: 'Reference',
      value: data === undefined ? undefined : <CopyId value={data.reference} label="reference" />,
    },
  ]
  const read = (content: (data: ObjectDetail) => ReactNode) => () => {
    if (data !== undefined) return content(data)
    return detail.pending ? <Skeleton height={160} /> : 'This was not read yet.'
  }
  return (
    <>
      <ObjectHeader row={row} system={system}>
        {props.badge?.(row)}
        {row.health === 'ok' ? null : <HealthBadge health={row.health} issues={row.issues} />}
      </ObjectHeader>
      {props.note}
      {fault === undefined ? null : (
        <div style={{ marginBottom: '0.75rem' }}>
          <FaultAlert fault={fault} onRetry={detail.retry} />
        </div>
      )}
      <PageTabs
        label={`About ${row.name}`}
        tabs={[
          {
            id: 'summary',
            label: 'Summary',
            panel: () => (
              <Stack gap="sm">
                <MissingParts missing={missing} />
                {props.summary(row, identity)}
              </Stack>
            ),
          },
          ...(props.tabs?.(row) ?? []),
          ...others,
          {
            id: 'facts',
            label: 'Facts',
            panel: read(({ facts }) => (
              <Section title="In the words of the system">
                <FactList facts={facts} />
              </Section>
            )),
          },
        ]}
      />
    </>
  )
}

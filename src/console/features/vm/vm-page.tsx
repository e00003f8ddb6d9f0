import { Skeleton } from '@mantine/core'
import { type ReactNode, useContext } from 'react'
import { useParams } from 'react-router'
import type { TemplateRow, VmRow } from '../../../contract/inventory.ts'
import type { SystemState } from '../../../contract/system.ts'
import type { VmDetail } from '../../../contract/vm.ts'
import { ActionsButton } from '../../actions/action-buttons.tsx'
import { cloneOffer } from '../../actions/clone-offer.ts'
import { offersOf } from '../../actions/offers.ts'
import { type Detail, useVmDetail } from '../../client/use-detail.ts'
import { type Located, useObject } from '../../client/use-object.ts'
import { FactList } from '../../ui/fact-list.tsx'
import { FaultAlert } from '../../ui/fault-alert.tsx'
import { CloseIcon, TemplateIcon } from '../../ui/icons.tsx'
import { LazyTab } from '../../ui/lazy-tab.tsx'
import { MissingParts, missingOf } from '../../ui/missing-parts.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { ObjectHeader, ObjectUnavailable, RemovedNote } from '../../ui/object-frame.tsx'
import { useObjectTabs } from '../../ui/object-tabs.tsx'
import { type PageTab, PageTabs } from '../../ui/page-tabs.tsx'
import { Section } from '../../ui/section.tsx'
import { HealthBadge, PowerBadge, StatusText } from '../../ui/status-dot.tsx'
import { VmTabs } from '../../ui/vm-tabs.ts'
import { DiskPanel } from './disk-panel.tsx'
import { mergeVm } from './merge-vm.ts'
import { NicPanel } from './nic-panel.tsx'
import { SnapshotActions } from './snapshot-actions.tsx'
import { SnapshotPanel } from './snapshot-panel.tsx'
import { SummaryPanel } from './summary-panel.tsx'
import { useReadAfterJob } from './use-read-after-job.ts'
import { VmBanners } from './vm-banners.tsx'

const kinds = ['vm', 'template'] as const
type Machine = VmRow | TemplateRow

/** The page of one virtual machine or template, at `/systems/:system/vms/:vm`. */
export function VmPage(): ReactNode {
  const { system = '', vm: id = '' } = useParams()
  const located: Located<Machine> = useObject(system, id, kinds)
  const row = located.state === 'present' ? located.row : undefined
  // A deep link need not wait for the whole inventory: the details bring the machine as well.
  const readable =
    (located.state === 'present' || located.state === 'absent') &&
    located.system.session.state === 'signed-in'
  const detail = useVmDetail(system, id, row, readable)
  useReadAfterJob(system, id, () => {
    if (readable) detail.retry()
  })

  if (located.state === 'removed') {
    return (
      <MachinePage
        vm={mergeVm(located.row, detail.data?.vm) ?? located.row}
        system={located.system}
        detail={{ ...detail, fault: undefined }}
        note={<RemovedNote name={located.row.name} system={located.system} noticedAt={located.noticedAt} />}
      />
    )
  }
  if (located.state === 'present' || located.state === 'absent') {
    const vm = mergeVm(row, detail.fault?.kind === 'not-found' ? undefined : detail.data?.vm)
    if (vm !== undefined) return <MachinePage vm={vm} system={located.system} detail={detail} />
  }
  // Never so: a present machine was shown above.
  if (located.state === 'present') return null
  return (
    <ObjectUnavailable
      located={located}
      noun="virtual machine"
      id={id}
      fault={detail.fault}
      onRetry={detail.retry}
    />
  )
}

function MachinePage(props: {
  vm: Machine
  system: SystemState
  detail: Detail<VmDetail>
  note?: ReactNode
}): ReactNode {
  const { vm, system, detail } = props
  const { data, fault } = detail
  const others = useContext(VmTabs)
  const ofObject = useObjectTabs({ row: vm, system })
  const added =
    vm.kind === 'vm' && props.note === undefined
      ? others.map(
          (tab): PageTab => ({
            id: tab.id,
            label: tab.label,
            panel: () => <LazyTab key={tab.id} lazy={tab.lazy} of={{ vm, system }} />,
          }),
        )
      : []
  return (
    <>
      <ObjectHeader row={vm} system={system}>
        {props.note !== undefined ? (
          <StatusText tone="off" icon={CloseIcon}>
            Removed
          </StatusText>
        ) : vm.kind === 'vm' ? (
          <PowerBadge power={vm.power} />
        ) : (
          <StatusText tone="off" icon={TemplateIcon}>
            Template
          </StatusText>
        )}
        {vm.health === 'ok' ? null : <HealthBadge health={vm.health} issues={vm.issues} />}
        {props.note === undefined && (offersOf(vm, system).length > 0 || cloneOffer(system) !== undefined) ? (
          <VmActions vm={vm} />
        ) : null}
      </ObjectHeader>
      {props.note}
      {vm.kind === 'vm' && props.note === undefined ? (
        <VmBanners vm={vm} system={system} detail={data} />
      ) : null}
      {vm.kind === 'vm' && vm.connected === false ? (
        <NoticeBox title="Disconnected">
          {system.name} has lost sight of this virtual machine. What follows is what was last known.
        </NoticeBox>
      ) : null}
      {fault === undefined ? null : (
        <div style={{ marginBottom: '0.75rem' }}>
          <FaultAlert fault={fault} onRetry={detail.retry} />
        </div>
      )}
      <PageTabs
        label={`About ${vm.name}`}
        tabs={[...tabsOf(vm, system, data, detail.pending, ofObject), ...added]}
      />
    </>
  )
}

function VmActions({ vm: { kind, system, id, name } }: { vm: Machine }): ReactNode {
  return <ActionsButton targets={[{ kind, system, id, name }]} />
}

function tabsOf(
  vm: Machine,
  system: SystemState,
  data: VmDetail | undefined,
  pending: boolean,
  others: readonly PageTab[],
): PageTab[] {
  const missing = data?.missing ?? []
  const detailed = (words: string[], content: (data: VmDetail) => ReactNode) => () => {
    if (data === undefined) return pending ? <Skeleton height={160} /> : 'This was not read yet.'
    const parts = missingOf(missing, ...words)
    return (
      <>
        <MissingParts missing={parts} />
        {parts.length > 0 && isEmpty(data, words) ? null : content(data)}
      </>
    )
  }
  const shown = ['disk', 'nic', 'network', 'snapshot']
  const rest = missing.filter((part) => missingOf([part], ...shown).length === 0)
  return [
    {
      id: 'summary',
      label: 'Summary',
      panel: () => (
        <>
          <MissingParts missing={rest} />
          <SummaryPanel vm={vm} system={system} detail={data} />
        </>
      ),
    },
    {
      id: 'disks',
      label: 'Disks',
      count: data?.disks.length,
      panel: detailed(['disk'], ({ disks }) => <DiskPanel system={vm.system} disks={disks} />),
    },
    {
      id: 'nics',
      label: 'Network cards',
      count: data?.nics.length,
      panel: detailed(['nic', 'network'], ({ nics }) => <NicPanel system={vm.system} nics={nics} />),
    },
    ...(vm.kind === 'template'
      ? []
      : [
          {
            id: 'snapshots',
            label: 'Snapshots',
            count: data?.snapshots.length,
            panel: detailed(['snapshot'], ({ snapshots }) => (
              <Section title="Snapshots">
                <SnapshotPanel
                  snapshots={snapshots}
                  actions={(snapshot) => <SnapshotActions vm={vm} system={system} snapshot={snapshot} />}
                />
              </Section>
            )),
          },
        ]),
    ...others,
    {
      id: 'facts',
      label: 'Facts',
      panel: detailed(['fact'], ({ facts }) => (
        <Section title="In the words of the system">
          <FactList facts={facts} />
        </Section>
      )),
    },
  ]
}

/** Whether the part that these words name has nothing to show beside the reason why. */
function isEmpty(data: VmDetail, words: readonly string[]): boolean {
  if (words.includes('disk')) return data.disks.length === 0
  if (words.includes('nic')) return data.nics.length === 0
  if (words.includes('snapshot')) return data.snapshots.length === 0
  return data.facts.length === 0
}

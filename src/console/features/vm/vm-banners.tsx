import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { verbs } from '../../../contract/actions/verbs.ts'
import type { Verb } from '../../../contract/actions/vm-action.ts'
import type { VmRow } from '../../../contract/inventory.ts'
import type { SystemState } from '../../../contract/system.ts'
import type { VmDetail } from '../../../contract/vm.ts'
import { offerOf } from '../../actions/offers.ts'
import { requestAction } from '../../actions/request.ts'
import { NoticeBox } from '../../ui/notice-box.tsx'

interface BannersProps {
  vm: VmRow
  system: SystemState
  detail: VmDetail | undefined
}

/** States that somebody should end, each with the way to do so. */
export function VmBanners({ vm, system, detail }: BannersProps): ReactNode {
  const { question } = detail ?? {}
  const pending = detail?.pending ?? []
  const previewed = detail?.snapshots.find(({ status }) => status === 'in_preview')?.name
  return (
    <>
      {vm.question === true ? (
        <NoticeBox title="It waits for an answer">
          {question === undefined ? (
            `${system.name} asks a question about this virtual machine and holds it until someone answers.`
          ) : (
            <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
              {question.text}
            </Text>
          )}
          <Ways vm={vm} system={system} ways={[['answer', 'Answer']]} />
        </NoticeBox>
      ) : null}
      {vm.traits?.includes('preview') === true ? (
        <NoticeBox title="A snapshot is being previewed">
          {previewed === undefined
            ? 'Its disks are those of a snapshot.'
            : `Its disks are those of “${previewed}”.`}{' '}
          Start it to look at that state; then commit to stay there, or undo to go back to where it was.
          <Ways
            vm={vm}
            system={system}
            ways={[
              ['snapshot-commit', 'Commit'],
              ['snapshot-undo', 'Undo'],
            ]}
          />
        </NoticeBox>
      ) : null}
      {vm.traits?.includes('frozen') === true ? (
        <NoticeBox title="Its file systems are frozen">
          Programs in the guest wait at their next write until they are thawed.
          <Ways vm={vm} system={system} ways={[['thaw', 'Thaw']]} />
        </NoticeBox>
      ) : null}
      {pending.length > 0 ? (
        <NoticeBox title="Waits for the next start">
          <ul style={{ margin: 0, paddingInlineStart: '1rem' }}>
            {pending.map(({ label, now, next }) => (
              <li key={label}>
                {label}: {now} → {next}
              </li>
            ))}
          </ul>
        </NoticeBox>
      ) : vm.traits?.includes('next-run') === true ? (
        <NoticeBox title="Waits for the next start">
          Some of its settings change when it starts next.
        </NoticeBox>
      ) : null}
    </>
  )
}

/** Buttons of verbs under short words; a refused one says why. */
function Ways(props: {
  vm: VmRow
  system: SystemState
  ways: readonly (readonly [Verb, string])[]
}): ReactNode {
  const { vm, system, ways } = props
  const { kind, id, name } = vm
  const offers = ways.flatMap(([verb, word]) => {
    const offer = offerOf(verb, vm, system)
    return offer === undefined ? [] : [{ ...offer, word }]
  })
  if (offers.length === 0) return null
  const reasons = new Set(offers.flatMap(({ allowed }) => (allowed === true ? [] : [allowed])))
  return (
    <>
      <Group gap="xs" mt="xs">
        {offers.map(({ verb, word, allowed }) => (
          <Button
            key={verb}
            size="xs"
            variant="default"
            title={verbs[verb].title}
            disabled={allowed !== true}
            onClick={() => requestAction({ verb, targets: [{ kind, system: vm.system, id, name }] })}
          >
            {word}
          </Button>
        ))}
      </Group>
      {[...reasons].map((reason) => (
        <Text key={reason} size="xs" mt={4}>
          {reason}
        </Text>
      ))}
    </>
  )
}

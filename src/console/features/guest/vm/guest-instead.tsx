import { Button, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Verb } from '../../../../contract/actions/vm-action.ts'
import { offerOf } from '../../../actions/offers.ts'
import { requestAction } from '../../../actions/request.ts'
import { NoticeBox } from '../../../ui/notice-box.tsx'
import { Section } from '../../../ui/section.tsx'
import type { VmTabProps } from '../../../ui/vm-tabs.ts'

const ways: readonly { verb: Verb; text: string }[] = [
  { verb: 'run-once', text: 'Runs a script of cloud-init inside the guest at its next start.' },
  { verb: 'freeze', text: 'Holds what its file systems write, for a copy that is consistent.' },
  { verb: 'thaw', text: 'Lets its file systems write again.' },
]

/** What a system whose API runs nothing inside guests has in its place. */
export function GuestInstead({ vm, system, why }: VmTabProps & { why: string | undefined }): ReactNode {
  const offers = ways.flatMap(({ verb, text }) => {
    const offer = offerOf(verb, vm, system)
    return offer === undefined ? [] : [{ ...offer, text }]
  })
  return (
    <>
      <NoticeBox title="Nothing can be run in this guest">
        {why ?? `What ${system.name} can do inside guests is not known.`}
      </NoticeBox>
      {offers.length === 0 ? null : (
        <Section title="What there is instead">
          <Stack gap="sm">
            {offers.map(({ verb, title, allowed, text }) => (
              <Group key={verb} gap="sm" align="center">
                <Button
                  size="xs"
                  variant="default"
                  w={160}
                  disabled={allowed !== true}
                  onClick={() => {
                    const { id, name } = vm
                    requestAction({ verb, targets: [{ kind: 'vm', system: system.id, id, name }] })
                  }}
                >
                  {title}
                </Button>
                <Text size="sm" flex="1 1 16rem">
                  {text}
                  {allowed === true ? null : ` Not now: ${allowed}`}
                </Text>
              </Group>
            ))}
          </Stack>
        </Section>
      )}
    </>
  )
}

import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { verbs } from '../../../../contract/actions/verbs.ts'
import type { Verb } from '../../../../contract/actions/vm-action.ts'
import { type GuestTarget, guestRefusal } from '../../../actions/guest-offer.ts'
import { requestAction } from '../../../actions/request.ts'
import { useSystems } from '../../../client/systems.ts'
import { NoticeBox } from '../../../ui/notice-box.tsx'

/** What a system without guest processes may have instead. */
const instead: readonly Verb[] = ['run-once', 'freeze', 'thaw']

/** Systems of chosen VMs whose API runs nothing in guests: why, and what they have instead. */
export function SystemNotes({ targets }: { targets: readonly GuestTarget[] }): ReactNode {
  const systems = useSystems()
  const refused = systems.flatMap((system) => {
    const theirs = targets.filter((target) => target.system === system.id)
    const reason = guestRefusal(system)
    return theirs.length === 0 || reason === undefined ? [] : [{ system, theirs, reason }]
  })
  return refused.map(({ system, theirs, reason }) => {
    const offered = instead.filter((verb) => system.info?.actions?.[verb] === true)
    const count = theirs.length === 1 ? 'One chosen VM is' : `${theirs.length} chosen VMs are`
    return (
      <NoticeBox key={system.id} title={`Nothing is run on ${system.name}`}>
        <Text size="sm">
          {reason} {count} there.
        </Text>
        {offered.length === 0 ? null : (
          <>
            <Text size="sm" mt={4}>
              What it has instead: a cloud-init script at the next start, and freezing or thawing file
              systems.
            </Text>
            <Group gap="xs" mt={6}>
              {offered.map((verb) => (
                <Button
                  key={verb}
                  size="compact-sm"
                  variant="default"
                  aria-label={`${verbs[verb].title}: VMs of ${system.name}`}
                  onClick={() =>
                    requestAction({
                      verb,
                      targets: theirs.map(({ system: of, id, name }) => ({
                        kind: 'vm',
                        system: of,
                        id,
                        name,
                      })),
                    })
                  }
                >
                  {verbs[verb].title}…
                </Button>
              ))}
            </Group>
          </>
        )}
      </NoticeBox>
    )
  })
}

import { Anchor, Group, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { SystemState } from '../../../../contract/system.ts'
import { Moment } from '../../../ui/moment.tsx'
import { NoticeBox } from '../../../ui/notice-box.tsx'
import classes from '../clone.module.css'
import type { HeldDraft } from '../drafts/draft-shelf.ts'
import { dropBareNotice, forgetDraft, openDraft } from '../drafts/draft-store.ts'

/** What must be known of a draft before the rest: that its source has gone, where it came from, what it lost. */
export function DraftNotices(props: {
  system: SystemState
  removed: boolean
  held: HeldDraft
  draftOf: string
  /** When the draft that was found was changed last, epoch ms; 0: it is new. */
  resumedAt: number
}): ReactNode {
  const { system, removed, held, draftOf, resumedAt } = props
  const [seen, setSeen] = useState(false)
  const began = resumedAt > 0 && held.blamed.length === 0 && !seen
  const startOver = () => {
    forgetDraft(draftOf)
    openDraft(draftOf, held.draft.source.snapshotId)
    setSeen(true)
  }
  return (
    <>
      {removed ? (
        <NoticeBox live title="The source was removed">
          {system.name} no longer has it, so no copies can be made of it.
        </NoticeBox>
      ) : null}
      {began ? (
        <Group gap="xs" className={classes.resumed} role="status">
          <Text size="sm">
            Goes on with what you filled in <Moment at={resumedAt} />.
          </Text>
          <Anchor component="button" type="button" size="sm" underline="always" onClick={startOver}>
            Start over
          </Anchor>
          <Anchor component="button" type="button" size="sm" underline="always" onClick={() => setSeen(true)}>
            Keep it
          </Anchor>
        </Group>
      ) : null}
      {held.bare ? (
        <NoticeBox live title="Passwords and scripts were not kept">
          They are kept nowhere, so the reload lost them: enter them again in Hardware and guest.{' '}
          <Anchor
            component="button"
            type="button"
            size="sm"
            underline="always"
            onClick={() => dropBareNotice(draftOf)}
          >
            Hide
          </Anchor>
        </NoticeBox>
      ) : null}
    </>
  )
}

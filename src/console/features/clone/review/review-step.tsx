import { Skeleton, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { FaultAlert } from '../../../ui/fault-alert.tsx'
import { NoticeBox } from '../../../ui/notice-box.tsx'
import type { StepProps } from '../wizard.ts'
import { FindingsSection } from './findings-section.tsx'
import { PaceSection } from './pace-section.tsx'
import { PrivilegesSection } from './privileges-section.tsx'
import { RequestsSection } from './requests-section.tsx'
import { SpaceSection } from './space-section.tsx'
import { StartSection } from './start-section.tsx'
import { WaySection } from './way-section.tsx'

/** The plan: which way the copies go and why, what was found, and the very requests. Nothing has been sent before `Start`. */
export function ReviewStep(props: StepProps): ReactNode {
  const { plan, order } = props
  // Without an order to ask about, an earlier plan would be about something else.
  const found = order === undefined ? undefined : plan.plan
  const waits = found === undefined && plan.fault === undefined && order !== undefined
  return (
    <Stack gap="sm">
      <Text size="sm">Nothing has been sent yet: this is what will be, once you start it.</Text>
      {plan.fault === undefined ? null : <FaultAlert fault={plan.fault} onRetry={plan.retry} />}
      {order === undefined ? (
        <NoticeBox title="The system was not asked">
          It is asked for its plan as soon as what is marked below has been corrected.
        </NoticeBox>
      ) : null}
      <FindingsSection {...props} />
      {waits ? <Skeleton height={160} aria-hidden="true" /> : null}
      {found === undefined ? null : (
        <>
          <WaySection {...props} found={found} />
          <PrivilegesSection privileges={found.privileges} />
          <SpaceSection space={found.space} copies={props.draft.copies.length} />
        </>
      )}
      <PaceSection {...props} />
      {found === undefined ? null : <RequestsSection {...props} found={found} />}
      <StartSection {...props} />
    </Stack>
  )
}

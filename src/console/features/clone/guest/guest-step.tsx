import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import type { StepProps } from '../wizard.ts'
import { CustomizationFields } from './customization-fields.tsx'
import { ExpertFields } from './expert-fields.tsx'
import { HardwareFields } from './hardware-fields.tsx'
import { NicFields } from './nic-fields.tsx'

/** What the copies are made of beside their disks, and what is changed inside them. */
export function GuestStep(props: StepProps): ReactNode {
  return (
    <Stack gap="sm">
      <HardwareFields {...props} />
      <NicFields {...props} />
      <CustomizationFields {...props} />
      <ExpertFields {...props} />
    </Stack>
  )
}

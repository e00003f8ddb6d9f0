import { CopiesStep } from './copies/copies-step.tsx'
import { DisksStep } from './disks/disks-step.tsx'
import { GuestStep } from './guest/guest-step.tsx'
import { PlacementStep } from './placement/placement-step.tsx'
import { SourceStep } from './source/source-step.tsx'
import type { WizardStep } from './wizard.ts'

/** The steps of the wizard in their order. */
export const steps: readonly WizardStep[] = [
  { id: 'source', title: 'Source', Component: SourceStep },
  { id: 'copies', title: 'Copies', Component: CopiesStep },
  { id: 'placement', title: 'Placement', Component: PlacementStep },
  { id: 'disks', title: 'Disks', Component: DisksStep },
  { id: 'guest', title: 'Hardware and guest', Component: GuestStep },
]

import { CopiesStep } from './copies/copies-step.tsx'
import { DisksStep } from './disks/disks-step.tsx'
import { GuestStep } from './guest/guest-step.tsx'
import { PlacementStep } from './placement/placement-step.tsx'
import { ReviewStep } from './review/review-step.tsx'
import { SourceStep } from './source/source-step.tsx'
import { stepTitles } from './step-titles.ts'
import type { WizardStep } from './wizard.ts'

/** The steps of the wizard in their order. */
export const steps: readonly WizardStep[] = [
  { id: 'source', title: stepTitles.source, Component: SourceStep },
  { id: 'copies', title: stepTitles.copies, Component: CopiesStep },
  { id: 'placement', title: stepTitles.placement, Component: PlacementStep },
  { id: 'disks', title: stepTitles.disks, Component: DisksStep },
  { id: 'guest', title: stepTitles.guest, Component: GuestStep },
  { id: 'review', title: stepTitles.review, Component: ReviewStep },
]

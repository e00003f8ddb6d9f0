import type { CloneStep } from '../../../contract/clone/plan.ts'

/** What the steps are called wherever they are named. */
export const stepTitles: Readonly<Record<CloneStep, string>> = {
  source: 'Source',
  copies: 'Copies',
  placement: 'Placement',
  disks: 'Disks',
  guest: 'Hardware and guest',
  review: 'Review',
}

import type { Verb } from '../../../contract/actions/vm-action.ts'
import type { ActionForm } from '../form.ts'

/** The form of each verb that has options, loaded when it is asked for. */
export const forms: Partial<Record<Verb, () => Promise<{ form: ActionForm }>>> = {
  'run-once': () => import('./run-once.tsx'),
  answer: () => import('./answer.tsx'),
  'snapshot-create': () => import('./snapshot-create.tsx'),
  'snapshot-revert': () => import('./snapshot-revert.tsx'),
  'snapshot-preview': () => import('./snapshot-preview.tsx'),
  'snapshot-rename': () => import('./snapshot-rename.tsx'),
  'snapshot-delete': () => import('./snapshot-delete.tsx'),
  migrate: () => import('./migrate.tsx'),
  relocate: () => import('./relocate.tsx'),
  edit: () => import('./edit.tsx'),
  'change-cd': () => import('./change-cd.tsx'),
  maintenance: () => import('./maintenance.tsx'),
  'mark-vm': () => import('./mark-vm.tsx'),
  export: () => import('./export.tsx'),
  'export-ova': () => import('./export-ova.tsx'),
  remove: () => import('./remove.tsx'),
}

import type { ComponentType } from 'react'
import type { Machine } from '../../contract/actions/rules.ts'
import type { SystemState } from '../../contract/system.ts'
import type { VmDetail } from '../../contract/vm.ts'
import type { Inventory } from '../client/inventory.ts'
import type { Draft } from './draft.ts'
import type { Target } from './request.ts'

/** What a form may know. With several targets, all are of `system`. */
export interface FormContext {
  targets: readonly Target[]
  /** The rows of the targets, as far as the inventory has them; live. */
  machines: readonly Machine[]
  system: SystemState
  /** Of the only target; absent with several, and where it could not be read. */
  detail: VmDetail | undefined
  inventory: Inventory
}

export interface FieldsProps {
  context: FormContext
  draft: Draft
  setDraft: (next: Draft | ((old: Draft) => Draft)) => void
  /** What is wrong, by dotted path in the action, e.g. `options.cloudInit.nics.0.address`. */
  errors: ReadonlyMap<string, string>
  /** Grows with each attempt to send that found errors: the time to bring the first of them in sight. */
  stumbles?: number
}

/** The options of one verb. It knows nothing of sending; the dialog around it does that. */
export interface ActionForm {
  /** What it starts with. */
  initial: (context: FormContext) => Draft
  Fields: ComponentType<FieldsProps>
  /** What is sent of the draft, e.g. without fields that were emptied. */
  finish?: (draft: Draft) => Draft
  /** What is wrong with a draft beyond what the schema of the action says, by dotted path; `''` for the whole. */
  check?: (draft: Draft) => ReadonlyMap<string, string>
  /** What is asked first, where the options name more than the VM: `Delete snapshot “before update” of erp-01`. */
  question?: (context: FormContext, draft: Draft) => string | undefined
  /** What is lost with these options, where that is not what the verb alone would lose. */
  loses?: (draft: Draft) => string | undefined
  /** Width of the dialog, where it needs more than most. */
  size?: 'lg' | 'xl'
}

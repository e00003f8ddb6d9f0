import type { ReactNode } from 'react'
import type { Machine } from '../../../contract/actions/rules.ts'
import type { ActionForm, FieldsProps } from '../form.ts'
import { withValue } from './draft-paths.ts'
import { AreaField, CheckField, TextField } from './fields.tsx'

const runs = (machine: Machine) =>
  machine.kind === 'vm' && (machine.power === 'on' || machine.power === 'paused')
const hasTools = (machine: Machine) =>
  machine.kind === 'vm' && (machine.tools === 'running' || machine.tools === 'outdated')

function Fields(form: FieldsProps): ReactNode {
  const { context, draft } = form
  const { machines, system } = context
  const many = context.targets.length > 1
  const canMemory = machines.some(runs)
  const canQuiesce = machines.some((machine) => runs(machine) && hasTools(machine))
  const withMemory = draft.memory === true
  const vcenter = system.kind === 'vcenter'
  const whyNoMemory = many ? 'None of them runs.' : 'Only a running VM has memory to keep.'
  // A tick that its field no longer allows is not sent.
  const shown = {
    ...form,
    draft: {
      ...draft,
      memory: withMemory && canMemory,
      quiesce: draft.quiesce === true && canQuiesce && !withMemory,
    },
  }
  return (
    <>
      <TextField form={form} path="name" label="Name" required />
      {vcenter ? (
        <AreaField
          form={form}
          path="description"
          label="Description"
          description="May stay empty."
          rows={2}
        />
      ) : null}
      <CheckField
        form={{
          ...shown,
          // One or the other: a snapshot with memory needs no quiet file systems.
          setDraft: (next) =>
            form.setDraft((old) =>
              withValue(typeof next === 'function' ? next(old) : next, 'quiesce', false),
            ),
        }}
        path="memory"
        label="Keep the memory"
        description={
          canMemory
            ? 'The VM can be put back running. Takes longer, and as much space as its memory.'
            : whyNoMemory
        }
        disabled={!canMemory}
      />
      {vcenter ? (
        <CheckField
          form={shown}
          path="quiesce"
          label="Quiesce the guest file systems"
          description={
            withMemory
              ? 'A snapshot with memory is not quiesced.'
              : canQuiesce
                ? 'VMware Tools have the guest write everything to disk first.'
                : 'Needs a running VM in which VMware Tools run.'
          }
          disabled={!canQuiesce || withMemory}
        />
      ) : null}
    </>
  )
}

export const form: ActionForm = {
  initial: () => ({ name: '', description: '', memory: false, quiesce: false }),
  Fields,
  finish: ({ name, description, memory, quiesce }) => ({
    name,
    ...(description === '' ? {} : { description }),
    memory,
    ...(quiesce === true ? { quiesce } : {}),
  }),
}

import { NativeSelect, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatBytes } from '../../../contract/units.ts'
import type { VmDetail } from '../../../contract/vm.ts'
import type { ActionForm, FieldsProps } from '../form.ts'
import { textAt, withValue } from './draft-paths.ts'
import { changed, checkEdit, editDraft, isRunning, type Unit, units } from './edit-draft.ts'
import { AreaField, CheckField, NumberField, TextField } from './fields.tsx'
import classes from './forms.module.css'

function Fields(form: FieldsProps): ReactNode {
  const { context, draft, setDraft } = form
  const { machines, system, detail } = context
  const [machine] = machines
  if (machine === undefined) return null
  const running = isRunning(machine)
  const ovirt = system.kind === 'ovirt'
  const why = (part: 'cpus' | 'memory') => whenRunning(part, running, ovirt, detail?.changes)
  const template =
    machine.kind === 'template' ? 'A template keeps its hardware. Make a VM of it first.' : undefined
  const cpus = why('cpus')
  const memory = why('memory')
  return (
    <>
      <TextField form={form} path="name" label="Name" required />
      <AreaField form={form} path="notes" label={ovirt ? 'Description' : 'Notes'} />
      <div className={classes.pair}>
        <NumberField
          form={form}
          path="cpus"
          label="CPUs"
          description={template ?? cpus.text}
          disabled={template !== undefined || cpus.refused}
        />
        <NumberField
          form={form}
          path="coresPerSocket"
          label="Cores per socket"
          description={template ?? (running && !ovirt ? 'Only while it is off.' : 'Must divide the CPUs.')}
          disabled={template !== undefined || (running && !ovirt)}
        />
      </div>
      <div className={classes.pair}>
        <NumberField
          form={{ ...form, errors: renamed(form.errors, 'memoryBytes', 'memory.amount') }}
          path="memory.amount"
          label="Memory"
          description={template ?? memory.text}
          disabled={template !== undefined || memory.refused}
          decimals={3}
        />
        <NativeSelect
          label="Unit of memory"
          description="1 GiB is 1024 MiB."
          data={Object.keys(units)}
          disabled={template !== undefined || memory.refused}
          value={textAt(draft, 'memory.unit')}
          onChange={({ currentTarget: { value } }) => setDraft((old) => inUnit(old, value))}
        />
      </div>
      {running && ovirt ? (
        <CheckField
          form={form}
          path="nextRun"
          label="Keep hardware changes for the next start"
          description="Otherwise the engine makes at once what it can, and keeps the rest."
        />
      ) : null}
      {detail?.pending === undefined || detail.pending.length === 0 ? null : (
        <Text size="sm">
          Waits for the next start already:{' '}
          {detail.pending.map(({ label, now, next }) => `${label} ${now} → ${next}`).join('; ')}.
        </Text>
      )}
    </>
  )
}

/** What can be changed while it runs, in a sentence, before anybody tries. */
function whenRunning(
  part: 'cpus' | 'memory',
  running: boolean,
  ovirt: boolean,
  changes: VmDetail['changes'],
): { text: string; refused: boolean } {
  if (!running) return { text: 'It does not run: any change is possible.', refused: false }
  const can = changes?.[part]
  if (can === undefined) {
    const text = ovirt
      ? 'It runs: what cannot be done at once waits for its next start.'
      : 'It runs: the system may refuse.'
    return { text, refused: false }
  }
  if (can !== true) return { text: ovirt ? `${can} Kept for the next start.` : can, refused: !ovirt }
  const max = part === 'cpus' ? changes?.cpusMax : changes?.memoryMaxBytes
  const limit = max === undefined ? '' : `, up to ${part === 'cpus' ? max : formatBytes(max)}`
  const step = part === 'memory' && changes?.memoryStepBytes !== undefined
  return {
    text: `Can be added while it runs${limit}${step ? `, in steps of ${formatBytes(changes.memoryStepBytes)}` : ''}.`,
    refused: false,
  }
}

/** The same memory in another unit. */
function inUnit(draft: FieldsProps['draft'], value: string): FieldsProps['draft'] {
  const unit: Unit = value === 'GiB' ? 'GiB' : 'MiB'
  const before: Unit = textAt(draft, 'memory.unit') === 'GiB' ? 'GiB' : 'MiB'
  const amount = Number(textAt(draft, 'memory.amount'))
  const next = textAt(draft, 'memory.amount') === '' ? '' : (amount * units[before]) / units[unit]
  return withValue(draft, 'memory', { amount: next, unit })
}

/** Errors in which the field of the action stands under the name of the field of the form. */
function renamed(errors: ReadonlyMap<string, string>, from: string, to: string): ReadonlyMap<string, string> {
  const message = errors.get(from)
  return message === undefined ? errors : new Map([...errors, [to, message]])
}

export const form: ActionForm = {
  initial: ({ machines: [machine], system, detail }) => editDraft(machine, system.kind, detail),
  Fields,
  finish: changed,
  check: checkEdit,
  size: 'lg',
}

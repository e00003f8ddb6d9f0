import { NativeSelect, NumberInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { formatBytes } from '../../../../contract/units.ts'
import { errorAt } from '../../../actions/forms/draft-paths.ts'
import { type Unit, units } from '../../../actions/forms/edit-draft.ts'
import { AreaField, CheckField, ChoiceField, NumberField } from '../../../actions/forms/fields.tsx'
import classes from '../../../actions/forms/forms.module.css'
import { Part } from '../part.tsx'
import { formOf } from '../step-form.ts'
import type { StepProps } from '../wizard.ts'
import { offered } from './offer.ts'

/** CPU, memory, notes, and what happens when a copy is made. */
export function HardwareFields(props: StepProps): ReactNode {
  const { options, draft } = props
  const form = formOf(props)
  const hardware = offered(options, 'hardware')
  const notes = offered(options, 'notes')
  const power = offered(options, 'power-on')
  const tpm = offered(options, 'tpm')
  const source = options?.source
  return (
    <Part title="Hardware">
      {hardware.shown ? (
        <>
          <div className={classes.pair}>
            <NumberField
              form={form}
              path="cpus"
              label="CPUs"
              description={hardware.refused ?? asSource(source?.cpus)}
              disabled={hardware.refused !== undefined}
            />
            <NumberField
              form={form}
              path="coresPerSocket"
              label="Cores per socket"
              description={hardware.refused ?? `Must divide the CPUs. ${asSource(source?.coresPerSocket)}`}
              disabled={hardware.refused !== undefined}
            />
          </div>
          <MemoryField {...props} refused={hardware.refused} />
        </>
      ) : null}
      {notes.shown ? (
        <AreaField
          form={form}
          path="notes"
          label={props.system.kind === 'ovirt' ? 'Description' : 'Notes'}
          description={notes.refused ?? 'Of every copy. Empty: as the source.'}
          disabled={notes.refused !== undefined}
        />
      ) : null}
      {power.shown ? (
        <CheckField
          form={form}
          path="powerOn"
          label="Power on when it is made"
          description={draft.template ? 'Templates do not run.' : power.refused}
          disabled={draft.template || power.refused !== undefined}
        />
      ) : null}
      {tpm.shown && (source?.tpm === true || draft.tpm !== undefined) ? (
        <ChoiceField
          form={form}
          path="tpm"
          label="Virtual TPM"
          description={
            tpm.refused ??
            'A copy with the same keys can read what the source sealed; new keys make it lose that.'
          }
          disabled={tpm.refused !== undefined}
          choices={[
            { id: 'copy', name: 'Copy its keys' },
            { id: 'replace', name: 'New keys' },
          ]}
          none="As the system decides"
        />
      ) : null}
    </Part>
  )
}

function asSource(value: number | undefined): string {
  return value === undefined ? 'Empty: as the source.' : `Empty: as the source, ${value}.`
}

function MemoryField(props: StepProps & { refused: string | undefined }): ReactNode {
  const { draft, setDraft, errors, options, refused } = props
  const { memoryBytes = '' } = draft
  const [unit, setUnit] = useState<Unit>(
    typeof memoryBytes === 'number' && memoryBytes % units.GiB !== 0 ? 'MiB' : 'GiB',
  )
  const amount = typeof memoryBytes === 'number' ? memoryBytes / units[unit] : memoryBytes
  const of = options === undefined ? '' : `, ${formatBytes(options.source.memoryBytes)}`
  return (
    <div className={classes.pair}>
      <NumberInput
        data-field="memoryBytes"
        label="Memory"
        description={refused ?? `Empty: as the source${of}.`}
        disabled={refused !== undefined}
        error={errorAt(errors, 'memoryBytes')}
        value={amount}
        clampBehavior="none"
        allowNegative={false}
        decimalScale={3}
        onChange={(value) =>
          setDraft((old) => ({
            ...old,
            memoryBytes: typeof value === 'number' ? Math.round(value * units[unit]) : value,
          }))
        }
      />
      <NativeSelect
        label="Unit of memory"
        description="1 GiB is 1024 MiB."
        data={Object.keys(units)}
        disabled={refused !== undefined}
        value={unit}
        onChange={({ currentTarget: { value } }) => setUnit(value === 'MiB' ? 'MiB' : 'GiB')}
      />
    </div>
  )
}

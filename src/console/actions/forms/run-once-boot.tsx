import type { ReactNode } from 'react'
import type { FieldsProps } from '../form.ts'
import { CheckField, ChoiceField, TextField } from './fields.tsx'
import classes from './forms.module.css'
import { IsoField } from './iso-field.tsx'

const devices = [
  { id: 'hd', name: 'Hard disk' },
  { id: 'cdrom', name: 'CD' },
  { id: 'network', name: 'Network (PXE)' },
]

export function BootFields(form: FieldsProps): ReactNode {
  return (
    <>
      <CheckField
        form={form}
        path="options.pause"
        label="Start paused"
        description="Stands still before its first step, until it is powered on once more."
      />
      <CheckField
        form={form}
        path="options.stateless"
        label="Stateless"
        description="What the guest writes in this run is thrown away at its end."
      />
      <div className={classes.pair}>
        {['Boot from', 'Then from', 'At last from'].map((label, index) => (
          <ChoiceField
            key={label}
            form={form}
            path={`options.boot.${index}`}
            label={label}
            choices={devices}
            none={index === 0 ? 'As stored' : 'Nothing'}
          />
        ))}
      </div>
      <IsoField form={form} path="options.cd" description="In the CD drive for this run." none="As stored" />
      <TextField
        form={form}
        path="options.floppy"
        label="Floppy image"
        description="Name of a .vfd file in the ISO domain. Empty: as stored."
        placeholder="drivers.vfd"
      />
    </>
  )
}

import type { ReactNode } from 'react'
import { AreaField, CheckField, ChoiceField, TextField } from '../../../actions/forms/fields.tsx'
import classes from '../../../actions/forms/forms.module.css'
import { Part } from '../part.tsx'
import { formOf } from '../step-form.ts'
import type { StepProps } from '../wizard.ts'
import { notAnObject, parseJson } from './json-text.ts'
import { offered } from './offer.ts'

const checks = [
  {
    feature: 'permissions',
    path: 'clonePermissions',
    label: 'Copy the permissions',
    description: 'Who may do something with the source may do it with the copies.',
  },
  {
    feature: 'discard-snapshots',
    path: 'discardSnapshots',
    label: 'Without snapshots',
    description: 'The copies begin without those of the source.',
  },
  {
    feature: 'seal',
    path: 'seal',
    label: 'Seal',
    description: 'Takes out what is the machine’s own, like host keys and log files. Linux only.',
  },
] as const

/** What few copies need. Nothing where the system knows none of it. */
export function ExpertFields(props: StepProps): ReactNode {
  const { options, draft } = props
  const form = formOf(props)
  const shown = checks
    .map((check) => ({ ...check, ...offered(options, check.feature) }))
    .filter(({ shown: known, feature }) => known && (feature !== 'seal' || draft.template))
  const version = offered(options, 'version')
  const extra = offered(options, 'extra-spec')
  const versions = version.shown && draft.template
  if (shown.length === 0 && !versions && !extra.shown) return null
  return (
    <Part title="More options">
      {shown.map(({ path, label, description, refused }) => (
        <CheckField
          key={path}
          form={form}
          path={path}
          label={label}
          description={refused ?? description}
          disabled={refused !== undefined}
        />
      ))}
      {versions ? <VersionFields {...props} refused={version.refused} /> : null}
      {extra.shown ? <ExtraSpec {...props} refused={extra.refused} /> : null}
    </Part>
  )
}

function VersionFields({ refused, ...props }: StepProps & { refused: string | undefined }): ReactNode {
  const { rows, system } = props
  const form = formOf(props)
  const choices = rows
    .rows('template')
    .filter((row) => row.system === system.id)
    .map(({ id, name }) => ({ id, name }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return (
    <div className={classes.pair}>
      <ChoiceField
        form={form}
        path="version.baseTemplateId"
        label="As a version of"
        description={refused ?? 'The template that it is a newer version of.'}
        disabled={refused !== undefined}
        choices={choices}
        none="A template of its own"
      />
      <TextField
        form={form}
        path="version.name"
        label="Name of the version"
        description={refused ?? 'Beside the name of the template.'}
        disabled={refused !== undefined}
      />
    </div>
  )
}

function ExtraSpec({ refused, ...props }: StepProps & { refused: string | undefined }): ReactNode {
  const form = formOf(props)
  const { extraSpec } = props.draft
  const own = typeof extraSpec === 'string' && extraSpec.trim() !== '' ? flawOf(extraSpec) : undefined
  return (
    <AreaField
      form={own === undefined ? form : { ...form, errors: new Map([['extraSpec', own]]) }}
      path="extraSpec"
      label="VirtualMachineCloneSpec"
      description={
        refused ??
        'For experts: an object in VI JSON that is merged over what Gantry makes of the wizard. Not kept over a reload where it holds a password.'
      }
      disabled={refused !== undefined}
      rows={6}
      code
    />
  )
}

function flawOf(text: string): string | undefined {
  const parsed = parseJson(text)
  return 'error' in parsed ? parsed.error : notAnObject(parsed)
}

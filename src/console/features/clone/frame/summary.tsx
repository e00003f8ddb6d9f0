import { Text, UnstyledButton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, useId, useMemo, useState } from 'react'
import { copiesTake } from '../../../../contract/clone/check-space.ts'
import type { Customization } from '../../../../contract/clone/customization.ts'
import { formatBytes } from '../../../../contract/units.ts'
import { ChevronDownIcon, ChevronRightIcon } from '../../../ui/icons.tsx'
import { type Property, PropertyList } from '../../../ui/property-list.tsx'
import classes from '../clone.module.css'
import { placementWords } from '../placement/placement-words.ts'
import type { StepProps } from '../wizard.ts'

/** What has been asked for so far: beside the steps where there is room, else above them and closed. */
export function Summary(props: StepProps): ReactNode {
  const wide = useMediaQuery('(min-width: 75em)', undefined, { getInitialValueInEffect: false }) ?? true
  const [opened, setOpened] = useState(false)
  const id = useId()
  const open = wide || opened
  const properties = useMemo(() => propertiesOf(props), [props])
  const counted = countsOf(props)
  return (
    <section className={classes.summary} aria-labelledby={id}>
      {wide ? (
        <h2 className={classes.summaryTitle} id={id}>
          Summary
        </h2>
      ) : (
        <UnstyledButton
          className={classes.summaryToggle}
          aria-expanded={opened}
          onClick={() => setOpened((old) => !old)}
        >
          {opened ? <ChevronDownIcon size={14} /> : <ChevronRightIcon size={14} />}
          <span className={classes.summaryTitle} id={id}>
            Summary
          </span>
          <span className={classes.aside}>{shortOf(props)}</span>
        </UnstyledButton>
      )}
      {open ? <PropertyList properties={properties} /> : null}
      {open ? (
        <Text size="sm" mt="xs" aria-live="polite">
          {counted}
        </Text>
      ) : null}
    </section>
  )
}

const customizations: Record<Customization['kind'], string> = {
  none: 'none',
  stored: 'an existing specification',
  linux: 'Linux',
  windows: 'Windows',
  'cloud-init': 'cloud-init',
  sysprep: 'sysprep',
}

function copiesWord({ draft }: StepProps): string {
  const count = draft.copies.length
  if (draft.template) return count === 1 ? '1 template' : `${count} templates`
  return count === 1 ? '1 copy' : `${count} copies`
}

function shortOf(props: StepProps): string {
  const { source, options } = props
  return `${copiesWord(props)} of ${source?.name ?? options?.source.name ?? 'the source'}; ${countsOf(props)}`
}

function countsOf({ findings, plan }: StepProps): string {
  const errors = findings.filter(({ level }) => level === 'error').length
  const warnings = findings.filter(({ level }) => level === 'warning').length
  const parts = [
    errors === 0 ? undefined : errors === 1 ? '1 error' : `${errors} errors`,
    warnings === 0 ? undefined : warnings === 1 ? '1 warning' : `${warnings} warnings`,
  ].filter((part) => part !== undefined)
  if (parts.length > 0) return parts.join(', ')
  if (plan.fault !== undefined) return 'not checked'
  return plan.current ? 'nothing found wrong' : 'being checked'
}

function propertiesOf(props: StepProps): Property[] {
  const { draft, options, source, inventory, system, legal, plan } = props
  const [first] = draft.copies
  const last = draft.copies.at(-1)
  const snapshot = options?.snapshots.find(({ id }) => id === draft.source.snapshotId)
  const take = options === undefined ? undefined : copiesTake(legal, options)
  const removed = draft.disks.filter(({ remove }) => remove === true).length
  const disks = options === undefined ? undefined : options.disks.length - removed
  const name = source?.name ?? options?.source.name
  return [
    {
      label: 'Source',
      value: snapshot === undefined ? name : `${name ?? ''}, snapshot ${snapshot.name}`,
    },
    {
      label: draft.template ? 'Templates' : 'Copies',
      value:
        first === undefined
          ? undefined
          : draft.copies.length <= 3
            ? draft.copies.map((copy) => copy.name).join(', ')
            : `${draft.copies.length}: ${first.name} … ${last?.name ?? ''}`,
    },
    {
      label: 'Placement',
      value: placementWords(draft.placement, (id) => inventory.nameOf(system.id, id)) ?? 'as the source',
    },
    {
      label: 'Disks',
      value:
        disks === undefined
          ? undefined
          : `${disks === 1 ? '1 disk' : `${disks} disks`}${draft.linked ? ', shared with the source' : ''}${removed === 0 ? '' : `, ${removed} left out`}`,
    },
    {
      label: 'Written',
      value: take === undefined ? undefined : formatBytes(take.disks.takesBytes),
    },
    { label: 'Hardware', value: hardwareOf(props) },
    { label: 'Customization', value: customizations[draft.customization.kind] },
    ...(draft.template ? [] : [{ label: 'Started', value: draft.powerOn ? 'when made' : 'no' }]),
    {
      label: 'Way',
      value: plan.plan?.ways.find(({ way }) => way === plan.plan?.way)?.title,
      why: 'not known yet',
    },
  ]
}

function hardwareOf({ draft, options }: StepProps): string | undefined {
  if (options === undefined) return undefined
  const cpus = draft.cpus === undefined || draft.cpus === '' ? options.source.cpus : draft.cpus
  const memory = typeof draft.memoryBytes === 'number' ? draft.memoryBytes : options.source.memoryBytes
  return `${cpus} CPU, ${formatBytes(memory)}`
}

import { Anchor, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatBytes } from '../../../../contract/units.ts'
import { MissingParts } from '../../../ui/missing-parts.tsx'
import { NoticeBox } from '../../../ui/notice-box.tsx'
import { ObjectLink } from '../../../ui/object-link.tsx'
import { type Property, PropertyList } from '../../../ui/property-list.tsx'
import { Section } from '../../../ui/section.tsx'
import { powerText } from '../../../ui/status-dot.tsx'
import { FeatureCheck } from '../frame/feature-check.tsx'
import { StepFindings } from '../frame/step-findings.tsx'
import type { CloneDraft, StepProps } from '../wizard.ts'
import { SnapshotChoice } from './snapshot-choice.tsx'

/** What is copied: the machine, or one of its snapshots, and as what. */
export function SourceStep(props: StepProps): ReactNode {
  const { system, draft, setDraft, options, findings } = props
  const note = options?.source.note
  // The check says the same, and what to do about it.
  const told = findings.filter(({ step, message }) => step === 'source' && message !== note)
  return (
    <Stack gap="md">
      <StepFindings
        {...props}
        step="source"
        findings={told}
        fields={['linked', 'template', 'memory', 'source.snapshotId']}
      />
      <Section title="What is copied">
        <PropertyList properties={propertiesOf(props)} />
        <Text size="sm" mt="xs">
          <Anchor component={Link} to="/clone" inherit underline="always">
            Choose another source
          </Anchor>
        </Text>
      </Section>
      {options === undefined ? null : <MissingParts missing={options.missing} />}
      {note === undefined || told.length > 0 ? null : <NoticeBox title="As it is now">{note}</NoticeBox>}
      {options === undefined ? null : (
        <Section title="How it is copied">
          <Stack gap="sm">
            <SnapshotChoice
              system={system}
              snapshots={options.snapshots}
              kind={options.source.kind}
              value={draft.source.snapshotId}
              error={props.errors.get('source.snapshotId')}
              onChange={(snapshotId) => setDraft((old) => withSnapshot(old, snapshotId))}
            />
            <FeatureCheck
              step={props}
              feature="linked"
              field="linked"
              label="Linked clone"
              description="The copies share the disks of the source and hold only what they change: made at once and small, but the source must stay."
              checked={draft.linked}
              onChange={(linked) => setDraft((old) => ({ ...old, linked }))}
            />
            <FeatureCheck
              step={props}
              feature="memory"
              field="memory"
              label="With the memory of the snapshot"
              description="The copies resume where the snapshot was taken."
              checked={draft.memory === true}
              onChange={(memory) => setDraft((old) => ({ ...old, memory }))}
            />
            <FeatureCheck
              step={props}
              feature="template"
              field="template"
              label="Clone to template"
              description="Makes templates, from which VMs can be made later; they cannot be started themselves."
              checked={draft.template}
              onChange={(template) =>
                setDraft((old) => ({ ...old, template, powerOn: template ? false : old.powerOn }))
              }
            />
          </Stack>
        </Section>
      )}
    </Stack>
  )
}

function withSnapshot(draft: CloneDraft, snapshotId: string | undefined): CloneDraft {
  const { vm } = draft.source
  return { ...draft, source: snapshotId === undefined ? { vm } : { vm, snapshotId } }
}

function propertiesOf({ system, source, options, inventory }: StepProps): Property[] {
  const known = options?.source
  const kind = source?.kind ?? known?.kind
  const disks = options?.disks
  const total = disks?.reduce((sum, { capacityBytes }) => sum + capacityBytes, 0)
  const place = [
    inventory.nameOf(system.id, source?.datacenterId),
    inventory.nameOf(system.id, source?.clusterId),
    inventory.nameOf(system.id, source?.hostId),
  ].filter((name) => name !== undefined)
  return [
    {
      label: kind === 'template' ? 'Template' : 'VM',
      value:
        source === undefined ? (
          known?.name
        ) : (
          <ObjectLink system={system.id} id={source.id} name={source.name} />
        ),
    },
    { label: 'System', value: system.name },
    { label: 'Place', value: place.join(' › '), why: 'not known' },
    {
      label: 'State',
      value: source?.kind === 'vm' ? powerText(source.power) : undefined,
      why: 'a template does not run',
    },
    { label: 'Guest', value: source?.os },
    {
      label: 'Hardware',
      value:
        known === undefined
          ? undefined
          : `${known.cpus} CPU, ${formatBytes(known.memoryBytes)} memory, ${options?.nics.length === 1 ? '1 network card' : `${options?.nics.length ?? 0} network cards`}`,
    },
    {
      label: 'Disks',
      value:
        disks === undefined || total === undefined
          ? undefined
          : disks.length === 0
            ? 'none'
            : `${disks.length}, together ${formatBytes(total)}${source?.usedBytes === undefined ? '' : `, ${formatBytes(source.usedBytes)} in use`}`,
    },
    ...(known?.encrypted === true ? [{ label: 'Encryption', value: 'its disks are encrypted' }] : []),
    ...(known?.tpm === true ? [{ label: 'TPM', value: 'it has a virtual TPM' }] : []),
  ]
}

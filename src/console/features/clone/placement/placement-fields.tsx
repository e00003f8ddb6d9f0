import { Button, Stack, Text } from '@mantine/core'
import { type ReactNode, useMemo, useState } from 'react'
import { followsVsphere } from '../../../../contract/clone/family.ts'
import type { CloneFeature } from '../../../../contract/clone/options.ts'
import type { ClonePlacement } from '../../../../contract/clone/order.ts'
import type { PlacementField } from '../../../../contract/clone/place.ts'
import { type Choice, ChoiceField } from '../../../actions/forms/fields.tsx'
import classes from '../clone.module.css'
import { formOf } from '../step-form.ts'
import type { CloneDraft, StepProps } from '../wizard.ts'
import { fieldChoices, withCluster } from './place-choices.ts'

interface FieldLook {
  field: PlacementField
  label: string
  /** What must be possible with the source for it to be shown. */
  feature?: CloneFeature
}

const looks: readonly FieldLook[] = [
  { field: 'folderId', label: 'Folder', feature: 'folder' },
  { field: 'clusterId', label: 'Cluster' },
  { field: 'hostId', label: 'Host', feature: 'host' },
  { field: 'poolId', label: 'Resource pool', feature: 'pool' },
  { field: 'datastoreId', label: 'Storage' },
]

/** Where all copies go, or one of them (`copy`): what can be chosen follows from what is chosen already. */
export function PlacementFields({ step, copy }: { step: StepProps; copy?: number }): ReactNode {
  const { draft, setDraft, options, legal, rows } = step
  const [given, setGiven] = useState<string>()
  const fields = useMemo(
    () => (options === undefined ? undefined : fieldChoices(legal, options, rows, copy)),
    [legal, options, rows, copy],
  )
  if (options === undefined || fields === undefined) return null
  const path = copy === undefined ? 'placement' : `copies.${copy}.placement`
  const placement = (copy === undefined ? draft.placement : draft.copies[copy]?.placement) ?? {}
  const shared = copy === undefined ? undefined : draft.placement

  const onCluster = (clusterId: string) => {
    const next = withCluster(placement, clusterId, rows)
    setGiven(
      next.dropped.length === 0
        ? undefined
        : `${next.dropped.join(', ')} cannot go with that cluster and ${next.dropped.length === 1 ? 'was' : 'were'} given up.`,
    )
    setDraft((old) => withPlacement(old, copy, next.placement))
  }
  const clear = () => {
    setGiven(undefined)
    setDraft((old) => withPlacement(old, copy, {}))
  }
  const chosen = Object.values(placement).some((id) => id !== '')
  return (
    <Stack gap="sm">
      {looks.map(({ field, label, feature }) => {
        const can = feature === undefined ? true : options.features[feature]
        if (can === undefined) return null
        const list = fields[field]
        return (
          <ChoiceField
            key={field}
            form={formOf(step)}
            path={`${path}.${field}`}
            label={field === 'datastoreId' ? storageWord(step) : label}
            description={can === true ? refusedNote(list) : can}
            disabled={can !== true}
            choices={list}
            none={noneWord(field, step, shared)}
            {...(field === 'clusterId' ? { onChoose: onCluster } : {})}
          />
        )
      })}
      {given === undefined ? null : (
        <Text size="sm" role="status" className={classes.given}>
          {given}
        </Text>
      )}
      {chosen ? (
        <Button size="xs" variant="default" onClick={clear} style={{ alignSelf: 'flex-start' }}>
          Clear the placement
        </Button>
      ) : null}
    </Stack>
  )
}

function withPlacement(draft: CloneDraft, copy: number | undefined, placement: ClonePlacement): CloneDraft {
  if (copy === undefined) return { ...draft, placement }
  return {
    ...draft,
    copies: draft.copies.map((one, index) => (index === copy ? { ...one, placement } : one)),
  }
}

/** Why the list is shorter than somebody may expect. */
function refusedNote(list: readonly Choice[]): string | undefined {
  const refused = list.filter(({ refused: reason }) => reason !== undefined).length
  if (refused === 0) return undefined
  return `${(list.length - refused).toLocaleString('en')} of ${list.length.toLocaleString('en')} can be chosen; the others say why not.`
}

/** What the system calls its storage. */
export function storageWord({ options }: Pick<StepProps, 'options'>): string {
  return options === undefined || followsVsphere(options) ? 'Datastore' : 'Storage domain'
}

/** What no choice means. */
function noneWord(field: PlacementField, step: StepProps, shared: ClonePlacement | undefined): string {
  const { source, inventory, system, draft, options } = step
  const common = shared?.[field]
  if (common !== undefined && common !== '') return `As all: ${inventory.nameOf(system.id, common) ?? common}`
  const elsewhere = Boolean(draft.placement.clusterId) || Boolean(draft.placement.hostId)
  const own = field === 'datastoreId' ? source?.datastoreIds?.[0] : source?.[field]
  const name = inventory.nameOf(system.id, own)
  if (field === 'poolId' && (elsewhere || name === undefined)) return 'The whole cluster or host'
  // Source: vCenter REST `VM: clone`, `placement.host`: the host of the source, as long as no pool is said.
  const stays = options !== undefined && followsVsphere(options) && !elsewhere && !draft.placement.poolId
  if (field === 'hostId' && !stays) return 'The system chooses'
  if (field === 'folderId' && source?.folderId !== undefined) {
    const row = inventory.row(system.id, source.folderId)
    return row?.kind === 'folder' && row.root
      ? 'As the source: the top folder'
      : `As the source: ${name ?? ''}`
  }
  return name === undefined ? 'As the source' : `As the source: ${name}`
}

import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Verb } from '../../../contract/actions/vm-action.ts'
import type { TemplateRow, VmRow } from '../../../contract/inventory.ts'
import type { SystemState } from '../../../contract/system.ts'
import type { VmSnapshot } from '../../../contract/vm.ts'
import { cloneOffer, clonePath } from '../../actions/clone-offer.ts'
import { type Offer, offerOf } from '../../actions/offers.ts'
import { requestAction } from '../../actions/request.ts'
import classes from './snapshot-panel.module.css'

interface SnapshotActionsProps {
  vm: VmRow | TemplateRow
  system: SystemState
  /** The one that is selected in the tree. */
  snapshot?: VmSnapshot | undefined
}

const ofOne: readonly Verb[] = ['snapshot-revert', 'snapshot-preview', 'snapshot-rename', 'snapshot-delete']
const cloneTitle = 'Clone from this snapshot…'
const ofAll: readonly Verb[] = ['snapshot-create', 'snapshot-delete-all']

/** What can be done to the selected snapshot, and to all; what cannot be done now says why below. */
export function SnapshotActions({ vm, system, snapshot }: SnapshotActionsProps): ReactNode {
  const offers = (verbs: readonly Verb[]) => verbs.flatMap((verb) => offerOf(verb, vm, system) ?? [])
  const one = snapshot === undefined ? [] : offers(ofOne)
  const all = offers(ofAll).filter(({ verb }) => snapshot !== undefined || verb === 'snapshot-create')
  const clone = snapshot === undefined ? undefined : cloneOffer(system)
  if (one.length + all.length === 0 && clone === undefined) return null
  const { kind, id, name } = vm
  const target = { kind, system: vm.system, id, name }
  const button = ({ verb, title, allowed }: Offer, preset = {}) => (
    <Button
      key={verb}
      size="xs"
      variant="default"
      disabled={allowed !== true}
      onClick={() => requestAction({ verb, targets: [target], preset })}
    >
      {title}
    </Button>
  )
  return (
    <div className={classes.actions}>
      <Group gap="xs">
        {all.map((offer) => button(offer))}
        {snapshot === undefined || (one.length === 0 && clone === undefined) ? null : (
          <Group gap="xs" role="group" aria-label={`Snapshot ${snapshot.name}`}>
            <Text size="sm" className={classes.selected}>
              {snapshot.name}:
            </Text>
            {one.map((offer) => button(offer, { snapshotId: snapshot.id }))}
            {clone === undefined ? null : clone === true ? (
              <Button
                size="xs"
                variant="default"
                component={Link}
                to={clonePath({ system: vm.system, id: vm.id, snapshotId: snapshot.id })}
              >
                {cloneTitle}
              </Button>
            ) : (
              <Button size="xs" variant="default" disabled>
                {cloneTitle}
              </Button>
            )}
          </Group>
        )}
      </Group>
      {reasonsOf([
        ...all,
        ...one,
        ...(clone === undefined ? [] : [{ title: cloneTitle, allowed: clone }]),
      ]).map(([reason, titles]) => (
        <Text key={reason} size="xs" c="dimmed">
          {titles.join(', ')}: {reason}
        </Text>
      ))}
    </div>
  )
}

/** Each reason once, with all that it stands in the way of. */
function reasonsOf(offers: readonly Pick<Offer, 'title' | 'allowed'>[]): [string, string[]][] {
  const reasons = new Map<string, string[]>()
  for (const { title, allowed } of offers) {
    if (allowed === true) continue
    const titles = reasons.get(allowed) ?? []
    titles.push(title)
    reasons.set(allowed, titles)
  }
  return [...reasons]
}

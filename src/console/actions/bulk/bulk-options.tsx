import { Button, Stack, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import type { Machine } from '../../../contract/actions/rules.ts'
import type { Verb } from '../../../contract/actions/vm-action.ts'
import { useInventory } from '../../client/inventory.ts'
import { useSystems } from '../../client/systems.ts'
import { ErrorSummary } from '../dialog-notes.tsx'
import type { Draft } from '../draft.ts'
import type { ActionForm, FormContext } from '../form.ts'
import type { SystemGroup } from './plan.ts'
import type { BulkDrafts } from './use-bulk-drafts.ts'

/** Options that name nothing of a system, and so may be the same everywhere. */
const shareable: ReadonlySet<Verb> = new Set<Verb>(['snapshot-create'])

/** The form of the verb, once for each system: what it offers is that system's own. */
export function BulkOptions(props: {
  verb: Verb
  form: ActionForm
  preset: Draft
  groups: readonly SystemGroup[]
  drafts: BulkDrafts
}): ReactNode {
  const { verb, groups, drafts } = props
  const [first, ...others] = groups
  return (
    <Stack gap="md">
      {groups.map((group) => (
        <SystemOptions key={group.system} {...props} group={group} />
      ))}
      {first !== undefined && others.length > 0 && shareable.has(verb) ? (
        <div>
          <Button
            size="xs"
            variant="default"
            onClick={() =>
              drafts.copy(
                first.system,
                others.map(({ system }) => system),
              )
            }
          >
            Use the options of {first.name} for all
          </Button>
        </div>
      ) : null}
    </Stack>
  )
}

function SystemOptions(props: {
  form: ActionForm
  preset: Draft
  group: SystemGroup
  drafts: BulkDrafts
}): ReactNode {
  const { form, preset, group, drafts } = props
  const inventory = useInventory()
  const system = useSystems().find(({ id }) => id === group.system)
  const draft = drafts.draft(group.system)
  const context: FormContext | undefined =
    system === undefined
      ? undefined
      : {
          targets: group.targets,
          machines: group.targets.flatMap(({ system: id, id: vm }): Machine[] => {
            const row = inventory.row(id, vm)
            return row?.kind === 'vm' || row?.kind === 'template' ? [row] : []
          }),
          system,
          detail: undefined,
          inventory,
        }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as soon as all is known
  useEffect(() => {
    if (context !== undefined && draft === undefined)
      drafts.begin(group.system, { ...form.initial(context), ...preset })
  }, [context === undefined, draft === undefined])

  if (context === undefined || draft === undefined) return null
  const errors = drafts.errors(group.system)
  return (
    <section aria-label={`Options on ${group.name}`}>
      <Title order={3} size="h6" mb={4}>
        {group.name}: {group.targets.length.toLocaleString('en')} VMs
      </Title>
      <Stack gap="xs">
        <ErrorSummary errors={errors} />
        <form.Fields
          context={context}
          draft={draft}
          setDraft={(next) => drafts.set(group.system, next)}
          errors={errors}
          stumbles={drafts.attempts}
        />
      </Stack>
    </section>
  )
}

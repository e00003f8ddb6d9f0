import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatBytes } from '../../../contract/units.ts'
import type { ActionForm, FieldsProps } from '../form.ts'
import { CheckField } from './fields.tsx'
import classes from './forms.module.css'

function Fields(form: FieldsProps): ReactNode {
  const { context, draft } = form
  const { detail, system } = context
  const kept = draft.keepDisks === true
  const snapshots = detail?.snapshots.length ?? 0
  return (
    <>
      {detail === undefined ? null : detail.disks.length === 0 ? (
        <Text size="sm">It has no disks.</Text>
      ) : (
        <section aria-label={kept ? 'Disks that stay' : 'Disks that go'}>
          <Text size="sm" fw={600}>
            {kept ? 'These disks stay, without a VM:' : 'These disks go:'}
          </Text>
          <ul className={classes.list}>
            {detail.disks.map(({ id, name, capacityBytes, datastoreName, path }) => (
              <li key={id}>
                {name}, {formatBytes(capacityBytes)}
                {datastoreName === undefined ? '' : ` on ${datastoreName}`}
                {path === undefined ? null : (
                  <Text size="xs" c="dimmed" span style={{ display: 'block' }}>
                    {path}
                  </Text>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {snapshots === 0 ? null : (
        <Text size="sm">
          {snapshots === 1 ? 'Its snapshot goes as well.' : `Its ${snapshots} snapshots go as well.`}
        </Text>
      )}
      {system.kind === 'ovirt' ? (
        <>
          <CheckField
            form={form}
            path="keepDisks"
            label="Keep the disks"
            description={
              snapshots === 0
                ? 'Only the VM goes; its disks can be given to another one.'
                : 'Not while it has snapshots: delete those first.'
            }
            disabled={snapshots > 0 && !kept}
          />
          <CheckField
            form={form}
            path="force"
            label="Force"
            description="Although the engine finds it faulty. What is left on the storage must be removed by hand."
          />
        </>
      ) : null}
    </>
  )
}

export const form: ActionForm = {
  loses: ({ keepDisks }) =>
    keepDisks === true ? 'The VM is deleted for good. Its disks stay, without a VM.' : undefined,
  initial: () => ({ keepDisks: false, force: false }),
  Fields,
  finish: ({ keepDisks, force }) => ({
    ...(keepDisks === true ? { keepDisks } : {}),
    ...(force === true ? { force } : {}),
  }),
}

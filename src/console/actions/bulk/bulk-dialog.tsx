import { Modal, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { verbs } from '../../../contract/actions/verbs.ts'
import type { Verb } from '../../../contract/actions/vm-action.ts'
import type { Draft } from '../draft.ts'
import type { Target } from '../request.ts'

/** An action for many VMs: plan first, then run. */
export function BulkDialog(props: {
  verb: Verb
  targets: readonly Target[]
  preset: Draft
  onClose: () => void
}): ReactNode {
  return (
    <Modal opened onClose={props.onClose} title={`${verbs[props.verb].title}: ${props.targets.length} VMs`}>
      <Text size="sm">Gantry cannot do this for many VMs at once yet. Choose them one by one.</Text>
    </Modal>
  )
}

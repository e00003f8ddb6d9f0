import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { verbs } from '../../contract/actions/verbs.ts'
import type { Verb } from '../../contract/actions/vm-action.ts'
import type { Draft } from './draft.ts'
import type { Target } from './request.ts'

/** An action for one target: asks what must be asked, then sends it. */
export function ActionDialog(props: {
  verb: Verb
  target: Target
  preset: Draft
  onClose: () => void
}): ReactNode {
  return (
    <Modal opened onClose={props.onClose} title={`${verbs[props.verb].title}: ${props.target.name}`}>
      {null}
    </Modal>
  )
}

import { Modal, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Target } from './request.ts'

/** A way into the console of a VM. */
export function ConsoleDialog(props: { target: Target; onClose: () => void }): ReactNode {
  return (
    <Modal opened onClose={props.onClose} title={`Open console: ${props.target.name}`}>
      <Text size="sm">Gantry cannot open consoles yet.</Text>
    </Modal>
  )
}

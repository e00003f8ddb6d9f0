import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { FaultInfo } from '../../../../contract/fault.ts'
import { faultOf } from '../../../client/api.ts'
import { FaultAlert } from '../../../ui/fault-alert.tsx'

/** Asks before something is lost; stays with the fault when it could not be done. */
export function ConfirmDialog(props: {
  title: string
  /** What is lost. */
  children: ReactNode
  /** Of the button. */
  confirm: string
  work: () => Promise<void>
  onClose: () => void
}): ReactNode {
  const { title, children, confirm, work, onClose } = props
  const [fault, setFault] = useState<FaultInfo>()
  const [busy, setBusy] = useState(false)
  const go = async () => {
    setBusy(true)
    setFault(undefined)
    try {
      await work()
      onClose()
    } catch (error) {
      setFault(faultOf(error))
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {children}
        </Text>
        {fault === undefined ? null : <FaultAlert fault={fault} named />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" size="sm" data-autofocus onClick={onClose}>
            Cancel
          </Button>
          <Button color="red.9" size="sm" loading={busy} onClick={() => void go()}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

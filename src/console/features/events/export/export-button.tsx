import { Button } from '@mantine/core'
import { type ComponentType, type ReactNode, useState } from 'react'
import { lineIcon } from '../../../ui/icons.tsx'
import type { ExportDialogProps } from './export-dialog.tsx'

const ExportIcon = lineIcon(<path d="M8 2v8M4.8 7 8 10.2 11.2 7M2.5 11v2.5h11V11" />)

/** Opens the dialog that writes the filtered log into a file; its code comes with the first press. */
export function ExportButton(props: Omit<ExportDialogProps, 'onClose'>): ReactNode {
  const [Dialog, setDialog] = useState<ComponentType<ExportDialogProps>>()
  const [open, setOpen] = useState(false)
  const onOpen = () => {
    setOpen(true)
    if (Dialog !== undefined) return
    void import('./export-dialog.tsx').then(
      ({ ExportDialog }) => setDialog(() => ExportDialog),
      // Without network now; the next press tries again.
      () => setOpen(false),
    )
  }
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<ExportIcon size={14} />}
        aria-haspopup="dialog"
        onClick={onOpen}
      >
        Export
      </Button>
      {open && Dialog !== undefined ? <Dialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

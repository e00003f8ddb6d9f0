import { Button, CloseButton, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import type { CloneInventory } from '../../../../contract/clone/clone-inventory.ts'
import { type PasteFinding, pasteCopies } from '../../../../contract/clone/paste.ts'
import { columnTitles } from '../../../../contract/clone/paste-columns.ts'
import classes from '../clone.module.css'

/** How a paste went. */
export interface PasteResult {
  copies: number
  findings: readonly PasteFinding[]
  /** Cells beyond the columns or rows there can be. */
  lost: number
}

/** Takes rows of a spreadsheet, and shows what they will become before they are used. */
export function PasteDialog(props: {
  rows: CloneInventory
  onUse: (text: string) => void
  onClose: () => void
}): ReactNode {
  const { rows, onUse, onClose } = props
  const [text, setText] = useState('')
  const read = useDeferredValue(text)
  const { copies, findings, columns } = useMemo(() => pasteCopies(read, rows), [read, rows])
  return (
    <Modal
      opened
      size="xl"
      title="Paste from a spreadsheet"
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0 }}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Textarea
          label="Rows"
          description={`A row for each copy, cells apart by tabs, semicolons or commas. A first row may name the columns: ${Object.values(columnTitles).join(', ')}.`}
          rows={10}
          spellCheck={false}
          data-autofocus
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Text size="sm" aria-live="polite">
          {copies.length === 0
            ? 'No copies yet.'
            : `${copies.length === 1 ? '1 copy' : `${copies.length} copies`}; columns: ${columns
                .map((column) => (column === undefined ? '?' : columnTitles[column]))
                .join(', ')}. They take the place of the copies there are.`}
        </Text>
        <FindingList findings={findings} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            disabled={copies.length === 0}
            onClick={() => {
              onUse(text)
              onClose()
            }}
          >
            {copies.length === 0
              ? 'Use these copies'
              : `Use ${copies.length === 1 ? 'this copy' : `these ${copies.length} copies`}`}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** How the last paste went, until somebody has read it. */
export function PasteNotes({ result, onClose }: { result: PasteResult; onClose: () => void }): ReactNode {
  const { copies, findings, lost } = result
  return (
    <div className={classes.pasted} role="status">
      <Group justify="space-between" wrap="nowrap" align="start">
        <Text size="sm">
          {copies === 0 ? 'Nothing was pasted.' : `Pasted ${copies === 1 ? 'a row' : `${copies} rows`}.`}
          {lost === 0 ? '' : ` ${lost === 1 ? 'One cell' : `${lost} cells`} found no place in the grid.`}
        </Text>
        <CloseButton size="sm" aria-label="Hide what was pasted" onClick={onClose} />
      </Group>
      <FindingList findings={findings} />
    </div>
  )
}

const shown = 8

function FindingList({ findings }: { findings: readonly PasteFinding[] }): ReactNode {
  if (findings.length === 0) return null
  return (
    <ul className={classes.notes} aria-label="Not understood">
      {findings.slice(0, shown).map((finding) => (
        <li key={`${finding.line} ${finding.column} ${finding.cell} ${finding.message}`}>
          Line {finding.line}
          {finding.column === '' ? '' : `, ${finding.column}`} “{finding.cell}”: {finding.message}
        </li>
      ))}
      {findings.length > shown ? <li>and {findings.length - shown} more</li> : null}
    </ul>
  )
}

import { Button, Group, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { type ReactNode, useCallback, useState } from 'react'
import { pasteCopies } from '../../../../contract/clone/paste.ts'
import { headerOf } from '../../../../contract/clone/paste-columns.ts'
import { separatedCells } from '../../../../contract/clone/separated-text.ts'
import { StepFindings } from '../frame/step-findings.tsx'
import { PlacementFields } from '../placement/placement-fields.tsx'
import { placementWords } from '../placement/placement-words.ts'
import type { DraftCopy, StepProps } from '../wizard.ts'
import { type TextField, textColumns, withBlock, withCell, withFilledDown } from './cells.ts'
import { type CellPlace, CopyGrid } from './copy-grid.tsx'
import {
  mostCopies,
  namesOf,
  withOneMore,
  withoutCopy,
  withPasted,
  withPattern,
  withPatternName,
} from './name-copies.ts'
import { PasteDialog, PasteNotes, type PasteResult } from './paste-dialog.tsx'
import { PatternNote } from './pattern-note.tsx'

/** How many copies, and what is their own: name, host name, address, place. */
export function CopiesStep(props: StepProps): ReactNode {
  const { draft, setDraft, options, source, findings, rows, system, inventory } = props
  const sourceName = source?.name ?? options?.source.name ?? ''
  const [placing, setPlacing] = useState<number>()
  const [pasting, setPasting] = useState(false)
  const [pasted, setPasted] = useState<PasteResult>()
  const [at, setAt] = useState<CellPlace>({ row: 0, column: 0 })
  const names = namesOf(draft.names, sourceName)
  const fixed = names.names !== undefined && names.fixedCount
  const column = textColumns[at.column]

  const onText = useCallback(
    (index: number, field: TextField, text: string) => setDraft((old) => withCell(old, index, field, text)),
    [setDraft],
  )
  const onRemove = useCallback(
    (index: number) => setDraft((old) => withoutCopy(old, index, sourceName)),
    [setDraft, sourceName],
  )
  const onPatternName = useCallback(
    (index: number) => setDraft((old) => withPatternName(old, index, sourceName)),
    [setDraft, sourceName],
  )
  const onPaste = (text: string, place: CellPlace) => {
    const cells = separatedCells(text)
    if (cells[0] !== undefined && headerOf(cells[0].cells) !== undefined) {
      takePasted(text)
      return
    }
    const block = cells.map((line) => line.cells)
    const { draft: next, lost } = withBlock(draft, place, block, sourceName)
    setDraft(next)
    setPasted({ copies: block.length, findings: [], lost })
  }
  const takePasted = (text: string) => {
    const { copies, findings: found } = pasteCopies(text, rows)
    if (copies.length > 0) setDraft((old) => withPasted(old, copies, sourceName))
    setPasted({ copies: copies.length, findings: found, lost: 0 })
  }
  const placeWords = useCallback(
    (copy: DraftCopy) => placementWords(copy.placement, (id) => inventory.nameOf(system.id, id)) ?? 'As all',
    [inventory, system.id],
  )

  return (
    <Stack gap="md">
      <Group align="start" gap="md" wrap="wrap">
        <TextInput
          label="Names"
          description="{n} counts, {n:3} with three digits, {001..020} lists, {source} and {date} stand for themselves."
          data-field="names.pattern"
          style={{ flex: '1 1 22rem' }}
          autoComplete="off"
          spellCheck={false}
          value={draft.names.pattern}
          error={
            names.errors === undefined ? undefined : (
              <PatternNote pattern={draft.names.pattern} errors={names.errors} />
            )
          }
          onChange={({ currentTarget: { value } }) =>
            setDraft((old) => withPattern(old, { pattern: value }, sourceName))
          }
        />
        <NumberInput
          label="Number of copies"
          description={fixed ? 'The pattern lists the names.' : `1 to ${mostCopies}`}
          data-field="names.count"
          w="11rem"
          min={1}
          max={mostCopies}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          disabled={fixed}
          value={fixed ? draft.copies.length : draft.names.count}
          onChange={(value) => {
            if (typeof value === 'number') setDraft((old) => withPattern(old, { count: value }, sourceName))
          }}
        />
      </Group>
      <Text size="sm" c="dimmed" aria-live="polite">
        {previewOf(draft.copies)}
        {names.names === undefined || names.note === undefined ? '' : ` ${names.note}`}
      </Text>
      <StepFindings step="copies" {...props} fields={['copies', 'names']} findings={generalOf(findings)} />
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          disabled={draft.copies.length >= mostCopies}
          onClick={() => setDraft((old) => withOneMore(old, sourceName))}
        >
          Add a copy
        </Button>
        <Button size="xs" variant="default" onClick={() => setPasting(true)}>
          Paste from a spreadsheet…
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={column === undefined || at.row >= draft.copies.length - 1}
          onClick={() => {
            if (column !== undefined) setDraft((old) => withFilledDown(old, at.row, column.field))
          }}
        >
          {column === undefined ? 'Fill down' : `Fill down: ${column.label} from copy ${at.row + 1}`}
        </Button>
      </Group>
      {pasted === undefined ? null : <PasteNotes result={pasted} onClose={() => setPasted(undefined)} />}
      <CopyGrid
        copies={draft.copies}
        findings={findings}
        placeWords={placeWords}
        onText={onText}
        onPlace={setPlacing}
        onRemove={onRemove}
        onPatternName={onPatternName}
        onPaste={onPaste}
        onActive={setAt}
      />
      {pasting ? <PasteDialog rows={rows} onUse={takePasted} onClose={() => setPasting(false)} /> : null}
      {placing === undefined ? null : (
        <Modal
          opened
          size="lg"
          title={`Placement of copy ${placing + 1}: ${draft.copies[placing]?.name ?? ''}`}
          closeButtonProps={{ 'aria-label': 'Close' }}
          transitionProps={{ duration: 0 }}
          onClose={() => setPlacing(undefined)}
        >
          <Text size="sm" c="dimmed" mb="sm">
            What is left empty is as the placement of all.
          </Text>
          <PlacementFields step={props} copy={placing} />
          <Group justify="flex-end" mt="md">
            <Button onClick={() => setPlacing(undefined)}>Done</Button>
          </Group>
        </Modal>
      )}
    </Stack>
  )
}

/** Findings of single copies stand in their rows. */
function generalOf(findings: StepProps['findings']): StepProps['findings'] {
  return findings.filter(({ field }) => field === undefined || !/^copies\.\d/.test(field))
}

function previewOf(copies: readonly DraftCopy[]): string {
  const names = copies.map(({ name }) => name)
  if (names.length <= 4) return names.join(', ')
  return `${names.slice(0, 3).join(', ')} … ${names.at(-1) ?? ''} (${names.length} copies)`
}

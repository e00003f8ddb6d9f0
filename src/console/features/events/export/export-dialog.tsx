import { Button, Group, Modal, NumberInput, Progress, Radio, Stack, Text } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { EventFilter } from '../../../../contract/events/filter.ts'
import { mostExported } from '../../../../contract/events/page.ts'
import type { FaultInfo } from '../../../../contract/fault.ts'
import { formatBytes } from '../../../../contract/units.ts'
import { FaultAlert } from '../../../ui/fault-alert.tsx'
import { momentText } from '../filter/moment-text.ts'
import { filterWords } from '../rules/filter-words.ts'
import { useFilterNames } from '../rules/use-filter-names.ts'
import classes from './export.module.css'
import {
  type ExportFormat,
  type ExportProgress,
  exportFaultOf,
  filePicker,
  saveExport,
} from './save-export.ts'

export interface ExportDialogProps {
  filter: EventFilter
  /** Ids of those that are asked. */
  systems: readonly string[]
  utc: boolean
  onClose(): void
}

type State =
  | { step: 'asked' }
  | { step: 'running'; now: ExportProgress; limit: number }
  | { step: 'done'; name: string; end: ExportProgress }
  | { step: 'failed'; fault: FaultInfo }

/** Writes what is filtered into a file: asks for the format, tells how far it is, can be cancelled. */
export function ExportDialog({ filter, systems, utc, onClose }: ExportDialogProps): ReactNode {
  const [format, setFormat] = useState<ExportFormat>('csv')
  const [limit, setLimit] = useState<number | string>(50_000)
  const [state, setState] = useState<State>({ step: 'asked' })
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])
  const picker = filePicker()

  const entries = typeof limit === 'number' && Number.isInteger(limit) ? limit : 0
  const wrong = entries < 1 || entries > mostExported
  const start = async (choose: boolean) => {
    if (wrong) return
    const stop = new AbortController()
    running.current = stop
    const none = { entries: 0, bytes: 0, gaps: 0, cut: false }
    setState({ step: 'running', now: none, limit: entries })
    let told = 0
    try {
      const order = { format, filter: { ...filter, systems: [...systems] }, limit: entries, utc }
      const done = await saveExport(
        order,
        choose ? picker : undefined,
        (now) => {
          // Pieces come faster than anybody reads.
          if (performance.now() - told < 100) return
          told = performance.now()
          setState({ step: 'running', now, limit: entries })
        },
        stop.signal,
      )
      setState({ step: 'done', ...done })
    } catch (error) {
      const fault = exportFaultOf(error)
      if (running.current === stop)
        setState(fault === undefined ? { step: 'asked' } : { step: 'failed', fault })
    }
  }
  const busy = state.step === 'running'

  return (
    <Modal
      opened
      onClose={onClose}
      title="Export events"
      size="lg"
      closeOnClickOutside={!busy}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0 }}
    >
      <Stack gap="sm">
        <What filter={filter} systems={systems} utc={utc} />
        <Radio.Group
          label="Format"
          value={format}
          onChange={(value) => setFormat(value === 'jsonl' ? 'jsonl' : 'csv')}
        >
          <Stack gap={6} mt={4}>
            <Radio
              value="csv"
              label="CSV"
              description="A table for spreadsheets, a row per entry"
              disabled={busy}
            />
            <Radio
              value="jsonl"
              label="JSON Lines"
              description="For programs: an entry with all its fields per line"
              disabled={busy}
            />
          </Stack>
        </Radio.Group>
        <NumberInput
          label="At most"
          description={`Entries of the file, the newest first; ${mostExported.toLocaleString('en')} at most`}
          min={1}
          max={mostExported}
          step={10_000}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="none"
          thousandSeparator=","
          value={limit}
          disabled={busy}
          error={wrong ? `Write a number from 1 to ${mostExported.toLocaleString('en')}.` : undefined}
          onChange={setLimit}
        />
        <Outcome state={state} />
        {state.step === 'failed' ? <FaultAlert fault={state.fault} /> : null}
        <Group justify="flex-end" gap="xs">
          {busy ? (
            <Button variant="default" onClick={() => running.current?.abort()}>
              Cancel
            </Button>
          ) : (
            <>
              <Button variant="default" onClick={onClose}>
                Close
              </Button>
              {picker === undefined ? null : (
                <Button variant="default" disabled={wrong} onClick={() => void start(true)}>
                  Save as…
                </Button>
              )}
              <Button disabled={wrong} data-autofocus onClick={() => void start(false)}>
                {state.step === 'done' ? 'Export again' : 'Export'}
              </Button>
            </>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}

/** What will be in the file. */
function What({ filter, systems, utc }: Pick<ExportDialogProps, 'filter' | 'systems' | 'utc'>): ReactNode {
  const names = useFilterNames()()
  const { systems: _, ...rest } = filter
  const [from, until] = [filter.from, filter.until].map((at) =>
    at === undefined ? undefined : momentText(at, utc),
  )
  const lines = [
    { label: 'Time', text: `${from ?? 'the beginning'} to ${until ?? 'now'}${utc ? ' (UTC)' : ''}` },
    { label: 'Systems', text: systems.map(names.system).join(', ') },
    ...filterWords(rest, names),
  ]
  return (
    <dl className={classes.what} aria-label="What is exported">
      {lines.map(({ label, text }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}

function Outcome({ state }: { state: State }): ReactNode {
  const text = textOf(state)
  return (
    <>
      {state.step === 'running' ? (
        <Progress.Root size="sm">
          <Progress.Section
            value={Math.max(2, Math.min(100, (100 * state.now.entries) / state.limit))}
            animated
            aria-label="Entries written, of those that the file may have"
          />
        </Progress.Root>
      ) : null}
      <Text size="sm" role="status">
        {text}
      </Text>
    </>
  )
}

function textOf(state: State): string {
  if (state.step === 'asked' || state.step === 'failed') return ''
  const { entries, bytes, gaps, cut } = state.step === 'running' ? state.now : state.end
  const size = `${entries.toLocaleString('en')} entries, ${formatBytes(bytes)}`
  if (state.step === 'running') return `${size} so far …`
  const notes = [
    cut ? 'There are older ones that fit: the file is cut at the bound.' : '',
    gaps > 0 ? 'Some systems did not give all: the file says where.' : '',
  ]
  return [`Saved ${state.name}: ${size}.`, ...notes].filter(Boolean).join(' ')
}

import { Button, CopyButton, Group, Select, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { decodedOutput, type OutputEncoding, outputEncodings } from '../../../../contract/guest/decode.ts'
import type { GuestRun } from '../../../../contract/guest/guest.ts'
import { formatBytes } from '../../../../contract/units.ts'
import { NoticeBox } from '../../../ui/notice-box.tsx'
import { type RunRow, rowSummary } from '../run/rows.ts'
import { type Stream, useOutput } from './output-store.ts'
import { OutputText } from './output-text.tsx'
import { downloadOne } from './save-outputs.ts'

const streamNames: Record<Stream, string> = { stdout: 'Standard output', stderr: 'Standard error' }
/** So much of a text is drawn; all of it is copied and downloaded. */
const drawn = 200_000

/** Both outputs of one guest, as they grow. */
export function OutputPanel({ row, onClose }: { row: RunRow; onClose: () => void }): ReactNode {
  const [encoding, setEncoding] = useState<OutputEncoding>('auto')
  const { run, name } = row
  return (
    <Stack gap="xs" role="group" aria-label={`Output of ${name}`}>
      <Group justify="space-between" align="end">
        <div>
          <Text fw={600} size="sm" component="h3">
            Output of {name}
          </Text>
          <Text size="sm">{rowSummary(row)}</Text>
        </div>
        <Group gap="xs" align="end">
          <Select
            label="Encoding"
            size="xs"
            allowDeselect={false}
            data={outputEncodings.map(({ id, label }) => ({ value: id, label }))}
            value={encoding}
            onChange={(value) => {
              const known = outputEncodings.find(({ id }) => id === value)
              if (known !== undefined) setEncoding(known.id)
            }}
          />
          <Button size="xs" variant="default" onClick={onClose}>
            Close output
          </Button>
        </Group>
      </Group>
      {run === undefined ? (
        <Text size="sm">There is no output.</Text>
      ) : (
        (['stdout', 'stderr'] as const).map((stream) => (
          <StreamView key={stream} row={row} run={run} stream={stream} encoding={encoding} />
        ))
      )}
    </Stack>
  )
}

function StreamView(props: {
  row: RunRow
  run: GuestRun
  stream: Stream
  encoding: OutputEncoding
}): ReactNode {
  const { row, run, stream, encoding } = props
  const state = run[stream]
  const { bytes, fault } = useOutput(run, stream)
  const title = streamNames[stream]
  if (state === undefined) return <Text size="sm">{title} was not captured.</Text>
  const { text, why } = decodedOutput(bytes, run.family, encoding)
  const about = [
    `${formatBytes(state.bytes)}`,
    state.complete ? undefined : run.endedAt === undefined ? 'growing' : 'not seen to its end',
    bytes.length > 0 ? why : undefined,
  ].filter((part) => part !== undefined)
  const problem = state.blocked ?? fault
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text size="sm">
          <strong>{title}</strong> · {about.join(' · ')}
        </Text>
        <Group gap="xs">
          <CopyButton value={text}>
            {({ copied, copy }) => (
              <Button
                size="compact-xs"
                variant="default"
                disabled={text === ''}
                aria-label={`Copy ${title.toLowerCase()}`}
                onClick={copy}
              >
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
          <Button
            size="compact-xs"
            variant="default"
            disabled={bytes.length === 0}
            aria-label={`Download ${title.toLowerCase()}`}
            onClick={() => downloadOne(row, stream, text)}
          >
            Download
          </Button>
        </Group>
      </Group>
      {problem === undefined ? null : <NoticeBox title={`${title} is not complete`}>{problem}</NoticeBox>}
      {text === '' ? (
        <Text size="sm" c="dimmed">
          Empty.
        </Text>
      ) : (
        <OutputText label={`${title} of ${row.name}`}>{text.slice(0, drawn)}</OutputText>
      )}
      {state.truncated ? (
        <Text size="sm" role="note">
          Cut off: {formatBytes(state.keptBytes)} of {formatBytes(state.bytes)} were kept.
        </Text>
      ) : null}
      {text.length > drawn ? (
        <Text size="sm">Only the beginning is shown here; copying and downloading give all of it.</Text>
      ) : null}
    </div>
  )
}

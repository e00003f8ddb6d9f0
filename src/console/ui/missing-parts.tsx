import { Alert } from '@mantine/core'
import type { ReactNode } from 'react'
import type { VmDetail } from '../../contract/vm.ts'
import { WarningIcon } from './icons.tsx'

type MissingPart = VmDetail['missing'][number]

/** Parts of a page that the system did not give, each with the reason. Nothing when all is there. */
export function MissingParts({ missing }: { missing: readonly MissingPart[] }): ReactNode {
  if (missing.length === 0) return null
  return (
    <Alert
      color="yellow"
      variant="light"
      icon={<WarningIcon size={18} />}
      title="Not everything could be read"
      mb="sm"
    >
      <ul style={{ margin: 0, paddingInlineStart: '1rem' }}>
        {missing.map(({ part, reason }) => (
          <li key={`${part} ${reason}`}>
            {part}: {reason}
          </li>
        ))}
      </ul>
    </Alert>
  )
}

/** The missing parts that one of these words names, e.g. `snapshot` for `snapshots`. */
export function missingOf(missing: readonly MissingPart[], ...words: string[]): MissingPart[] {
  return missing.filter(({ part }) => words.some((word) => part.toLowerCase().includes(word)))
}

import type { ReactNode } from 'react'
import type { VmDetail } from '../../contract/vm.ts'
import { NoticeBox } from './notice-box.tsx'

type MissingPart = VmDetail['missing'][number]

/** Parts of a page that the system did not give, each with the reason. Nothing when all is there. */
export function MissingParts({ missing }: { missing: readonly MissingPart[] }): ReactNode {
  if (missing.length === 0) return null
  return (
    <NoticeBox title="Not everything could be read">
      <ul style={{ margin: 0, paddingInlineStart: '1rem' }}>
        {missing.map(({ part, reason }) => (
          <li key={`${part} ${reason}`}>
            {part}: {reason}
          </li>
        ))}
      </ul>
    </NoticeBox>
  )
}

/** The missing parts that one of these words names, e.g. `snapshot` for `snapshots`. */
export function missingOf(missing: readonly MissingPart[], ...words: string[]): MissingPart[] {
  return missing.filter(({ part }) => words.some((word) => part.toLowerCase().includes(word)))
}

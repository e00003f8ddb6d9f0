// Rows are placed one by one, which the layout of HTML tables does not allow.
// biome-ignore-all lint/a11y/useSemanticElements: see above
// biome-ignore-all lint/a11y/useFocusableInteractive: its rows take the focus
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import type { GuestFile } from '../../../../contract/guest/guest.ts'
import { formatBytes } from '../../../../contract/units.ts'
import { Moment } from '../../../ui/moment.tsx'
import classes from './file-grid.module.css'

const rowHeight = 32
const headings = ['Name', 'Kind', 'Size', 'Changed', 'Permissions', 'Owner']
const kinds: Record<GuestFile['kind'], string> = { file: 'File', directory: 'Directory', link: 'Link' }

/**
 * The files of a directory: arrow keys, Home, End, Page up and down choose; Enter opens; Backspace goes up; Delete removes.
 * Asks for more as its end comes into sight.
 */
export function FileGrid(props: {
  files: readonly GuestFile[]
  chosen: string | undefined
  /** Takes the focus as it comes. */
  grab: boolean
  /** What it says at its end. */
  note: string | undefined
  onChoose: (path: string) => void
  onOpen: (file: GuestFile) => void
  onUp: () => void
  onRemove: (file: GuestFile) => void
  onEnd: () => void
}): ReactNode {
  const { files, chosen, grab, note, onChoose, onOpen, onUp, onRemove, onEnd } = props
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: files.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    // The head covers the first of what is scrolled to.
    scrollPaddingStart: rowHeight,
  })
  const lines = virtualizer.getVirtualItems()
  const atEnd = (lines.at(-1)?.index ?? -1) >= files.length - 1
  const end = useRef(onEnd)
  useEffect(() => {
    end.current = onEnd
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: more files may still end in sight
  useEffect(() => {
    if (atEnd) end.current()
  }, [atEnd, files.length])

  // biome-ignore lint/correctness/useExhaustiveDependencies: as it comes, never later
  useEffect(() => {
    const region = scroller.current
    if (!grab || region === null) return
    const row = region.querySelector<HTMLElement>('[role="row"][tabindex="0"]') ?? region
    row.focus({ preventScroll: true })
  }, [])
  // A row that had the focus and was removed hands it to the one in its place.
  const inside = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever files go
  useEffect(() => {
    if (inside.current && document.activeElement === document.body)
      scroller.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus()
  }, [files])

  const found = files.findIndex(({ path }) => path === chosen)
  const active = Math.max(0, found)
  const moveTo = (index: number) => {
    const next = files[Math.min(files.length - 1, Math.max(0, index))]
    if (next === undefined) return
    onChoose(next.path)
    virtualizer.scrollToIndex(files.indexOf(next))
    // The row may be drawn by the scrolling only.
    requestAnimationFrame(() =>
      scroller.current
        ?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')
        ?.focus({ preventScroll: true }),
    )
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const file = files[active]
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      Home: 0,
      End: files.length - 1,
      PageDown: active + 12,
      PageUp: active - 12,
    }
    const step = steps[event.key]
    if (step !== undefined) moveTo(step)
    else if (event.key === 'Enter' && file !== undefined) onOpen(file)
    else if (event.key === 'Delete' && file !== undefined) onRemove(file)
    else if (event.key === 'Backspace') onUp()
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={scroller}
      className={classes.region}
      role="group"
      aria-label="Directory contents"
      tabIndex={files.length === 0 ? 0 : -1}
      onKeyDown={onKeyDown}
      onFocus={() => {
        inside.current = true
      }}
      onBlur={({ relatedTarget }) => {
        // Without a next one, the row itself may have gone.
        if (relatedTarget !== null) inside.current = false
      }}
    >
      <div role="grid" className={classes.grid} aria-label="Files" aria-rowcount={files.length + 1}>
        <div role="rowgroup">
          <div role="row" className={`${classes.row} ${classes.head}`} aria-rowindex={1}>
            {headings.map((label) => (
              <div
                key={label}
                role="columnheader"
                className={`${classes.cell} ${label === 'Size' ? classes.end : ''}`}
              >
                {label}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
          {lines.map(({ index, start }) => {
            const file = files[index]
            if (file === undefined) return null
            return (
              <div
                key={file.path}
                role="row"
                className={classes.row}
                style={{ height: rowHeight, transform: `translateY(${start}px)` }}
                aria-rowindex={index + 2}
                aria-selected={index === found}
                tabIndex={index === active ? 0 : -1}
                onFocus={() => onChoose(file.path)}
                onDoubleClick={() => onOpen(file)}
              >
                <div role="gridcell" className={classes.cell} title={file.name}>
                  {file.name}
                  {file.kind === 'directory' ? '/' : ''}
                  {file.linkTarget === undefined ? '' : ` → ${file.linkTarget}`}
                </div>
                <div role="gridcell" className={classes.cell}>
                  {kinds[file.kind]}
                </div>
                <div role="gridcell" className={`${classes.cell} ${classes.end}`}>
                  {file.kind === 'directory' ? '–' : formatBytes(file.sizeBytes)}
                </div>
                <div role="gridcell" className={classes.cell}>
                  {file.modifiedAt === undefined ? '–' : <Moment at={file.modifiedAt} />}
                </div>
                <div role="gridcell" className={classes.cell}>
                  {permissionsOf(file)}
                </div>
                <div role="gridcell" className={classes.cell}>
                  {file.owner ?? '–'}
                </div>
              </div>
            )
          })}
        </div>
      </div>
      {note === undefined ? null : <p className={classes.note}>{note}</p>}
    </div>
  )
}

/** `rw-r--r--` of Linux; `read-only, hidden` of Windows. */
function permissionsOf({ permissions, readOnly, hidden }: GuestFile): ReactNode {
  if (permissions !== undefined) return <code>{permissions}</code>
  const words = [...(readOnly === true ? ['read-only'] : []), ...(hidden === true ? ['hidden'] : [])]
  return words.length === 0 ? '–' : words.join(', ')
}

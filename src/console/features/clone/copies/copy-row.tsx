import { memo, type ReactNode } from 'react'
import { CloseIcon } from '../../../ui/icons.tsx'
import classes from '../clone.module.css'
import type { DraftCopy } from '../wizard.ts'
import { type TextField, textColumns } from './cells.ts'

export interface RowHandlers {
  onText: (index: number, field: TextField, text: string) => void
  /** Asks for the placement of one copy. */
  onPlace: (index: number) => void
  onRemove: (index: number) => void
  onPatternName: (index: number) => void
}

interface RowProps {
  copy: DraftCopy
  index: number
  /** The column that Tab comes to; `undefined` in all rows but one. */
  activeColumn: number | undefined
  /** The last copy cannot be taken out. */
  alone: boolean
  /** JSON of what was found in it: field, level, message. */
  marks: string
  place: string
  handlers: RowHandlers
}

/** One copy. Drawn again only when it, its marks or its focus changed. */
export const CopyRow = memo(function CopyRow(props: RowProps): ReactNode {
  const { copy, index, activeColumn, alone, place, handlers } = props
  // Written by the grid as such a list.
  const marks = props.marks === '' ? [] : (JSON.parse(props.marks) as [string, string, string][])
  const number = index + 1
  const noteId = `copy-${index}-note`
  const cell = (column: number) => ({
    'data-row': index,
    'data-column': column,
    tabIndex: activeColumn === column ? 0 : -1,
  })
  const last = textColumns.length
  return (
    <>
      <tr aria-rowindex={number + 1}>
        <td className={classes.gridNumber}>{number}</td>
        {textColumns.map(({ field, label }, column) => {
          const wrong = marks.find(([name, level]) => name === field && level === 'error')
          const odd = marks.some(([name]) => name === field)
          return (
            <td key={field}>
              <input
                type="text"
                className={`${classes.gridInput} ${odd && wrong === undefined ? classes.gridOdd : ''}`}
                aria-label={`${label} of copy ${number}`}
                data-field={`copies.${index}.${field}`}
                autoComplete="off"
                spellCheck={false}
                placeholder={field === 'name' ? undefined : placeholders[field]}
                value={copy[field] ?? ''}
                onChange={({ currentTarget }) => handlers.onText(index, field, currentTarget.value)}
                {...cell(column)}
                {...(wrong === undefined ? {} : { 'aria-invalid': true })}
                {...(odd ? { 'aria-describedby': noteId } : {})}
              />
            </td>
          )
        })}
        <td>
          <button
            type="button"
            className={classes.gridButton}
            aria-label={`Placement of copy ${number}`}
            aria-description={place}
            data-field={`copies.${index}.placement`}
            onClick={() => handlers.onPlace(index)}
            {...cell(last)}
          >
            {place}
          </button>
        </td>
        <td>
          <button
            type="button"
            className={classes.gridIcon}
            aria-label={`Take out copy ${number}`}
            disabled={alone}
            onClick={() => handlers.onRemove(index)}
            {...cell(last + 1)}
          >
            <CloseIcon size={14} />
          </button>
        </td>
      </tr>
      {marks.length === 0 ? null : <Notes {...props} marks={marks} id={noteId} />}
    </>
  )
})

const placeholders: Record<Exclude<TextField, 'name'>, string> = {
  hostName: 'as the name',
  address: 'as all',
  netmask: 'as all',
  gateway: 'as all',
}

function Notes(props: {
  copy: DraftCopy
  index: number
  marks: readonly [string, string, string][]
  id: string
  handlers: RowHandlers
}): ReactNode {
  const { copy, index, id, handlers } = props
  // Several cells may say the same.
  const marks = props.marks.filter(
    ([, , message], at) => props.marks.findIndex((each) => each[2] === message) === at,
  )
  return (
    <tr className={classes.gridNotes}>
      <td />
      <td colSpan={textColumns.length + 2}>
        <span id={id}>
          {marks.map(([field, level, message]) => (
            <span
              key={`${field} ${message}`}
              className={level === 'error' ? classes.gridError : classes.gridWarning}
            >
              {message}{' '}
            </span>
          ))}
        </span>
        {copy.byHand === true && marks.some(([field]) => field === 'name') ? (
          <button type="button" className={classes.gridLink} onClick={() => handlers.onPatternName(index)}>
            Name it by the pattern
          </button>
        ) : null}
      </td>
    </tr>
  )
}

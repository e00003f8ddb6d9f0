import type { ReactNode } from 'react'
import type { EventSeverity } from '../../../../contract/events/event.ts'
import { severityWords } from '../../../ui/severity-text.tsx'
import { type Counts, severities } from './bars.ts'
import classes from './histogram.module.css'

/** How a severity is filled, so that colour is not its only sign: crossed, full, striped, plain and pale. */
export function fillOf(id: string, severity: EventSeverity): { fill?: string; className?: string } {
  const plain = severity === 'info' ? classes.info : severity === 'error' ? classes.error : undefined
  return plain === undefined ? { fill: `url(#${id}-${severity})` } : { className: plain }
}

export function SeverityPatterns({ id }: { id: string }): ReactNode {
  return (
    <defs>
      <pattern id={`${id}-alert`} width={4} height={4} patternUnits="userSpaceOnUse">
        <rect width={4} height={4} className={classes.alert} />
        <path d="M0 0 4 4M4 0 0 4" className={classes.patternLine} />
      </pattern>
      <pattern id={`${id}-warning`} width={4} height={4} patternUnits="userSpaceOnUse">
        <rect width={4} height={4} className={classes.warning} />
        <path d="M0 3.5h4" className={classes.patternLine} />
      </pattern>
      <pattern
        id={`${id}-uncounted`}
        width={6}
        height={6}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <path d="M0 0v6" className={classes.hatch} />
      </pattern>
    </defs>
  )
}

/** What the fills mean, with the sums. */
export function SeverityLegend({ id, counts }: { id: string; counts: Counts }): ReactNode {
  return (
    <ul className={classes.legend} aria-label="By severity">
      {severities.map((severity) => (
        <li key={severity}>
          <svg width={10} height={10} aria-hidden="true" focusable="false">
            <rect width={10} height={10} rx={1} {...fillOf(id, severity)} />
          </svg>
          {severityWords[severity]} {counts[severity].toLocaleString('en')}
        </li>
      ))}
    </ul>
  )
}

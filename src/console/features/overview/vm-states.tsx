import type { ReactNode } from 'react'
import classes from './overview.module.css'
import type { Summary } from './summary.ts'

/** VMs on, off and otherwise: a bar in shares, and the numbers as text. */
export function VmStates({ vms }: { vms: Summary['vms'] }): ReactNode {
  const parts = [
    { label: 'on', count: vms.on, className: classes.on },
    { label: 'off', count: vms.off, className: classes.off },
    { label: 'other', count: vms.other, className: classes.other },
  ]
  let start = 0
  return (
    <div>
      <div className={classes.statHead}>
        <span className={classes.statLabel}>Virtual machines</span>
        <span>{vms.total.toLocaleString('en')}</span>
      </div>
      <svg className={classes.stack} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        {parts.map(({ label, count, className }) => {
          const width = vms.total === 0 ? 0 : (count / vms.total) * 100
          const x = start
          start += width
          return <rect key={label} x={x} y={0} width={width} height={6} className={className} />
        })}
      </svg>
      <ul className={classes.legend}>
        {parts.map(({ label, count, className }) => (
          <li key={label}>
            <svg width="8" height="8" aria-hidden="true">
              <rect width="8" height="8" rx="2" className={className} />
            </svg>
            {count.toLocaleString('en')} {label}
          </li>
        ))}
      </ul>
    </div>
  )
}

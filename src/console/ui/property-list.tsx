import { Fragment, type ReactNode } from 'react'
import classes from './property-list.module.css'

export interface Property {
  label: string
  /** `undefined` is shown as a dash, or as `why` where that is known. */
  value: ReactNode
  /** Why there is no value, in a sentence. */
  why?: string | undefined
}

/** Labels and values; where a value is missing the reason stands in its place. */
export function PropertyList({ properties }: { properties: readonly Property[] }): ReactNode {
  return (
    <dl className={classes.list}>
      {properties.map(({ label, value, why }) => (
        <Fragment key={label}>
          <dt className={classes.label}>{label}</dt>
          <dd className={classes.value}>
            {value === undefined || value === '' ? <span className={classes.none}>{why ?? '–'}</span> : value}
          </dd>
        </Fragment>
      ))}
    </dl>
  )
}

import type { ReactNode } from 'react'
import { WarningIcon } from './icons.tsx'
import classes from './notice-box.module.css'

/** Something that the reader of the page must know before the rest; `live` also announces it. */
export function NoticeBox(props: { title: string; children: ReactNode; live?: boolean }): ReactNode {
  return (
    <div
      className={classes.box}
      {...(props.live === true ? { role: 'status' } : { role: 'group', 'aria-label': props.title })}
    >
      <WarningIcon size={16} className={classes.icon} />
      <div>
        <p className={classes.title}>{props.title}</p>
        <div className={classes.text}>{props.children}</div>
      </div>
    </div>
  )
}

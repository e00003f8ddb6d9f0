import { type ComponentType, type ReactNode, useState } from 'react'
import { useJobs } from '../../client/jobs.ts'
import { JobsIcon } from '../../ui/icons.tsx'
import { countOpen } from './job-list.ts'
import classes from './jobs.module.css'

type Drawer = ComponentType<{ opened: boolean; onClose: () => void }>

/** Opens the drawer of jobs and says how many have not ended. */
export function JobsButton(): ReactNode {
  const { jobs } = useJobs()
  const [opened, setOpened] = useState(false)
  const [JobsDrawer, setDrawer] = useState<Drawer>()
  const open = countOpen(jobs)

  const load = () => {
    if (JobsDrawer !== undefined) return
    void import('./jobs-drawer.tsx').then(
      ({ JobsDrawer: loaded }) => setDrawer(() => loaded),
      // Without network now; the next press tries again.
      () => {},
    )
  }

  return (
    <>
      <button
        type="button"
        className={classes.button}
        aria-label="Jobs"
        aria-description={open === 0 ? 'None running' : `${open} running`}
        aria-haspopup="dialog"
        aria-expanded={opened}
        onPointerEnter={load}
        onClick={() => {
          load()
          setOpened(true)
        }}
      >
        <JobsIcon />
        <span aria-hidden="true">Jobs</span>
        {open === 0 ? null : (
          <span className={classes.count} aria-hidden="true">
            {open.toLocaleString('en')}
          </span>
        )}
      </button>
      {JobsDrawer === undefined ? null : <JobsDrawer opened={opened} onClose={() => setOpened(false)} />}
    </>
  )
}

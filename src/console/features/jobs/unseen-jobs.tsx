import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useJobs } from '../../client/jobs.ts'
import { useSystems } from '../../client/systems.ts'
import { NoticeBox } from '../../ui/notice-box.tsx'
import classes from './jobs.module.css'

/** Which systems' jobs are not in the list, and why. */
export function UnseenJobs(): ReactNode {
  const { faults } = useJobs()
  const reasons = useSystems().flatMap(({ id, name, session, info }) => {
    if (session.state !== 'signed-in') return [{ id, text: `${name}: sign in to see its jobs.` }]
    const fault = faults.get(id)
    if (fault !== undefined) return [{ id, text: `${name}: ${fault.message} Jobs started here are shown.` }]
    if (info !== undefined && info.actions === undefined)
      return [{ id, text: `${name}: Gantry can only look at it.` }]
    return []
  })
  if (reasons.length === 0) return null
  return (
    <NoticeBox title="Jobs of some systems cannot be seen">
      <ul className={classes.unseen}>
        {reasons.map(({ id, text }) => (
          <li key={id}>
            <Text size="sm" component="span">
              {text}
            </Text>
          </li>
        ))}
      </ul>
    </NoticeBox>
  )
}

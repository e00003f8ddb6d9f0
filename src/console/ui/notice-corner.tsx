import { Notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'

/** Where short notices appear. Its code comes after the first page; what is said before that waits for it. */
export function NoticeCorner(): ReactNode {
  return <Notifications position="bottom-right" limit={4} />
}

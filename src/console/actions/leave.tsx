import { Button, Text } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import classes from './actions.module.css'

/** How a dialog is left in which something may have been typed. */
export interface Leave {
  /** Asks whether to throw it away. */
  asking: boolean
  /** Closes an unchanged dialog at once and asks about a changed one; asked again, it stays. For Escape and the cross. */
  leave: () => void
  /** Goes on where the focus was. */
  stay: () => void
}

export function useLeave(changed: boolean, onClose: () => void): Leave {
  const [asking, setAsking] = useState(false)
  const before = useRef<Element>(null)

  const stay = () => {
    setAsking(false)
    const place = before.current
    // The question takes the focus along when it goes.
    requestAnimationFrame(() => {
      if (place instanceof HTMLElement && place.isConnected) place.focus()
    })
  }
  const leave = () => {
    if (asking) {
      stay()
    } else if (changed) {
      before.current = document.activeElement
      setAsking(true)
    } else {
      onClose()
    }
  }
  return { asking, leave, stay }
}

/** Stands in the place of a dialog's buttons while it asks. */
export function LeaveQuestion({ leave, onClose }: { leave: Leave; onClose: () => void }): ReactNode {
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => keep.current?.focus(), [])
  const question = 'Throw away what you entered?'
  return (
    <div className={classes.foot} role="alertdialog" aria-label={question}>
      <Text size="sm" fw={600}>
        {question}
      </Text>
      <div className={classes.ways}>
        <Button ref={keep} variant="default" size="sm" onClick={leave.stay}>
          Keep editing
        </Button>
        <Button color="red.9" size="sm" onClick={onClose}>
          Throw away
        </Button>
      </div>
    </div>
  )
}

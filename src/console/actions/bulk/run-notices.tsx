import { Anchor, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useEffect, useRef } from 'react'
import { useHref, useLocation, useNavigate } from 'react-router'
import { governor } from './page-governor.ts'
import { countStates, isOpen, type Run } from './run.ts'
import { countsSentence, runTitle } from './run-words.ts'

/** Tells, wherever one is in the console, that a run has ended, or waits after a reload. */
export function RunNotices(): null {
  const navigate = useNavigate()
  const base = useHref('/jobs/runs/')
  const { pathname } = useLocation()
  const here = useRef(pathname)
  useEffect(() => {
    here.current = pathname
  }, [pathname])

  useEffect(() => {
    const show = (run: Run, words: string, bad: boolean) => {
      // Its own page says so already.
      if (here.current === `/jobs/runs/${run.id}`) return
      notifications.show({
        id: `run-${run.id}`,
        color: bad ? 'red' : 'green',
        title: runTitle(run),
        autoClose: bad ? false : 6000,
        message: (
          <>
            <Text size="sm">{words}</Text>
            <Anchor
              size="sm"
              href={`${base.replace(/\/$/, '')}/${run.id}`}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return
                event.preventDefault()
                void navigate(`/jobs/runs/${run.id}`)
              }}
            >
              Show run
            </Anchor>
          </>
        ),
      })
    }

    const open = new Set<string>()
    const look = () => {
      for (const run of governor.store.getState().runs) {
        if (run.items.some(isOpen)) {
          open.add(run.id)
        } else if (open.delete(run.id)) {
          const { failed, unknown } = countStates(run.items)
          show(run, `Ended: ${countsSentence(run.items)}.`, failed + unknown > 0)
        }
      }
    }
    look()
    for (const run of governor.store.getState().runs) {
      if (run.note !== undefined && run.paused && open.has(run.id)) show(run, run.note, true)
    }
    return governor.store.subscribe(look)
  }, [navigate, base])

  return null
}

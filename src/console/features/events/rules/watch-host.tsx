import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useHref, useNavigate } from 'react-router'
import { onEvents, recentEvents } from '../../../client/event-tail.ts'
import { onSignedOut } from '../../../client/signed-out.ts'
import { currentSystems } from '../../../client/systems.ts'
import { lineIcon } from '../../../ui/icons.tsx'
import { currentRules, ledger, refreshRecords, seeMatches, useWatched } from './rule-store.ts'
import classes from './rules.module.css'
import { RulesDrawer } from './rules-drawer.tsx'
import { tell, type Way } from './tell.tsx'
import { Watcher } from './watcher.ts'

const WatchIcon = lineIcon(<path d="M3.5 11.5h9L11.3 10V6.5a3.3 3.3 0 0 0-6.6 0V10zM6.7 14h2.6M8 1.5v1" />)
/** How often a page notes that it listens; ms. */
const beat = 20_000

/** Watches the live tail for the rules of this browser, and shows in the header what they told. Mounted once there are rules. */
export function WatchHost(): ReactNode {
  const { rules, records } = useWatched()
  const [opened, setOpened] = useState(false)
  useWatcher()
  const unseen = rules.reduce((sum, { id }) => sum + (records[id]?.unseen ?? 0), 0)
  if (rules.length === 0 && !opened) return null
  return (
    <>
      <button
        type="button"
        className={classes.button}
        aria-label="Watched events"
        aria-description={unseen === 0 ? 'Nothing new' : `${unseen.toLocaleString('en')} new`}
        title="Watched events"
        aria-haspopup="dialog"
        aria-expanded={opened}
        onClick={() => setOpened(true)}
      >
        <WatchIcon />
        {unseen === 0 ? null : (
          <span className={classes.count} aria-hidden="true">
            {unseen > 999 ? '999+' : unseen.toLocaleString('en')}
          </span>
        )}
      </button>
      {opened ? <RulesDrawer onClose={() => setOpened(false)} /> : null}
    </>
  )
}

function useWatcher(): void {
  const navigate = useNavigate()
  const base = useHref('/').replace(/\/$/, '')
  const way = useMemo(
    (): Way => ({
      base,
      go: (to) => void navigate(to),
      systemName: (id) => currentSystems().find((system) => system.id === id)?.name ?? id,
      seen: seeMatches,
    }),
    [navigate, base],
  )
  const latest = useRef(way)
  useEffect(() => {
    latest.current = way
  })
  useEffect(() => {
    const watcher = new Watcher({
      ledger,
      rules: currentRules,
      now: () => Date.now(),
      sight: () => (document.hidden ? 'hidden' : document.hasFocus() ? 'looked at' : 'seen'),
      later: (run, ms) => {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
      alone,
      tell: (told) => {
        refreshRecords()
        tell(told, latest.current)
      },
    })
    for (const [system, { events }] of recentEvents()) watcher.take(system, events)
    const stopEvents = onEvents((system, events) => watcher.take(system, events))
    const stopSessions = onSignedOut((system) => watcher.forget(system))
    const note = () => watcher.beat()
    const timer = setInterval(note, beat)
    window.addEventListener('pagehide', note)
    return () => {
      watcher.stop()
      stopEvents()
      stopSessions()
      clearInterval(timer)
      window.removeEventListener('pagehide', note)
    }
  }, [])
}

/** While no other page of this browser is at it; pages without HTTPS have no locks and take the small risk of telling twice. */
function alone(run: () => void): Promise<unknown> {
  // Absent there, whatever its type says.
  const locks: LockManager | undefined = navigator.locks
  if (locks !== undefined) return locks.request('gantry.watch', run)
  run()
  return Promise.resolve()
}

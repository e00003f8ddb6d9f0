import { Loader } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { useLocation } from 'react-router'
import { useSystems, useSystemsKnown } from '../../client/systems.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SystemsIcon } from '../../ui/icons.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { AllSystems } from './all-systems.tsx'
import { SystemCard, systemCardId } from './system-card.tsx'
import classes from './systems.module.css'

/** Every configured system with its session: sign in, sign out, and what the system says of itself. */
export function SystemsPage(): ReactNode {
  const systems = useSystems()
  const known = useSystemsKnown()
  const target = useTargetSystem(known)
  return (
    <>
      <PageHeader title="Systems" />
      {known ? null : <Loader size="sm" aria-label="Loading systems" />}
      {known && systems.length === 0 ? (
        <EmptyState
          icon={<SystemsIcon size={32} />}
          title="No system is configured"
          text="Name your systems in the file that GANTRY_CONFIG points to, then start Gantry again."
        />
      ) : null}
      {systems.length > 1 ? <AllSystems systems={systems} /> : null}
      <div className={classes.grid}>
        {systems.map((system) => (
          <SystemCard key={system.id} system={system} targeted={system.id === target} />
        ))}
      </div>
    </>
  )
}

/** `/systems#vc-east` leads to that card: it is brought into sight and takes the focus. */
function useTargetSystem(ready: boolean): string | undefined {
  const { hash, key } = useLocation()
  const target = hash === '' ? undefined : decodeURIComponent(hash.slice(1))
  // biome-ignore lint/correctness/useExhaustiveDependencies: following the same link again moves there again
  useEffect(() => {
    if (!ready || target === undefined) return
    const card = document.getElementById(systemCardId(target))
    if (card === null) return
    card.scrollIntoView({ block: 'nearest' })
    const place = card.querySelector<HTMLElement>('input') ?? card
    place.focus({ preventScroll: true })
  }, [ready, target, key])
  return target
}

import { Button, Group, Text } from '@mantine/core'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { chooseGuests, currentGuestTargets, useGuestTargets } from '../../actions/guest-offer.ts'
import { currentInventory, useRow } from '../../client/inventory.ts'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Section } from '../../ui/section.tsx'
import { CredentialsSection } from './access/credentials-section.tsx'
import { CommandSection } from './command/command-section.tsx'
import classes from './guest.module.css'
import { HistorySection } from './library/history-section.tsx'
import { LibrarySection } from './library/library-section.tsx'
import { RunBar } from './run/run-bar.tsx'
import { RunsSection } from './run/runs-section.tsx'
import { keepUnsent, readUnsent } from './run/unsent.ts'
import { familyOf, guestKey, useChecks } from './targets/preflight.ts'
import { TargetsSection } from './targets/targets-section.tsx'

const noProblems: ReadonlyMap<string, string> = new Map()

/** Runs a command in the guests of many VMs, at `/guest`; `?system=&vm=` chooses one VM. */
export function GuestPage(): ReactNode {
  useChosenByAddress()
  const targets = useGuestTargets()
  const { found } = useChecks()
  const [problems, setProblems] = useState(noProblems)
  const [, setParams] = useSearchParams()
  const families = useMemo(
    () => new Set(targets.map((target) => familyOf(target, found.get(guestKey(target))))),
    [targets, found],
  )
  return (
    <div className={classes.page}>
      <PageHeader title="Guest processes" />
      <UnsentNote />
      <div className={classes.columns}>
        <div className={classes.stack}>
          <TargetsSection />
          <CredentialsSection targets={targets} />
        </div>
        <CommandSection families={families} problems={problems} />
      </div>
      <Section title="Start">
        <RunBar
          targets={targets}
          onProblems={setProblems}
          onStarted={(batch) => setParams({ run: batch }, { replace: true })}
        />
      </Section>
      <RunsSection />
      <LibrarySection />
      <HistorySection />
    </div>
  )
}

/** Takes the VM of the address among the chosen ones, once the inventory knows it. */
function useChosenByAddress(): void {
  const [params, setParams] = useSearchParams()
  const system = params.get('system') ?? ''
  const vm = params.get('vm') ?? undefined
  const row = useRow(system, vm)
  useEffect(() => {
    if (row?.kind !== 'vm') return
    const { name, id } = row
    if (!currentGuestTargets().some((each) => each.system === system && each.id === id))
      chooseGuests([{ system, id, name }])
    setParams({}, { replace: true })
  }, [row, system, setParams])
}

/** What a reload has left undone: its command went with the page. */
function UnsentNote(): ReactNode {
  const [unsent, setUnsent] = useState(readUnsent)
  if (unsent.length === 0) return null
  const done = () => {
    keepUnsent([])
    setUnsent([])
  }
  return (
    <NoticeBox title="Not started before the reload">
      <Text size="sm">
        {unsent.length === 1 ? '1 VM was' : `${unsent.length} VMs were`} still waiting when the page was
        reloaded: nothing was started there. Commands and credentials are not kept over a reload.
      </Text>
      <Group gap="xs" mt={6}>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            chooseGuests(unsent.filter(({ system, id }) => currentInventory().row(system, id) !== undefined))
            done()
          }}
        >
          Choose these VMs
        </Button>
        <Button size="compact-sm" variant="default" onClick={done}>
          Close
        </Button>
      </Group>
    </NoticeBox>
  )
}

import { Button, Popover } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { api, faultOf } from '../../../client/api.ts'
import { CredentialForm } from '../access/credential-form.tsx'
import { credentialsFor, markRefused } from '../credentials.ts'
import { loginFailed } from './item.ts'
import { runner } from './page-runner.ts'
import { type RunRow, rowFailed, rowOpen } from './rows.ts'

/** Ends the program of a row, whoever started it. */
export function cancelRow({ item, run }: RunRow): void {
  if (item !== undefined) runner.cancel(item.id)
  // What is not ended says so in the row by itself.
  else if (run !== undefined)
    void api.guest.terminate({ system: run.system, id: run.id }).catch(() => undefined)
}

/** What can be done about one guest of a run. */
export function RowButtons({ row }: { row: RunRow }): ReactNode {
  const { name, item, run } = row
  if (run?.lost === true) return <GoOn row={row} />
  if (rowOpen(row) && item?.state !== 'no-credentials') {
    return (
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`Cancel ${name}`}
        onClick={() => cancelRow(row)}
      >
        Cancel
      </Button>
    )
  }
  if (item === undefined || !rowFailed(row)) return null
  if (item.state === 'no-credentials' || loginFailed(item)) return <OtherCredentials row={row} />
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={`Retry ${name}`}
      onClick={() => runner.retry(item.id)}
    >
      Retry
    </Button>
  )
}

/** Credentials for this one VM, and another attempt with them. */
function OtherCredentials({ row: { name, system, vm, item } }: { row: RunRow }): ReactNode {
  return (
    <Ask button="Credentials…" title={`Credentials for ${name}`} system={system} vm={vm}>
      {() => {
        if (item !== undefined) runner.retry(item.id)
      }}
    </Ask>
  )
}

/** Follows a program again whose credentials were lost or refused on the way. */
function GoOn({ row: { name, system, vm, run, item } }: { row: RunRow }): ReactNode {
  const [wrong, setWrong] = useState<string>()
  if (run?.pid === undefined) return null
  const { id, batch, pid, family } = run
  const resume = () => {
    const kept = credentialsFor({ system, vm, family: item?.target.family ?? family })
    if (kept === undefined) return
    setWrong(undefined)
    const options = { capture: false, keepBytes: 1024 ** 2 }
    api.guest.resume({ system, vm, id, batch, pid, auth: kept.auth, options }).catch((error: unknown) => {
      const fault = faultOf(error)
      if (fault.kind === 'forbidden') markRefused(kept, fault.message)
      setWrong(fault.message)
    })
  }
  return (
    <Ask button="Go on" title={`Go on with ${name}`} system={system} vm={vm} problem={wrong}>
      {resume}
    </Ask>
  )
}

function Ask(props: {
  button: string
  title: string
  system: string
  vm: string
  problem?: string | undefined
  children: () => void
}): ReactNode {
  const { button, title, system, vm, problem, children: onKept } = props
  const [opened, setOpened] = useState(false)
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={320}
      trapFocus
      returnFocus
      withinPortal
      position="bottom-end"
    >
      <Popover.Target>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={title}
          title={problem}
          onClick={() => setOpened(!opened)}
        >
          {button}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={title}>
        <CredentialForm
          scopes={[{ scope: { for: 'vm', system, vm }, label: title }]}
          each={[{ for: 'vm', system, vm }]}
          onKept={() => {
            setOpened(false)
            onKept()
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

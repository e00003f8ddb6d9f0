import { Button, Loader, Modal, NumberInput, PasswordInput, Radio, Stack, Text } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { FaultInfo } from '../../contract/fault.ts'
import type { ConsoleTicket } from '../../contract/vm.ts'
import { api, faultOf } from '../client/api.ts'
import { useVmDetail } from '../client/use-detail.ts'
import { FaultAlert } from '../ui/fault-alert.tsx'
import { NoticeBox } from '../ui/notice-box.tsx'
import { useNow } from '../ui/use-now.ts'
import classes from './actions.module.css'
import { type ConsoleDraft, consoleNames, consoleRequest } from './console-options.ts'
import { TicketView } from './console-ticket.tsx'
import { LeaveQuestion, useLeave } from './leave.tsx'
import { consoleOffer } from './offers.ts'
import type { Target } from './request.ts'
import { useTarget } from './use-target.ts'

/**
 * A way into the console of a VM. The ticket lives in this dialog alone, no longer than it is good for: in no cache, no
 * storage and no URL of the page.
 */
export function ConsoleDialog(props: { target: Target; onClose: () => void }): ReactNode {
  const { target, onClose } = props
  const { system, machine } = useTarget(target)
  const detail = useVmDetail(target.system, target.id, machine, system !== undefined)
  const kinds = detail.data?.consoles ?? []
  const [draft, setDraft] = useState<ConsoleDraft>({ kind: '', expirySeconds: '', value: '' })
  const [tried, setTried] = useState(false)
  const { ticket, fault, busy, expired, ask } = useTicket(target)
  const body = useRef<HTMLFormElement>(null)
  // What a ticket was made of is of no use any more.
  const leave = useLeave(ticket === undefined && (draft.expirySeconds !== '' || draft.value !== ''), onClose)

  const kind = draft.kind !== '' && kinds.includes(draft.kind) ? draft.kind : (kinds[0] ?? '')
  const request = consoleRequest({ ...draft, kind })
  const errors = tried ? request.errors : undefined
  const offer = system === undefined || machine === undefined ? undefined : consoleOffer(machine, system)
  const refused = offer === undefined || offer === true ? undefined : offer

  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (leave.asking) return
    setTried(true)
    if (request.options !== undefined && refused === undefined) void ask(request.options)
  }

  // What is wrong is marked by now.
  useEffect(() => {
    if (tried) body.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [tried])

  return (
    <Modal
      opened
      onClose={leave.leave}
      title={`Open console: ${target.name}`}
      closeOnClickOutside={ticket === undefined}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0 }}
    >
      <form ref={body} onSubmit={onSubmit} noValidate>
        <Stack gap="sm">
          {refused === undefined ? null : <NoticeBox title="Not possible now">{refused}</NoticeBox>}
          {fault === undefined ? null : <FaultAlert fault={fault} />}
          {detail.fault === undefined ? null : <FaultAlert fault={detail.fault} onRetry={detail.retry} />}
          {detail.data !== undefined || detail.fault !== undefined ? null : (
            <Loader size="sm" aria-label={`Reading ${target.name}`} />
          )}
          {detail.data !== undefined && kinds.length === 0 ? (
            <Text size="sm" role="status">
              {system?.name ?? target.system} tells of no console for this VM now.
            </Text>
          ) : null}
          {kinds.length === 0 ? null : (
            <Radio.Group
              label="Console"
              value={kind}
              error={errors?.get('kind')}
              onChange={(value) =>
                setDraft((old) => ({ ...old, kind: kinds.find((each) => each === value) ?? '' }))
              }
            >
              <Stack gap={6} mt={4}>
                {kinds.map((each) => (
                  <Radio key={each} value={each} label={consoleNames[each]} />
                ))}
              </Stack>
            </Radio.Group>
          )}
          {system?.kind === 'ovirt' && kinds.length > 0 ? (
            <>
              <NumberInput
                label="Life of the ticket, in seconds"
                description="Within it the console must be opened. Empty leaves it to the engine."
                value={draft.expirySeconds}
                error={errors?.get('expirySeconds')}
                clampBehavior="none"
                allowNegative={false}
                allowDecimal={false}
                onChange={(expirySeconds) => setDraft((old) => ({ ...old, expirySeconds }))}
              />
              <PasswordInput
                label="Own password"
                description="At most 8 characters. Empty has the engine make one, which is safer."
                autoComplete="new-password"
                visibilityToggleButtonProps={{ 'aria-label': 'Show own password' }}
                value={draft.value}
                error={errors?.get('value')}
                onChange={({ currentTarget: { value } }) => setDraft((old) => ({ ...old, value }))}
              />
            </>
          ) : null}
          {expired ? (
            <NoticeBox live title="The ticket is no longer good">
              Ask for another one.
            </NoticeBox>
          ) : null}
          {ticket === undefined ? null : <TicketView ticket={ticket} />}
        </Stack>
        {leave.asking ? (
          <LeaveQuestion leave={leave} onClose={onClose} />
        ) : (
          <div className={classes.foot}>
            <div className={classes.ways}>
              <Button variant="default" size="sm" onClick={onClose}>
                Close
              </Button>
              <Button type="submit" size="sm" loading={busy} disabled={kind === '' || refused !== undefined}>
                {ticket === undefined ? 'Get ticket' : 'Get another ticket'}
              </Button>
            </div>
          </div>
        )}
      </form>
    </Modal>
  )
}

interface Ticket {
  ticket: ConsoleTicket | undefined
  fault: FaultInfo | undefined
  busy: boolean
  expired: boolean
  ask: (options: NonNullable<ReturnType<typeof consoleRequest>['options']>) => Promise<void>
}

function useTicket({ system, id }: Target): Ticket {
  const [ticket, setTicket] = useState<ConsoleTicket>()
  const [fault, setFault] = useState<FaultInfo>()
  const [busy, setBusy] = useState(false)
  const [expired, setExpired] = useState(false)
  const now = useNow()

  // Forgotten as soon as it opens nothing any more.
  if (ticket?.expiresAt !== undefined && ticket.expiresAt <= now) {
    setTicket(undefined)
    setExpired(true)
  }

  const ask: Ticket['ask'] = async (options) => {
    setBusy(true)
    setFault(undefined)
    setExpired(false)
    setTicket(undefined)
    try {
      setTicket(await api.vms.console({ system, vm: id, options }))
    } catch (error) {
      setFault(faultOf(error))
    }
    setBusy(false)
  }
  return { ticket, fault, busy, expired, ask }
}

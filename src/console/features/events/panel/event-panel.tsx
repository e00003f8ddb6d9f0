import { ActionIcon, Button, CopyButton, VisuallyHidden } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { eventKey, type LogEvent } from '../../../../contract/events/event.ts'
import { ChevronDownIcon, CloseIcon, CopyIcon, lineIcon } from '../../../ui/icons.tsx'
import { Meaning } from '../explain/meaning.tsx'
import { useTypeNames } from '../list/type-names.ts'
import { Around } from './around.tsx'
import { Belongs } from './belongs.tsx'
import { EventFacts } from './event-facts.tsx'
import classes from './panel.module.css'

const ChevronUpIcon = lineIcon(<path d="m4 10 4-4 4 4" />)

interface EventPanelProps {
  event: LogEvent
  /** Times of UTC instead of the reader's zone. */
  utc: boolean
  onClose(): void
  /** Opens another entry: it need not be among the rows of the page. */
  onShow(event: LogEvent): void
  /** Goes to the row above (-1) or below (1); absent where there is none. */
  onStep?: ((by: -1 | 1) => void) | undefined
}

/** What is known of one entry: what it says, what that means, what it belongs to, and what happened around it. */
export function EventPanel(props: EventPanelProps): ReactNode {
  const { event, utc, onClose, onShow, onStep } = props
  const key = eventKey(event)
  const names = useTypeNames(useSame([event.system]))
  const title = names.of(event.system, event.type)?.name ?? event.type
  const heading = useRef<HTMLHeadingElement>(null)
  const head = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another entry was opened, and is read from its name on
  useEffect(() => {
    body.current?.scrollTo(0, 0)
    // Who steps from entry to entry stays on the button.
    if (head.current?.contains(document.activeElement) !== true)
      heading.current?.focus({ preventScroll: true })
  }, [key])

  const close = () => {
    onClose()
    requestAnimationFrame(() => {
      // Its row may be out of sight by now: then where the tab key enters the list.
      const rows = `[role="row"][data-row="${CSS.escape(key)}"]`
      const row =
        document.querySelector<HTMLElement>(rows) ??
        document.querySelector<HTMLElement>('[role="row"][data-row][tabindex="0"]')
      row?.focus({ preventScroll: true })
    })
  }
  const onKeyDown = (press: KeyboardEvent) => {
    if (press.key !== 'Escape' || press.defaultPrevented) return
    press.preventDefault()
    close()
  }

  return (
    <section className={classes.panel} aria-label="Event" onKeyDown={onKeyDown}>
      <div className={classes.head} ref={head}>
        <h2 className={classes.title} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {onStep === undefined ? null : (
          <>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label="Previous event"
              title="Previous event"
              onClick={() => onStep(-1)}
            >
              <ChevronUpIcon />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label="Next event"
              title="Next event"
              onClick={() => onStep(1)}
            >
              <ChevronDownIcon />
            </ActionIcon>
          </>
        )}
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Close event"
          title="Close event"
          onClick={close}
        >
          <CloseIcon />
        </ActionIcon>
      </div>
      <VisuallyHidden role="status">{`${title}: ${event.message}`}</VisuallyHidden>
      <div className={classes.body} ref={body}>
        <p className={classes.message}>{event.message || 'It says nothing in words.'}</p>
        <EventFacts event={event} utc={utc} />
        {event.raw === undefined ? null : (
          <>
            <p className={classes.text}>It could not be read in full. As it came:</p>
            <pre className={classes.raw}>{event.raw}</pre>
          </>
        )}
        <CopyButton value={JSON.stringify(event, undefined, 2)} timeout={2000}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" leftSection={<CopyIcon size={14} />} onClick={copy}>
              {copied ? 'Copied' : 'Copy as JSON'}
            </Button>
          )}
        </CopyButton>
        <Part title="What it means">
          <Meaning event={event} names={names} />
        </Part>
        <Part title="Belongs together">
          <Belongs key={key} event={event} utc={utc} onShow={onShow} />
        </Part>
        <Part title="Around it">
          <Around key={key} event={event} utc={utc} onShow={onShow} />
        </Part>
      </div>
    </section>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section className={classes.part} aria-label={title}>
      <h3 className={classes.partTitle}>{title}</h3>
      {children}
    </section>
  )
}

/** The same list for as long as it holds the same. */
function useSame(list: readonly string[]): readonly string[] {
  const last = useRef(list)
  if (last.current.join('\n') !== list.join('\n')) last.current = list
  return last.current
}

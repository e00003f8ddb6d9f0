import { Menu, VisuallyHidden } from '@mantine/core'
import { Fragment, type ReactNode, useEffect, useId, useMemo } from 'react'
import { useNavigate } from 'react-router'
import type { VerbGroup } from '../../contract/actions/verbs.ts'
import { currentInventory, useInventoryList } from '../client/inventory.ts'
import { useSystems } from '../client/systems.ts'
import classes from './actions.module.css'
import { cloneOffer, cloneOfferOfMany, clonePath } from './clone-offer.ts'
import { chooseGuests, guestOffer, guestOfferOfMany, guestPath } from './guest-offer.ts'
import { consoleOffer, type Offer, offersOf, offersOfMany, type Placed } from './offers.ts'
import { closeActionMenu, type OpenMenu, requestAction, requestConsole, type Target } from './request.ts'

const groups: Record<VerbGroup, string> = {
  power: 'Power',
  guest: 'Guest',
  snapshots: 'Snapshots',
  placement: 'Placement',
  settings: 'Settings',
  export: 'Export',
  removal: 'Removal',
}

const lateGroups: ReadonlySet<VerbGroup> = new Set<VerbGroup>(['settings', 'export', 'removal'])

/** The menu that was asked for, beside what it was opened with; it goes where that goes. */
export function ActionMenu({ menu }: { menu: OpenMenu }): ReactNode {
  const { targets, anchor } = menu
  const [only] = targets
  const name = targets.length === 1 && only !== undefined ? only.name : `${targets.length} machines`

  const close = () => {
    closeActionMenu()
    if (anchor.isConnected) anchor.focus({ preventScroll: true })
  }

  useEffect(() => {
    anchor.setAttribute('aria-expanded', 'true')
    window.addEventListener('resize', closeActionMenu)
    return () => {
      anchor.setAttribute('aria-expanded', 'false')
      window.removeEventListener('resize', closeActionMenu)
    }
  }, [anchor])

  const place = useMemo(() => placeBeside(anchor.getBoundingClientRect(), window.innerHeight), [anchor])
  const { left, top, width, height } = place
  return (
    <Menu
      key={`${left} ${top}`}
      opened
      onClose={close}
      // The button itself toggles; a click on it must not close the menu first.
      clickOutsideEvents={['mousedown', 'touchstart']}
      closeOnClickOutside={false}
      position={place.position}
      middlewares={{ flip: false, shift: true }}
      offset={2}
      returnFocus={false}
      withInitialFocusPlaceholder={false}
      closeOnItemClick={false}
      transitionProps={{ duration: 0 }}
      loop
      // What scrolls must be reachable.
      menuItemTabIndex={0}
    >
      <Menu.Target>
        <span className={classes.anchor} style={{ left, top, width, height }} aria-hidden="true">
          <VisuallyHidden>Actions for {name}</VisuallyHidden>
        </span>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu} style={{ maxHeight: place.room }} data-action-menu>
        <Outside anchor={anchor} onOutside={closeActionMenu} onEscape={close} />
        {targets.length === 1 && only !== undefined ? (
          <OneTarget target={only} close={close} />
        ) : (
          <ManyTargets targets={targets} close={close} />
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

/** So many pixels stay free between menu and edge. */
const margin = 8
/** More than this, pixels, no menu wants. */
const enough = 560

/** Below where there is room for most menus, else on the side with more of it; never past the edge. */
function placeBeside(
  { left, top, width, height, bottom }: DOMRect,
  viewport: number,
): {
  left: number
  top: number
  width: number
  height: number
  position: 'bottom-end' | 'top-end'
  room: number
} {
  const below = viewport - bottom - margin
  const above = top - margin
  const down = below >= enough / 2 || below >= above
  return {
    left,
    top,
    width,
    height,
    position: down ? 'bottom-end' : 'top-end',
    room: Math.min(enough, down ? below : above),
  }
}

/** Presses elsewhere, and scrolling, close the menu, and what was pressed keeps the focus; so does Escape, wherever that is. */
function Outside(props: { anchor: HTMLElement; onOutside: () => void; onEscape: () => void }): ReactNode {
  const { anchor, onOutside, onEscape } = props
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') onEscape()
    }
    const onPress = (event: Event) => {
      const { target } = event
      if (!(target instanceof Node) || anchor.contains(target)) return
      if (target instanceof Element && target.closest('[data-action-menu]') !== null) return
      onOutside()
    }
    document.addEventListener('mousedown', onPress)
    document.addEventListener('touchstart', onPress)
    document.addEventListener('wheel', onPress, { passive: true })
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('mousedown', onPress)
      document.removeEventListener('touchstart', onPress)
      document.removeEventListener('wheel', onPress)
    }
  }, [anchor, onOutside, onEscape])
  return null
}

function OneTarget({ target, close }: { target: Target; close: () => void }): ReactNode {
  const navigate = useNavigate()
  const [row] = useInventoryList((inventory) => [inventory.row(target.system, target.id)])
  const system = useSystems().find(({ id }) => id === target.system)
  if (system === undefined || (row?.kind !== 'vm' && row?.kind !== 'template')) {
    return <Refusal title="No actions" reason={`${target.name} is not in the inventory any more.`} first />
  }
  const console = consoleOffer(row, system)
  const clone = cloneOffer(system)
  const guest = guestOffer(row, system)
  return (
    <Offers
      guest={
        guest === undefined
          ? undefined
          : {
              allowed: guest,
              onChoose: () => {
                close()
                chooseGuests([target])
                void navigate(guestPath)
              },
            }
      }
      clone={
        clone === undefined
          ? undefined
          : {
              allowed: clone,
              onChoose: () => {
                close()
                void navigate(clonePath(target))
              },
            }
      }
      offers={offersOf(row, system)}
      nothing={`Gantry can do nothing to it on ${system.name}.`}
      onChoose={({ verb }) => {
        close()
        requestAction({ verb, targets: [target] })
      }}
      console={
        console === undefined
          ? undefined
          : {
              allowed: console,
              onChoose: () => {
                close()
                requestConsole(target)
              },
            }
      }
    />
  )
}

/** More than so many are looked at once: to follow them all is dear, and the plan that comes next looks again. */
const mostFollowed = 500
const none: readonly Target[] = []

function ManyTargets({ targets, close }: { targets: readonly Target[]; close: () => void }): ReactNode {
  const systems = useSystems()
  const navigate = useNavigate()
  const followed = targets.length <= mostFollowed ? targets : none
  const rows = useInventoryList((inventory) => followed.map(({ system, id }) => inventory.row(system, id)))
  const { offers, guest } = useMemo(() => {
    const inventory = currentInventory()
    const placed = targets.flatMap(({ system: systemId, id }, index): Placed[] => {
      const machine = rows.length > 0 ? rows[index] : inventory.row(systemId, id)
      const system = systems.find((each) => each.id === systemId)
      if (system === undefined || (machine?.kind !== 'vm' && machine?.kind !== 'template')) return []
      return [{ machine, system }]
    })
    return { offers: offersOfMany(placed), guest: guestOfferOfMany(placed) }
  }, [targets, systems, rows])
  const clone = cloneOfferOfMany(systems)
  return (
    <Offers
      offers={offers}
      clone={clone === undefined ? undefined : { allowed: clone, onChoose: () => {} }}
      guest={
        guest === undefined
          ? undefined
          : {
              allowed: guest,
              onChoose: () => {
                close()
                chooseGuests(targets.filter(({ kind }) => kind === 'vm'))
                void navigate(guestPath)
              },
            }
      }
      nothing="Gantry can do nothing to these."
      onChoose={({ verb }) => {
        close()
        requestAction({ verb, targets })
      }}
      console={undefined}
    />
  )
}

function Offers(props: {
  offers: readonly Offer[]
  nothing: string
  onChoose: (offer: Offer) => void
  console: { allowed: true | string; onChoose: () => void } | undefined
  clone: { allowed: true | string; onChoose: () => void } | undefined
  guest: { allowed: true | string; onChoose: () => void } | undefined
}): ReactNode {
  const { offers, onChoose, console, clone, guest } = props
  if (offers.length === 0 && clone === undefined && guest === undefined)
    return <Refusal title="No actions" reason={props.nothing} first />
  // Copies stand before what changes or ends the machine itself.
  const late = offers.findIndex(({ group }) => lateGroups.has(group))
  const cloneAt = clone === undefined ? -1 : late < 0 ? offers.length : late
  const lines: ReactNode[] = offers.map((offer, index) => {
    const { verb, group, title, allowed } = offer
    const before = offers[index - 1]?.group
    const next = offers[index + 1]?.group
    return (
      <Fragment key={verb}>
        {group === before ? null : (
          <>
            {index === 0 ? null : <Menu.Divider />}
            <Menu.Label>{groups[group]}</Menu.Label>
          </>
        )}
        <Item
          title={title}
          allowed={allowed}
          first={index === 0 && cloneAt !== 0}
          onChoose={() => onChoose(offer)}
        />
        {group === 'power' && next !== 'power' && console !== undefined ? (
          <Item title="Open console" allowed={console.allowed} first={false} onChoose={console.onChoose} />
        ) : null}
        {group === 'guest' && next !== 'guest' && guest !== undefined ? <RunInGuests guest={guest} /> : null}
      </Fragment>
    )
  })
  if (guest !== undefined && !offers.some(({ group }) => group === 'guest')) {
    lines.push(
      <Fragment key="guest">
        {offers.length === 0 ? null : <Menu.Divider />}
        <Menu.Label>{groups.guest}</Menu.Label>
        <RunInGuests guest={guest} />
      </Fragment>,
    )
  }
  if (clone !== undefined) {
    lines.splice(
      cloneAt,
      0,
      <Fragment key="clone">
        {cloneAt === 0 ? null : <Menu.Divider />}
        <Menu.Label>Copies</Menu.Label>
        <Item title="Clone…" allowed={clone.allowed} first={cloneAt === 0} onChoose={clone.onChoose} />
        {cloneAt === 0 && offers.length > 0 ? <Menu.Divider /> : null}
      </Fragment>,
    )
  }
  return lines
}

function RunInGuests({ guest }: { guest: { allowed: true | string; onChoose: () => void } }): ReactNode {
  return <Item title="Run in guests…" allowed={guest.allowed} first={false} onChoose={guest.onChoose} />
}

/**
 * What is refused can be reached by the keys like the rest, so that its reason is heard; it does nothing. The same element
 * in both cases: it keeps the focus when the state of the machine changes under an open menu.
 */
function Item(props: {
  title: string
  allowed: true | string
  first: boolean
  onChoose: () => void
}): ReactNode {
  const { title, allowed, first, onChoose } = props
  const id = useId()
  const refused = allowed === true ? undefined : allowed
  return (
    <Menu.Item
      className={classes.item}
      {...(refused === undefined
        ? { onClick: onChoose }
        : { 'aria-disabled': true, 'aria-label': title, 'aria-describedby': id })}
      {...(first ? { 'data-autofocus': true } : {})}
    >
      <span className={classes.title}>{title}</span>
      {refused === undefined ? null : (
        <span className={classes.reason} id={id}>
          {refused}
        </span>
      )}
    </Menu.Item>
  )
}

function Refusal({ title, reason, first }: { title: string; reason: string; first: boolean }): ReactNode {
  return <Item title={title} allowed={reason} first={first} onChoose={() => {}} />
}

import { Button, Checkbox, Group, NumberInput, Text } from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'
import { type GuestTarget, guestRefusal } from '../../../actions/guest-offer.ts'
import { useSystems } from '../../../client/systems.ts'
import { commandTitle, currentCommandDraft, problemsOf, wholeCommandOf } from '../command/draft.ts'
import { fillFor, valuesOf } from '../command/fill.ts'
import { useCredentials } from '../credentials.ts'
import classes from '../guest.module.css'
import { checkGuests, currentChecks, familyOf, guestKey, useChecks, vmRowOf } from '../targets/preflight.ts'
import { runner, useLimit } from './page-runner.ts'
import { mostAtOnce } from './runner.ts'

/** Starts the command in all chosen guests that are ready, at a pace that is set here. */
export function RunBar(props: {
  targets: readonly GuestTarget[]
  onProblems: (problems: ReadonlyMap<string, string>) => void
  onStarted: (batch: string) => void
}): ReactNode {
  const { targets, onProblems, onStarted } = props
  const [canary, setCanary] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const [checking, setChecking] = useState(false)
  const going = useRef(false)
  const { found } = useChecks()
  const { kept } = useCredentials()
  const systems = useSystems()
  const used = systems.filter(
    (each) => guestRefusal(each) === undefined && targets.some(({ system }) => system === each.id),
  )
  const able = targets.filter((target) => {
    const ready = found.get(guestKey(target))?.ready
    return ready === true || ready === undefined
  })

  const run = async () => {
    const draft = currentCommandDraft()
    const problems = problemsOf(draft)
    onProblems(problems)
    if (problems.size > 0) {
      setWrong(`Not run yet: ${[...problems.values()][0] ?? ''}`)
      return
    }
    if (kept.size === 0) {
      setWrong('Not run yet: enter credentials for these guests.')
      return
    }
    setWrong(undefined)
    const unchecked = targets.filter((target) => !currentChecks().found.has(guestKey(target)))
    setChecking(true)
    await checkGuests(unchecked)
    setChecking(false)
    const whole = wholeCommandOf(draft)
    const batch = runner.start({
      title: commandTitle(whole.command),
      typed: whole,
      canary,
      targets: targets.map((target) => {
        const readiness = currentChecks().found.get(guestKey(target))
        const family = familyOf(target, readiness)
        const place = { system: target.system, vm: target.id, name: target.name, family }
        if (readiness !== undefined && readiness.ready !== true)
          return { target: place, refusal: readiness.ready }
        return {
          target: place,
          ...fillFor(whole.command, valuesOf(vmRowOf(target), target.name, whole.parameters), family),
        }
      }),
    })
    onStarted(batch)
  }

  return (
    <div className={classes.bar}>
      <Button
        disabled={able.length === 0}
        loading={checking}
        onClick={() => {
          // Two clicks are one intent.
          if (going.current) return
          going.current = true
          void run().finally(() => {
            going.current = false
          })
        }}
      >
        Run on {able.length} {able.length === 1 ? 'VM' : 'VMs'}
      </Button>
      <Checkbox
        label="Canary: one VM first, the rest if it exits 0"
        pb={8}
        checked={canary}
        onChange={({ currentTarget }) => setCanary(currentTarget.checked)}
      />
      <Group gap="sm">
        {used.map(({ id, name }) => (
          <LimitField key={id} system={id} name={name} />
        ))}
      </Group>
      {wrong === undefined ? null : (
        <Text size="sm" c="red" role="alert" style={{ width: '100%' }}>
          {wrong}
        </Text>
      )}
    </div>
  )
}

function LimitField({ system, name }: { system: string; name: string }): ReactNode {
  const limit = useLimit(system)
  return (
    <NumberInput
      label={`At the same time on ${name}`}
      size="xs"
      w={230}
      min={1}
      max={mostAtOnce}
      allowDecimal={false}
      clampBehavior="strict"
      value={limit}
      onChange={(value) => {
        if (typeof value === 'number') runner.setLimit(system, value)
      }}
    />
  )
}

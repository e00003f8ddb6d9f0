import { type ReactNode, useId } from 'react'
import type { CloneStep } from '../../../../contract/clone/plan.ts'
import { CheckIcon, ErrorIcon, WarningIcon } from '../../../ui/icons.tsx'
import classes from '../clone.module.css'
import { type StepState, stateWords } from './findings.ts'

/** All steps with the state of each; `onGo` is absent while there is nothing to go to. */
export function StepList(props: {
  steps: readonly { id: CloneStep; title: string }[]
  current: CloneStep
  stateOf: (step: CloneStep) => StepState | undefined
  onGo: ((step: CloneStep) => void) | undefined
}): ReactNode {
  const { steps, current, stateOf, onGo } = props
  return (
    <nav aria-label="Steps">
      <ol className={classes.steps}>
        {steps.map(({ id, title }, index) => (
          <li key={id}>
            <StepButton
              title={title}
              number={index + 1}
              state={stateOf(id)}
              current={id === current}
              onGo={onGo === undefined ? undefined : () => onGo(id)}
            />
          </li>
        ))}
      </ol>
    </nav>
  )
}

function StepButton(props: {
  title: string
  number: number
  state: StepState | undefined
  current: boolean
  onGo: (() => void) | undefined
}): ReactNode {
  const { title, number, state, current, onGo } = props
  const id = useId()
  const words = state === undefined ? (current ? 'open' : 'not reached') : stateWords(state, current)
  return (
    <button
      type="button"
      className={classes.step}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-state`}
      disabled={onGo === undefined && !current}
      onClick={onGo}
      {...(current ? { 'aria-current': 'step' } : {})}
    >
      <StepMark number={number} state={state} current={current} />
      <span>
        <span className={classes.stepTitle} id={`${id}-title`}>
          {title}
        </span>
        <span className={classes.stepState} id={`${id}-state`}>
          {words}
        </span>
      </span>
    </button>
  )
}

function StepMark(props: { number: number; state: StepState | undefined; current: boolean }): ReactNode {
  const { number, state, current } = props
  const reached = state?.reached === true
  if (reached && state.errors > 0) return <ErrorIcon size={20} className={`${classes.mark} ${classes.bad}`} />
  if (reached && state.warnings > 0)
    return <WarningIcon size={20} className={`${classes.mark} ${classes.warn}`} />
  if (reached && !current) return <CheckIcon size={20} className={`${classes.mark} ${classes.good}`} />
  return (
    <span className={classes.number} aria-hidden="true">
      {number}
    </span>
  )
}

import { Button, Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { SystemState } from '../../../contract/system.ts'
import { cloneRefusal } from '../../actions/clone-offer.ts'
import { type Located, useObject } from '../../client/use-object.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import classes from './clone.module.css'
import { StepList } from './frame/step-list.tsx'
import { Wizard } from './frame/wizard-frame.tsx'
import { SourcePicker } from './source/source-picker.tsx'
import { steps } from './steps.ts'

const kinds = ['vm', 'template'] as const

/**
 * Makes copies of a VM, template or snapshot, at `/clone?system=&vm=&snapshot=`; without a source it lets one be chosen.
 * The open step stands in the URL as `step`.
 */
export function ClonePage(): ReactNode {
  const [params] = useSearchParams()
  const system = params.get('system')
  const vm = params.get('vm')
  if (system === null || vm === null || vm === '') return <WithoutSource />
  return <WithSource key={`${system}/${vm}`} systemId={system} vm={vm} />
}

function WithoutSource(): ReactNode {
  return (
    <div className={classes.page}>
      <PageHeader title="Clone" />
      <StepList steps={steps} current="source" stateOf={() => undefined} onGo={undefined} />
      <SourcePicker />
    </div>
  )
}

function WithSource({ systemId, vm }: { systemId: string; vm: string }): ReactNode {
  const located = useObject(systemId, vm, kinds)
  const ready = located.state === 'present' || located.state === 'removed' || located.state === 'absent'
  const refusal = ready ? cloneRefusal(located.system) : undefined
  if (!ready || refusal !== undefined) {
    return (
      <>
        <PageHeader title="Clone" />
        {ready ? (
          <EmptyState title={`No copies on ${located.system.name}`} text={refusal}>
            <OtherSource />
          </EmptyState>
        ) : (
          <NotReady located={located} />
        )}
      </>
    )
  }
  const source = located.state === 'present' ? located.row : undefined
  return <Wizard system={located.system} vm={vm} source={source} removed={located.state === 'removed'} />
}

function NotReady({ located }: { located: Located<unknown> }): ReactNode {
  switch (located.state) {
    case 'signed-out':
      return <SignedOut system={located.system} />
    case 'no-system':
      return (
        <EmptyState title="No system with the name in this address is configured.">
          <OtherSource />
        </EmptyState>
      )
    default:
      return <Skeleton height={220} aria-hidden="true" />
  }
}

function SignedOut({ system }: { system: SystemState }): ReactNode {
  return (
    <EmptyState
      title={`Not signed in to ${system.name}`}
      text="Sign in to make copies there. What was filled in is kept."
    >
      <Button component={Link} to={`/systems#${encodeURIComponent(system.id)}`}>
        Sign in to {system.name}
      </Button>
    </EmptyState>
  )
}

function OtherSource(): ReactNode {
  return (
    <Button component={Link} to="/clone" variant="default">
      Choose another source
    </Button>
  )
}

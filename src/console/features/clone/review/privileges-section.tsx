import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ClonePrivilege } from '../../../../contract/clone/plan.ts'
import { StatusText } from '../../../ui/status-dot.tsx'
import { Part } from '../part.tsx'
import classes from './review.module.css'

/** The rights that the copies need: missing ones first, held ones behind a fold. */
export function PrivilegesSection({ privileges }: { privileges: readonly ClonePrivilege[] }): ReactNode {
  const missing = privileges.filter(({ held }) => held === false)
  const unsure = privileges.filter(({ held }) => held === undefined)
  const held = privileges.filter((each) => each.held === true)
  return (
    <Part title="Privileges">
      <Text size="sm">{sentence(missing.length, unsure.length, held.length)}</Text>
      {missing.length + unsure.length === 0 ? null : (
        <Table label="Privileges that are missing or not known" privileges={[...missing, ...unsure]} />
      )}
      {held.length === 0 ? null : (
        <details>
          <summary className={classes.fold}>Held: {held.length}</summary>
          <Table label="Privileges that are held" privileges={held} />
        </details>
      )}
    </Part>
  )
}

function sentence(missing: number, unsure: number, held: number): string {
  if (missing + unsure + held === 0) return 'This system does not tell which rights a copy needs.'
  if (missing > 0) return `${missing} of ${missing + unsure + held} needed rights are missing.`
  if (unsure > 0)
    return `The system did not say of ${unsure} of ${unsure + held} needed rights whether you hold them.`
  return held === 1
    ? 'You hold the one right that is needed.'
    : `You hold all ${held} rights that are needed.`
}

function Table({ label, privileges }: { label: string; privileges: readonly ClonePrivilege[] }): ReactNode {
  return (
    <div className={classes.wide}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">Privilege</th>
            <th scope="col">On</th>
            <th scope="col">Held</th>
          </tr>
        </thead>
        <tbody>
          {privileges.map(({ privilege, object, held }) => (
            <tr key={`${privilege} ${object.id ?? object.name}`}>
              <td>{privilege}</td>
              <td>{object.name}</td>
              <td>
                {held === undefined ? (
                  <StatusText tone="off">Not known</StatusText>
                ) : held ? (
                  <StatusText tone="ok">Held</StatusText>
                ) : (
                  <StatusText tone="error">Missing</StatusText>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

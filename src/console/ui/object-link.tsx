import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { InventoryRow } from '../../contract/inventory.ts'
import { type Inventory, useInventory } from '../client/inventory.ts'
import { objectPath } from '../client/links.ts'

/** Link to an object that is in the inventory, by its name. */
export function RowLink({ row }: { row: Pick<InventoryRow, 'kind' | 'system' | 'id' | 'name'> }): ReactNode {
  return (
    <Anchor component={Link} to={objectPath(row)} inherit>
      {row.name}
    </Anchor>
  )
}

/** Link to the object with this id; the bare name (or id) when the inventory does not know it. */
export function ObjectLink(props: { system: string; id: string; name?: string | undefined }): ReactNode {
  const row = useInventory().row(props.system, props.id)
  return row === undefined ? (props.name ?? props.id) : <RowLink row={row} />
}

/** Links to several objects, by name, one a line. */
export function ObjectLinks({ system, ids }: { system: string; ids: readonly string[] }): ReactNode {
  const inventory = useInventory()
  return (
    <>
      {sortedByName(inventory, system, ids).map((id) => (
        <div key={id} style={{ minHeight: 24 }}>
          <ObjectLink system={system} id={id} />
        </div>
      ))}
    </>
  )
}

function sortedByName(inventory: Inventory, system: string, ids: readonly string[]): string[] {
  const name = (id: string) => inventory.nameOf(system, id) ?? id
  return [...new Set(ids)].sort((a, b) => name(a).localeCompare(name(b), undefined, { numeric: true }))
}

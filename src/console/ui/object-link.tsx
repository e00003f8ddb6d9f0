import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { InventoryRow } from '../../contract/inventory.ts'
import { useInventoryList, useRow } from '../client/inventory.ts'
import { objectPath } from '../client/links.ts'

/** Link to an object that is in the inventory, by its name. `alone` where no text stands around it. */
export function RowLink(props: {
  row: Pick<InventoryRow, 'kind' | 'system' | 'id' | 'name'>
  alone?: boolean
}): ReactNode {
  const { row, alone = false } = props
  return (
    <Anchor component={Link} to={objectPath(row)} inherit underline={alone ? 'hover' : 'always'}>
      {row.name}
    </Anchor>
  )
}

/** Link to the object with this id; the bare name (or id) when the inventory does not know it. */
export function ObjectLink(props: { system: string; id: string; name?: string | undefined }): ReactNode {
  const row = useRow(props.system, props.id)
  return row === undefined ? (props.name ?? props.id) : <RowLink row={row} />
}

/** Links to several objects, by name, one a line. */
export function ObjectLinks(props: { system: string; ids: readonly string[] }): ReactNode {
  const { system } = props
  const ids = [...new Set(props.ids)]
  const names = useInventoryList((inventory) => ids.map((id) => inventory.nameOf(system, id) ?? id))
  const sorted = ids
    .map((id, index) => ({ id, name: names[index] ?? id }))
    .sort((a, b) => collator.compare(a.name, b.name))
  return (
    <>
      {sorted.map(({ id }) => (
        <div key={id} style={{ minHeight: 24 }}>
          <ObjectLink system={system} id={id} />
        </div>
      ))}
    </>
  )
}

const collator = new Intl.Collator(undefined, { numeric: true })

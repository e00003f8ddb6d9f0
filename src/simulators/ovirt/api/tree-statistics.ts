import type { Statistic } from '../engine/statistics.ts'
import { collection, type Resource } from './resource.ts'
import type { Shape, StatisticOwner } from './shape.ts'
import type { View } from './view.ts'

export function statisticCollection(
  view: View,
  shape: Shape,
  owner: StatisticOwner,
  sample: () => Statistic[],
): Resource {
  return collection<Statistic>(view, {
    root: 'statistics',
    item: 'statistic',
    items: sample,
    id: (it) => idOfName(it.name),
    render: (it) => shape.statistic(view, owner, idOfName(it.name), it),
  })
}

const ids = new Map<string, string>()

/** QUIRK(ovirt, rhev): the id of a statistic comes from its name and is the same on all objects, as recorded. */
export function idOfName(name: string): string {
  const known = ids.get(name)
  if (known !== undefined) return known
  let hex = ''
  for (let part = 0; part < 4; part += 1) {
    let hash = 2166136261 ^ part
    for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619)
    hex += (hash >>> 0).toString(16).padStart(8, '0')
  }
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-3${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
  ids.set(name, id)
  return id
}

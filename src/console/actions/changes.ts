import type { Machine } from '../../contract/actions/rules.ts'
import { formatBytes } from '../../contract/units.ts'

type NameOf = (id: string | undefined) => string | undefined

/** What changed between two looks at a machine, as far as it matters for actions: `Power: on → off`. */
export function changesBetween(before: Machine, after: Machine, nameOf: NameOf): string[] {
  const was = facts(before, nameOf)
  const is = facts(after, nameOf)
  return is.flatMap(([label, now], at) => {
    const then = was[at]?.[1]
    return then === now ? [] : [`${label}: ${then ?? 'none'} → ${now ?? 'none'}`]
  })
}

/** Label and value, always the same labels in the same order. */
function facts(machine: Machine, nameOf: NameOf): [string, string | undefined][] {
  const vm = machine.kind === 'vm' ? machine : undefined
  return [
    ['Name', machine.name],
    ['Kind', machine.kind === 'vm' ? 'VM' : 'template'],
    ['Power', vm?.power],
    ['Status', machine.status],
    ['Host', nameOf(machine.hostId)],
    ['Guest tools', vm?.tools],
    ['Connection', vm?.connected === false ? 'lost' : 'there'],
    ['Waits for an answer', vm?.question === true ? 'yes' : 'no'],
    ['Marks', vm?.traits === undefined || vm.traits.length === 0 ? undefined : vm.traits.join(', ')],
    ['CPUs', String(machine.cpus)],
    ['Memory', formatBytes(machine.memoryBytes)],
  ]
}

import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { PropertyList } from './property-list.tsx'

/** Further facts in the vendor's words. A label that comes more than once keeps all its values. */
export function FactList({ facts }: { facts: readonly { label: string; value: string }[] }): ReactNode {
  if (facts.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        The system reports no further facts.
      </Text>
    )
  }
  const values = new Map<string, string[]>()
  for (const { label, value } of facts) values.set(label, [...(values.get(label) ?? []), value])
  return <PropertyList properties={[...values].map(([label, all]) => ({ label, value: all.join('\n') }))} />
}

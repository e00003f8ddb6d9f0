import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { Section } from '../../ui/section.tsx'

/** A framed part of a step, its fields one below the other. */
export function Part({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <Section title={title}>
      <Stack gap="sm">{children}</Stack>
    </Section>
  )
}

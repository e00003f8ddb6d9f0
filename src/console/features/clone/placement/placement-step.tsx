import { Stack, Table, Text } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import { copiesTake } from '../../../../contract/clone/check-space.ts'
import { computeOf, freeOf, hostsOf } from '../../../../contract/clone/compute.ts'
import { settledPlace, sourceRow } from '../../../../contract/clone/place.ts'
import { spaceOf } from '../../../../contract/clone/space-findings.ts'
import { formatBytes, formatMhz } from '../../../../contract/units.ts'
import { Section } from '../../../ui/section.tsx'
import { StepFindings } from '../frame/step-findings.tsx'
import type { StepProps } from '../wizard.ts'
import { PlacementFields } from './placement-fields.tsx'

/** Where the copies go, with what is free there and what they will take. */
export function PlacementStep(props: StepProps): ReactNode {
  const { draft } = props
  const own = draft.copies.filter(({ placement }) =>
    Object.values(placement ?? {}).some((id) => id !== ''),
  ).length
  return (
    <Stack gap="md">
      <StepFindings step="placement" {...props} fields={['placement']} />
      {own === 0 ? null : (
        <Text size="sm">
          {own === 1 ? 'One copy has' : `${own} copies have`} a placement of {own === 1 ? 'its' : 'their'}{' '}
          own, in Copies.
        </Text>
      )}
      <PlacementFields step={props} />
      <Takes {...props} />
    </Stack>
  )
}

/** What the copies take, beside what is free where they go. */
function Takes({ legal, options, rows }: StepProps): ReactNode {
  const known = useMemo(() => {
    if (options === undefined) return undefined
    const place = settledPlace(rows, legal.placement, sourceRow(rows, legal))
    const seat = place.host ?? place.pool ?? place.cluster
    const hosts =
      place.host === undefined
        ? hostsOf(rows, seat === undefined ? undefined : computeOf(seat))
        : [place.host]
    return {
      take: copiesTake(legal, options),
      free: freeOf(hosts),
      where: (place.host ?? place.cluster ?? seat)?.name,
      space: spaceOf(legal, options, rows),
    }
  }, [legal, options, rows])
  if (known === undefined) return null
  const { take, free, where, space } = known
  return (
    <Section title="What the copies take">
      <Table.ScrollContainer minWidth={420}>
        <Table withRowBorders verticalSpacing={4} horizontalSpacing="sm" fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Of</Table.Th>
              <Table.Th>Copies take</Table.Th>
              <Table.Th>Free now</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Table.Tr>
              <Table.Td>CPU{where === undefined ? '' : `, ${where}`}</Table.Td>
              <Table.Td>{take.cpus} vCPU while they run</Table.Td>
              <Table.Td>{formatMhz(free.cpuMhz)}</Table.Td>
            </Table.Tr>
            <Table.Tr>
              <Table.Td>Memory{where === undefined ? '' : `, ${where}`}</Table.Td>
              <Table.Td>{formatBytes(take.memoryBytes)} while they run</Table.Td>
              <Table.Td>{formatBytes(free.memoryBytes)}</Table.Td>
            </Table.Tr>
            {space.map(({ datastoreId, name, freeBytes, takesBytes, atMostBytes }) => (
              <Table.Tr key={datastoreId}>
                <Table.Td>Space, {name}</Table.Td>
                <Table.Td>
                  {formatBytes(takesBytes)}
                  {atMostBytes > takesBytes ? `, at most ${formatBytes(atMostBytes)}` : ''}
                </Table.Td>
                <Table.Td>{formatBytes(freeBytes)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  )
}

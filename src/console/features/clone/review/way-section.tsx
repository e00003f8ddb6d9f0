import { Radio, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { type CloneWay, cloneWaySchema } from '../../../../contract/clone/order.ts'
import type { ClonePlan } from '../../../../contract/clone/plan.ts'
import { PropertyList } from '../../../ui/property-list.tsx'
import { Part } from '../part.tsx'
import type { StepProps } from '../wizard.ts'

/** Which way is taken and why; what the others cannot do, and how one of them is forced. */
export function WaySection({ found, draft, setDraft }: StepProps & { found: ClonePlan }): ReactNode {
  const taken = found.ways.find(({ way }) => way === found.way)
  const force = (value: string) => {
    const way = cloneWaySchema.safeParse(value).data
    setDraft(({ way: _, ...rest }) => (way === undefined ? rest : { ...rest, way }))
  }
  return (
    <Part title="Way">
      <PropertyList
        properties={[
          { label: 'Way', value: taken?.title ?? found.way },
          { label: 'Protocol', value: found.protocol },
          { label: 'Why', value: found.why },
        ]}
      />
      {found.ways.length < 2 && draft.way === undefined ? null : (
        <details open={draft.way !== undefined}>
          <summary style={{ cursor: 'pointer', minHeight: 24, fontSize: 'var(--mantine-font-size-sm)' }}>
            Other ways
          </summary>
          <Radio.Group
            label="Which way is taken"
            description="For experts: Gantry takes the one that can do all that is asked for."
            value={draft.way ?? 'auto'}
            onChange={force}
            data-field="way"
          >
            <Stack gap="xs" mt="xs">
              <Radio value="auto" label="Let Gantry choose" />
              {found.ways.map(({ way, title, possible }) => (
                <Radio
                  key={way}
                  value={way}
                  label={title}
                  description={possible === true ? 'Can do what is asked for.' : possible}
                  disabled={possible !== true && draft.way !== way}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Forced way={draft.way} taken={found.way} />
        </details>
      )}
    </Part>
  )
}

function Forced({ way, taken }: { way: CloneWay | undefined; taken: CloneWay }): ReactNode {
  if (way === undefined || way === taken) return null
  return (
    <Text size="sm" mt="xs" role="status">
      Asks again with the way that you chose …
    </Text>
  )
}

import { Alert, Anchor, Button, Group, Radio, Text } from '@mantine/core'
import { type ReactNode, useRef } from 'react'
import type { Customization } from '../../../../contract/clone/customization.ts'
import type { CloneFeature } from '../../../../contract/clone/options.ts'
import { CloudInitOptions } from '../../../actions/forms/cloud-init-options.tsx'
import { listAt } from '../../../actions/forms/draft-paths.ts'
import { ChoiceField } from '../../../actions/forms/fields.tsx'
import { SysprepOptions } from '../../../actions/forms/sysprep-options.tsx'
import { Part } from '../part.tsx'
import { formOf } from '../step-form.ts'
import type { CloneDraft, StepProps } from '../wizard.ts'
import { AdapterFields } from './adapter-fields.tsx'
import { hasText, newCustomization } from './customization-draft.ts'
import { LinuxFields } from './linux-fields.tsx'
import { keptCards, withCards } from './nic-draft.ts'
import { offered } from './offer.ts'
import { WindowsFields } from './windows-fields.tsx'

type Kind = Customization['kind']

const kinds: readonly { kind: Kind; feature: CloneFeature; label: string; description: string }[] = [
  {
    kind: 'stored',
    feature: 'customize-stored',
    label: 'A specification of the system',
    description: 'Kept by the vCenter under a name, with its passwords.',
  },
  {
    kind: 'linux',
    feature: 'customize-linux',
    label: 'Linux, filled in here',
    description: 'Needs VMware Tools or open-vm-tools in the guest.',
  },
  {
    kind: 'windows',
    feature: 'customize-windows',
    label: 'Windows, filled in here',
    description: 'By sysprep in the guest, which needs VMware Tools.',
  },
  {
    kind: 'cloud-init',
    feature: 'cloud-init',
    label: 'Cloud-init',
    description: 'For Linux guests with cloud-init installed, at their first start.',
  },
  {
    kind: 'sysprep',
    feature: 'sysprep',
    label: 'Sysprep',
    description: 'For Windows guests that were sealed with sysprep, at their first start.',
  },
]

/** What is changed inside the guests: nothing, a specification that the system keeps, or what is filled in here. */
export function CustomizationFields(props: StepProps): ReactNode {
  const { options, draft, setDraft } = props
  // What was filled in for another kind, for who changes their mind.
  const left = useRef(new Map<Kind, CloneDraft['customization']>())
  if (options === undefined) return null
  const { kind } = draft.customization
  const choices = kinds
    .map((each) => ({ ...each, ...offered(options, each.feature) }))
    .filter((each) => each.shown || each.kind === kind)
  const cards = keptCards(draft, options.nics).length
  const choose = (next: Kind) => {
    left.current.set(kind, draft.customization)
    const customization = left.current.get(next) ?? newCustomization(next, cards)
    setDraft((old) => ({ ...old, customization }))
  }
  return (
    <Part title="Customization of the guest">
      {choices.length === 0 ? (
        <Text size="sm">Guests cannot be customized here: each copy is inside as the source is.</Text>
      ) : (
        <Radio.Group
          label="In the guest"
          value={kind}
          data-field="customization.kind"
          // The radios' values are the kinds.
          onChange={(value) => choose(value as Kind)}
        >
          <div style={{ display: 'grid', gap: '0.5rem', marginTop: '0.375rem' }}>
            <Radio value="none" label="Nothing" description="Each copy is inside as the source is." />
            {choices.map(({ kind: value, label, description, refused }) => (
              <Radio
                key={value}
                value={value}
                label={label}
                description={refused ?? description}
                disabled={refused !== undefined && value !== kind}
              />
            ))}
          </div>
        </Radio.Group>
      )}
      <PerCopy {...props} />
      {kind === 'none' ? null : (
        <div style={{ display: 'grid', gap: '0.75rem', marginTop: '0.75rem' }}>
          <KindFields {...props} />
          {kind === 'linux' || kind === 'windows' ? <Adapters {...props} cards={cards} /> : null}
        </div>
      )}
    </Part>
  )
}

function KindFields(props: StepProps): ReactNode {
  const { draft } = props
  const form = formOf(props)
  switch (draft.customization.kind) {
    case 'none':
      return null
    case 'stored':
      return <StoredFields {...props} />
    case 'linux':
      return <LinuxFields form={form} />
    case 'windows':
      return <WindowsFields form={form} />
    case 'cloud-init':
      return <CloudInitOptions form={form} at="customization.options" />
    case 'sysprep':
      return <SysprepOptions form={form} at="customization.options" />
  }
}

function StoredFields(props: StepProps): ReactNode {
  const specs = props.options?.customizationSpecs ?? []
  if (typeof specs === 'string') return <Text size="sm">The specifications could not be read: {specs}</Text>
  return (
    <ChoiceField
      form={formOf(props)}
      path="customization.name"
      label="Specification"
      description={
        specs.length === 0 ? 'The system keeps none.' : 'As the system keeps it when the copy is made.'
      }
      choices={specs.map(({ name, os, description }) => {
        const detail = [os, description].filter((part) => part !== undefined && part !== '').join(' · ')
        return { id: name, name, ...(detail === '' ? {} : { detail }) }
      })}
      required
    />
  )
}

function Adapters({ cards, ...props }: StepProps & { cards: number }): ReactNode {
  const { draft, setDraft, options } = props
  const adapters = listAt(draft.customization, 'adapters')
  const kept = keptCards(draft, options?.nics ?? [])
  return (
    <>
      {adapters.length === cards ? null : (
        <Alert color="orange" variant="light" role="status" title="The cards do not match">
          <Text size="sm">
            Settings are filled in for {adapters.length} network cards, and the copies have {cards}.
          </Text>
          <Button size="xs" variant="default" mt={4} onClick={() => setDraft((old) => withCards(old, cards))}>
            Match the cards
          </Button>
        </Alert>
      )}
      {adapters.map((_, index) => (
        <AdapterFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a card of a guest is known by its place alone
          key={index}
          form={formOf(props)}
          index={index}
          name={kept[index]?.name ?? `Card ${index + 1}`}
          windows={draft.customization.kind === 'windows'}
        />
      ))}
    </>
  )
}

/** What the grid of copies says of single guests, and that it goes before what stands here. */
function PerCopy({ draft, goTo }: StepProps): ReactNode {
  const { copies, customization } = draft
  const named = copies.filter(({ hostName }) => hasText(hostName)).length
  const addressed = copies.filter(({ address }) => hasText(address)).length
  const any = named > 0 || addressed > 0
  if (customization.kind === 'none' && !any) return null
  const of = copies.length === 1 ? 'the copy' : `${copies.length} copies`
  return (
    <Group gap="xs" mt="sm">
      <Text size="sm">
        {customization.kind === 'none'
          ? 'The grid of copies holds host names or addresses, but nothing tells the guests of them: choose how.'
          : any
            ? `In the grid of copies, ${named} of ${of} have a host name of their own and ${addressed} an address; these go before what stands here.`
            : 'Host names and addresses of single copies can be filled in in the grid of copies; they go before what stands here.'}
      </Text>
      <Anchor component="button" type="button" size="sm" underline="always" onClick={() => goTo('copies')}>
        Open the grid
      </Anchor>
    </Group>
  )
}

import { type ReactNode, useState } from 'react'
import { errorAt, textAt } from '../../../actions/forms/draft-paths.ts'
import { ChoiceField, type DraftForm, TextField } from '../../../actions/forms/fields.tsx'
import classes from '../../../actions/forms/forms.module.css'

/** Fields that few need. */
const folded = ['ipv6', 'ipv6Gateways', 'dnsServers', 'dnsDomain', 'primaryWins', 'secondaryWins', 'netBios']

/** What one network card is told inside the guest. */
export function AdapterFields(props: {
  form: DraftForm
  index: number
  name: string
  windows: boolean
}): ReactNode {
  const { form, index, name, windows } = props
  const at = `customization.adapters.${index}`
  const [open, setOpen] = useState(false)
  // What is to be corrected must be in sight.
  const wrong = folded.some((key) => errorAt(form.errors, `${at}.${key}`) !== undefined)
  const fixed = textAt(form.draft, `${at}.ipv4`) === 'static'
  return (
    <fieldset className={classes.card}>
      <legend>In the guest: {name}</legend>
      <div className={classes.pair}>
        <ChoiceField
          form={form}
          path={`${at}.ipv4`}
          label={`IPv4 of ${name}`}
          description="How the card gets its address."
          choices={[
            { id: 'dhcp', name: 'DHCP' },
            { id: 'static', name: 'Static' },
            { id: 'none', name: 'None' },
          ]}
        />
        {fixed ? (
          <>
            <TextField
              form={form}
              path={`${at}.address`}
              label="IP address"
              description={
                index === 0 ? 'Empty where every copy has one of its own.' : 'The same in every copy.'
              }
              placeholder="192.0.2.5"
            />
            <TextField
              form={form}
              path={`${at}.netmask`}
              label="Netmask"
              description={index === 0 ? 'For copies without one of their own.' : 'Of this address.'}
              placeholder="255.255.255.0"
            />
            <TextField
              form={form}
              path={`${at}.gateways`}
              label="Gateways"
              description="Separated by spaces or commas."
              placeholder="192.0.2.1"
            />
          </>
        ) : null}
      </div>
      <details open={open || wrong} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary style={{ cursor: 'pointer', minHeight: 24, fontSize: 'var(--mantine-font-size-sm)' }}>
          IPv6 and names of {name}
        </summary>
        <div className={classes.pair} style={{ marginTop: '0.5rem' }}>
          <TextField
            form={form}
            path={`${at}.ipv6`}
            label="IPv6 addresses"
            description="With the length of the prefix; without one it is 64."
            placeholder="2001:db8::5/64"
          />
          <TextField
            form={form}
            path={`${at}.ipv6Gateways`}
            label="IPv6 gateways"
            description="Separated by spaces or commas."
            placeholder="2001:db8::1"
          />
          <TextField
            form={form}
            path={`${at}.dnsServers`}
            label={`DNS servers of ${name}`}
            description={
              windows ? 'Separated by spaces or commas.' : 'Linux guests take those of the whole guest.'
            }
            placeholder="192.0.2.53"
          />
          <TextField
            form={form}
            path={`${at}.dnsDomain`}
            label={`DNS domain of ${name}`}
            description="Of this card alone."
            placeholder="example.test"
          />
          {windows ? <WinsFields form={form} at={at} /> : null}
        </div>
      </details>
    </fieldset>
  )
}

function WinsFields({ form, at }: { form: DraftForm; at: string }): ReactNode {
  return (
    <>
      <TextField
        form={form}
        path={`${at}.primaryWins`}
        label="First WINS server"
        description="Where there is one."
      />
      <TextField
        form={form}
        path={`${at}.secondaryWins`}
        label="Second WINS server"
        description="Asked when the first is silent."
      />
      <ChoiceField
        form={form}
        path={`${at}.netBios`}
        label="NetBIOS over TCP/IP"
        description="Names of old Windows networks."
        choices={[
          { id: 'enable', name: 'On' },
          { id: 'disable', name: 'Off' },
          { id: 'enable-via-dhcp', name: 'As DHCP says' },
        ]}
        none="As in the source"
      />
    </>
  )
}

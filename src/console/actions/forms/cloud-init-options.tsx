import { Button, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { listAt, textAt, withValue } from './draft-paths.ts'
import { AreaField, CheckField, ChoiceField, type DraftForm, SecretField, TextField } from './fields.tsx'
import classes from './forms.module.css'
import { newNic } from './guest-init.ts'

/** What cloud-init tells the guest, at this path of a draft; `guest-init.ts` makes the options of it. */
export function CloudInitOptions({ form, at }: { form: DraftForm; at: string }): ReactNode {
  return (
    <>
      <div className={classes.pair}>
        <TextField form={form} path={`${at}.hostName`} label="Host name" description="Of the guest." />
        <TextField
          form={form}
          path={`${at}.timeZone`}
          label="Time zone"
          description="By its name, like Europe/Berlin."
        />
        <TextField form={form} path={`${at}.userName`} label="User name" description="Empty means root." />
        <SecretField
          form={form}
          path={`${at}.password`}
          label="Password"
          description="Goes into this request alone; Gantry keeps it nowhere."
        />
      </div>
      <AreaField
        form={form}
        path={`${at}.sshKeys`}
        label="SSH keys"
        description="Public keys that may log on as this user, one a line."
        code
      />
      <Nics form={form} at={at} />
      <div className={classes.pair}>
        <TextField
          form={form}
          path={`${at}.dnsServers`}
          label="DNS servers"
          description="IP addresses, separated by spaces or commas."
          placeholder="192.0.2.53 192.0.2.54"
        />
        <TextField
          form={form}
          path={`${at}.dnsSearch`}
          label="DNS search domains"
          description="Separated by spaces or commas."
          placeholder="example.test"
        />
      </div>
      <AreaField
        form={form}
        path={`${at}.customScript`}
        label="Custom script"
        description="A piece of cloud-config (YAML), merged into the rest. Not a shell script: commands go under runcmd."
        rows={5}
        code
      />
    </>
  )
}

function Nics({ form, at }: { form: DraftForm; at: string }): ReactNode {
  const { draft, setDraft } = form
  const nics = listAt(draft, `${at}.nics`)
  const setNics = (next: (old: readonly unknown[]) => readonly unknown[]) =>
    setDraft((old) => withValue(old, `${at}.nics`, next(listAt(old, `${at}.nics`))))
  return (
    <>
      {nics.map((_, index) => (
        <NicFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a card has no identity but its place
          key={index}
          form={form}
          nic={`${at}.nics.${index}`}
          index={index}
          onRemove={() => setNics((old) => old.filter((__, place) => place !== index))}
        />
      ))}
      <div>
        <Button size="xs" variant="default" onClick={() => setNics((old) => [...old, newNic(old.length)])}>
          Add network card
        </Button>
        {nics.length === 0 ? (
          <Text size="xs" c="dimmed" mt={4}>
            Without one, the guest sets up its network by itself.
          </Text>
        ) : null}
      </div>
    </>
  )
}

function NicFields(props: {
  form: DraftForm
  /** Its path in the draft. */
  nic: string
  index: number
  onRemove: () => void
}): ReactNode {
  const { form, nic, index, onRemove } = props
  const name = textAt(form.draft, `${nic}.name`)
  return (
    <fieldset className={classes.card}>
      <legend>Network card {index + 1}</legend>
      <div className={classes.pair}>
        <TextField
          form={form}
          path={`${nic}.name`}
          label="Name in the guest"
          description="As the guest calls it, like eth0."
          required
        />
        <ChoiceField
          form={form}
          path={`${nic}.protocol`}
          label="Address by"
          description="How it gets its address."
          choices={[
            { id: 'dhcp', name: 'DHCP' },
            { id: 'static', name: 'Static' },
            { id: 'none', name: 'None' },
          ]}
        />
      </div>
      {textAt(form.draft, `${nic}.protocol`) === 'static' ? (
        <div className={classes.pair}>
          <TextField
            form={form}
            path={`${nic}.address`}
            label="IP address"
            placeholder="192.0.2.5"
            required
          />
          <TextField
            form={form}
            path={`${nic}.netmask`}
            label="Netmask"
            placeholder="255.255.255.0"
            required
          />
          <TextField form={form} path={`${nic}.gateway`} label="Gateway" placeholder="192.0.2.1" />
        </div>
      ) : null}
      <CheckField form={form} path={`${nic}.onBoot`} label="Start at boot" />
      <div>
        <Button size="compact-xs" variant="default" onClick={onRemove}>
          Remove {name === '' ? `card ${index + 1}` : name}
        </Button>
      </div>
    </fieldset>
  )
}

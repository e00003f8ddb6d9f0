import { Badge, Stack, Tabs } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { ActionForm, FieldsProps } from '../form.ts'
import { AreaField, ChoiceField, SecretField, TextField } from './fields.tsx'
import { hostChoices } from './places.ts'
import { BootFields } from './run-once-boot.tsx'
import { CloudInitFields } from './run-once-cloud-init.tsx'
import { runOnceAction, runOnceDraft } from './run-once-draft.ts'
import { SysprepFields } from './run-once-sysprep.tsx'

/** Tabs in their order; `owns` begins the paths of its fields, of which all that nobody owns belong to the first. */
const tabs: readonly { id: string; label: string; owns: RegExp; Fields: (form: FieldsProps) => ReactNode }[] =
  [
    { id: 'boot', label: 'Boot', owns: /^$/, Fields: BootFields },
    {
      id: 'kernel',
      label: 'Linux kernel',
      owns: /^options\.(kernel|initrd|commandLine)/,
      Fields: KernelFields,
    },
    { id: 'host', label: 'Host and display', owns: /^options\.(hostId|display)/, Fields: HostFields },
    { id: 'cloud-init', label: 'Cloud-init', owns: /^options\.cloudInit/, Fields: CloudInitFields },
    { id: 'sysprep', label: 'Sysprep', owns: /^options\.sysprep/, Fields: SysprepFields },
    { id: 'domain', label: 'Domain', owns: /^options\.domain/, Fields: DomainFields },
  ]

const tabOf = (path: string) => tabs.find(({ owns }) => owns.test(path))?.id ?? 'boot'

function Fields(form: FieldsProps): ReactNode {
  const { errors, stumbles = 0 } = form
  const [open, setOpen] = useState('boot')
  const [seen, setSeen] = useState(stumbles)
  const wrong = [...errors.keys()].map(tabOf)

  // An attempt to send it failed: what is wrong must be in sight before the dialog leads there.
  if (seen !== stumbles) {
    setSeen(stumbles)
    const [first] = wrong
    if (first !== undefined && !wrong.includes(open)) setOpen(first)
  }

  return (
    <Tabs value={open} onChange={(id) => setOpen(id ?? 'boot')} keepMounted={false}>
      <Tabs.List aria-label="Options of this run" mb="sm">
        {tabs.map(({ id, label }) => {
          const count = wrong.filter((tab) => tab === id).length
          return (
            <Tabs.Tab
              key={id}
              value={id}
              {...(count === 0
                ? {}
                : {
                    rightSection: (
                      <Badge color="red" size="sm" circle aria-label={`${count} to correct`}>
                        {count}
                      </Badge>
                    ),
                  })}
            >
              {label}
            </Tabs.Tab>
          )
        })}
      </Tabs.List>
      {tabs.map(({ id, Fields: Panel }) => (
        <Tabs.Panel key={id} value={id}>
          <Stack gap="sm">
            <Panel {...form} />
          </Stack>
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

function KernelFields(form: FieldsProps): ReactNode {
  return (
    <>
      <TextField
        form={form}
        path="options.kernel"
        label="Kernel"
        description="Boots this Linux kernel instead of what is on the disks: a path on the host, or iso:// and a file."
        placeholder="iso://vmlinuz"
      />
      <TextField
        form={form}
        path="options.initrd"
        label="Initial RAM disk"
        description="That belongs to the kernel, in the same form."
        placeholder="iso://initrd.img"
      />
      <AreaField
        form={form}
        path="options.commandLine"
        label="Command line"
        description="Parameters of the kernel."
        rows={2}
        code
      />
    </>
  )
}

function HostFields(form: FieldsProps): ReactNode {
  const { inventory, system, machines } = form.context
  return (
    <>
      <ChoiceField
        form={form}
        path="options.hostId"
        label="Host"
        description="Of its cluster. For this run only."
        choices={hostChoices(inventory, system.kind, machines)}
        none="As stored"
      />
      <ChoiceField
        form={form}
        path="options.display"
        label="Display"
        description="Protocol of the console."
        choices={[
          { id: 'vnc', name: 'VNC' },
          { id: 'spice', name: 'SPICE' },
        ]}
        none="As stored"
      />
    </>
  )
}

function DomainFields(form: FieldsProps): ReactNode {
  return (
    <>
      <TextField
        form={form}
        path="options.domain.name"
        label="Windows domain"
        description="That the guest joins at this start. Empty joins none."
      />
      <TextField
        form={form}
        path="options.domain.userName"
        label="Account"
        description="That may join machines to the domain."
      />
      <SecretField
        form={form}
        path="options.domain.password"
        label="Password of the account"
        description="Goes into this request alone; Gantry keeps it nowhere."
      />
    </>
  )
}

export const form: ActionForm = {
  initial: () => runOnceDraft,
  Fields,
  finish: runOnceAction,
  size: 'xl',
}

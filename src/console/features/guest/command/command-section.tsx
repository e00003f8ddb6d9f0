import {
  Checkbox,
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import type { ReactNode } from 'react'
import { type GuestShell, guestShellSchema } from '../../../../contract/guest/command.ts'
import type { GuestFamily } from '../../../../contract/guest/guest.ts'
import { Section } from '../../../ui/section.tsx'
import classes from '../guest.module.css'
import { type CommandDraft, editCommandDraft, useCommandDraft } from './draft.ts'
import { EnvironmentFields } from './environment-fields.tsx'
import { ParameterFields } from './parameter-fields.tsx'
import { SentPreview } from './sent-preview.tsx'

const shellNames: Record<GuestShell, string> = {
  sh: 'sh (Linux)',
  bash: 'bash (Linux)',
  powershell: 'PowerShell (Windows)',
  cmd: 'cmd (Windows)',
}

/** What is run. `problems` are shown once somebody has tried to run it. */
export function CommandSection(props: {
  families: ReadonlySet<GuestFamily | undefined>
  problems: ReadonlyMap<string, string>
}): ReactNode {
  const { families, problems } = props
  const draft = useCommandDraft()
  const windowsOnly = families.size === 1 && families.has('windows')
  return (
    <Section title="Command">
      <Stack gap="sm">
        <SegmentedControl
          aria-label="Kind of command"
          size="xs"
          data={[
            { value: 'program', label: 'Program' },
            { value: 'script', label: 'Script' },
          ]}
          value={draft.kind}
          onChange={(kind) => editCommandDraft({ kind: kind === 'script' ? 'script' : 'program' })}
        />
        {draft.kind === 'program' ? (
          <ProgramFields draft={draft} problems={problems} />
        ) : (
          <ScriptFields draft={draft} problems={problems} />
        )}
        <ParameterFields draft={draft} problems={problems} />
        <TextInput
          label="Working directory"
          description="Absolute path in the guest. Empty: what the guest gives."
          value={draft.workingDirectory}
          error={problems.get('workingDirectory')}
          onChange={({ currentTarget }) => editCommandDraft({ workingDirectory: currentTarget.value })}
        />
        <EnvironmentFields environment={draft.environment} problems={problems} />
        <Checkbox
          label="Start minimized"
          description={
            windowsOnly ? 'The window of the program.' : 'Only where every chosen guest is a Windows.'
          }
          disabled={!windowsOnly && !draft.startMinimized}
          checked={draft.startMinimized}
          onChange={({ currentTarget }) => editCommandDraft({ startMinimized: currentTarget.checked })}
        />
        <OutputFields draft={draft} problems={problems} />
        <SentPreview draft={draft} families={families} />
      </Stack>
    </Section>
  )
}

interface FieldsProps {
  draft: CommandDraft
  problems: ReadonlyMap<string, string>
}

function ProgramFields({ draft, problems }: FieldsProps): ReactNode {
  return (
    <>
      <TextInput
        label="Program"
        description="Its path in the guest, e.g. /bin/df or C:\Windows\System32\ipconfig.exe"
        required
        spellCheck={false}
        value={draft.path}
        error={problems.get('path')}
        onChange={({ currentTarget }) => editCommandDraft({ path: currentTarget.value })}
      />
      <TextInput
        label="Arguments"
        description="As one text, quoted for the guest. {name}, {ip}, {os} and names of your own stand for values, which are quoted for their place."
        spellCheck={false}
        value={draft.arguments}
        error={problems.get('arguments')}
        onChange={({ currentTarget }) => editCommandDraft({ arguments: currentTarget.value })}
      />
    </>
  )
}

function ScriptFields({ draft, problems }: FieldsProps): ReactNode {
  return (
    <>
      <Select
        label="Shell"
        allowDeselect={false}
        data={guestShellSchema.options.map((value) => ({ value, label: shellNames[value] }))}
        value={draft.shell}
        onChange={(value) => {
          const shell = guestShellSchema.safeParse(value)
          if (shell.success) editCommandDraft({ shell: shell.data })
        }}
      />
      <Textarea
        label="Script"
        description="{name}, {ip}, {os} and names of your own stand for values, which are quoted for their place: they never become code."
        required
        autosize
        minRows={4}
        maxRows={16}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        value={draft.text}
        error={problems.get('text')}
        onChange={({ currentTarget }) => editCommandDraft({ text: currentTarget.value })}
      />
    </>
  )
}

function OutputFields({ draft, problems }: FieldsProps): ReactNode {
  const numberOf = (value: string | number) => (typeof value === 'number' ? value : '')
  return (
    <Stack gap="xs">
      <Checkbox
        label="Capture outputs"
        description="Both outputs go to temporary files in the guest, are fetched as they grow, and are removed."
        checked={draft.capture}
        onChange={({ currentTarget }) => editCommandDraft({ capture: currentTarget.checked })}
      />
      <Group gap="sm" align="start" className={classes.bar}>
        <NumberInput
          label="Keep of each output"
          w={170}
          suffix=" KB"
          min={1}
          max={16_384}
          allowDecimal={false}
          thousandSeparator
          disabled={!draft.capture}
          value={draft.keepKb}
          error={problems.get('keepBytes')}
          onChange={(value) => editCommandDraft({ keepKb: numberOf(value) })}
        />
        <NumberInput
          label="Time limit"
          w={170}
          suffix=" s"
          min={1}
          max={86_400}
          allowDecimal={false}
          thousandSeparator
          placeholder="Never"
          value={draft.limitSeconds}
          error={problems.get('limitSeconds')}
          onChange={(value) => editCommandDraft({ limitSeconds: numberOf(value) })}
        />
      </Group>
      <Text size="xs" c="dimmed">
        A program is ended when its time is over; empty: never.
      </Text>
    </Stack>
  )
}

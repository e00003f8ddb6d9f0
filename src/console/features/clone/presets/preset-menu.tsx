import { Button, FileButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Moment } from '../../../ui/moment.tsx'
import { saveFile } from '../../../ui/save-file.ts'
import classes from '../clone.module.css'
import type { StepProps } from '../wizard.ts'
import { applyPreset } from './apply-preset.ts'
import { type Preset, presetOf } from './preset.ts'
import { dropPreset, presetFile, putPresets, readPresets, usePresets } from './preset-store.ts'

type Step = Omit<StepProps, 'findings' | 'errors'>

/** Drafts under names, kept by this browser: saved, used for this source, and carried from browser to browser as a file. */
export function PresetMenu(step: Step): ReactNode {
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpened(true)}>
        Presets…
      </Button>
      {opened ? (
        <Modal
          opened
          size="lg"
          title="Presets"
          closeButtonProps={{ 'aria-label': 'Close' }}
          transitionProps={{ duration: 0 }}
          onClose={() => setOpened(false)}
        >
          <PresetList {...step} onClose={() => setOpened(false)} />
        </Modal>
      ) : null}
    </>
  )
}

function PresetList(step: Step & { onClose: () => void }): ReactNode {
  const presets = usePresets()
  const { options, source, rows, setDraft, draft, system, onClose } = step
  const [told, setTold] = useState<{ text: string; unfit?: readonly string[] }>()
  const sourceName = source?.name ?? options?.source.name ?? ''

  const onUse = (preset: Preset) => {
    if (options === undefined) return
    const { draft: next, unfit } = applyPreset(preset, { draft, rows, system, options, sourceName })
    setDraft(next)
    const asked = preset.bare
      ? ['Passwords and scripts are not in presets: enter them in Hardware and guest.']
      : []
    if (unfit.length + asked.length === 0) onClose()
    else setTold({ text: `“${preset.name}” is filled in, as far as it fits.`, unfit: [...unfit, ...asked] })
  }
  const onFile = async (file: File | null) => {
    if (file === null) return
    const read = readPresets(await file.text())
    if (read.fault !== undefined) {
      setTold({ text: read.fault })
      return
    }
    const kept = putPresets(read.presets)
    const skipped = read.skipped === 0 ? '' : ` ${read.skipped} more were no presets.`
    setTold({
      text: `${countOf(read.presets.length)} taken from the file.${skipped}${kept ? '' : ' This browser keeps them only until the page is closed.'}`,
    })
  }
  return (
    <Stack gap="md">
      <SavePreset step={step} presets={presets} onTell={(text) => setTold({ text })} />
      {told === undefined ? null : (
        <div role="status" className={classes.pasted}>
          <Text size="sm">{told.text}</Text>
          {told.unfit === undefined ? null : (
            <ul className={classes.notes} aria-label="What did not fit">
              {told.unfit.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          )}
        </div>
      )}
      {presets.length === 0 ? (
        <Text size="sm" c="dimmed">
          No presets yet. They are kept by this browser, without passwords and scripts.
        </Text>
      ) : (
        <ul className={classes.presets} aria-label="Saved presets">
          {presets.map((preset) => (
            <li key={preset.id} className={classes.preset}>
              <span className={classes.optionText}>
                <span>{preset.name}</span>
                <span className={classes.aside}>
                  {preset.sourceName === '' ? '' : `from ${preset.sourceName} · `}
                  {countOf(preset.draft.copies.length, 'copy', 'copies')} · <Moment at={preset.savedAt} />
                </span>
              </span>
              <Group gap={4} wrap="nowrap">
                <Button
                  size="compact-sm"
                  variant="default"
                  disabled={options === undefined}
                  aria-label={`Use ${preset.name}`}
                  onClick={() => onUse(preset)}
                >
                  Use
                </Button>
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Delete ${preset.name}`}
                  onClick={() => dropPreset(preset.id)}
                >
                  Delete
                </Button>
              </Group>
            </li>
          ))}
        </ul>
      )}
      <Group gap="xs">
        <FileButton
          accept="application/json,.json"
          inputProps={{ 'aria-label': 'File of presets' }}
          onChange={(file) => void onFile(file)}
        >
          {(props) => (
            <Button size="xs" variant="default" {...props}>
              Import from a file…
            </Button>
          )}
        </FileButton>
        <Button
          size="xs"
          variant="default"
          disabled={presets.length === 0}
          onClick={() => saveFile([presetFile(presets)], 'gantry-clone-presets.json')}
        >
          Export all to a file
        </Button>
      </Group>
    </Stack>
  )
}

function SavePreset(props: {
  step: Step
  presets: readonly Preset[]
  onTell: (text: string) => void
}): ReactNode {
  const { step, presets, onTell } = props
  const [name, setName] = useState('')
  const wanted = name.trim()
  const known = presets.some((preset) => preset.name === wanted)
  const onSave = () => {
    const preset = presetOf(step, { id: crypto.randomUUID(), name: wanted, at: Date.now() })
    const kept = putPresets([preset])
    setName('')
    onTell(
      `Saved “${wanted}”.${preset.bare ? ' Passwords and scripts were left out.' : ''}${kept ? '' : ' This browser keeps it only until the page is closed.'}`,
    )
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (wanted !== '') onSave()
      }}
    >
      <Group align="end" gap="xs" wrap="nowrap">
        <TextInput
          label="Save what is filled in as"
          style={{ flex: 1 }}
          maxLength={120}
          autoComplete="off"
          data-autofocus
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Button type="submit" disabled={wanted === ''}>
          {known ? 'Replace' : 'Save'}
        </Button>
      </Group>
    </form>
  )
}

function countOf(count: number, one = 'preset', many = 'presets'): string {
  return count === 1 ? `1 ${one}` : `${count} ${many}`
}

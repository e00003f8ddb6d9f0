import { Stack, Text } from '@mantine/core'
import { type ReactNode, useDeferredValue } from 'react'
import type { GuestFamily } from '../../../../contract/guest/guest.ts'
import { useGuestTargets } from '../../../actions/guest-offer.ts'
import classes from '../guest.module.css'
import { OutputText } from '../output/output-text.tsx'
import { familyNames } from '../targets/chosen-table.tsx'
import { familyOf, guestKey, useChecks, vmRowOf } from '../targets/preflight.ts'
import { type CommandDraft, wholeCommandOf } from './draft.ts'
import { fillFor, sentOf, valuesOf } from './fill.ts'

/** What a guest is really told to start, with every quote: for the first chosen VM of each family. */
export function SentPreview(props: {
  draft: CommandDraft
  families: ReadonlySet<GuestFamily | undefined>
}): ReactNode {
  const draft = useDeferredValue(props.draft)
  const targets = useGuestTargets()
  const { found } = useChecks()
  const { command, parameters, options } = wholeCommandOf(draft)
  if ((command.kind === 'program' ? command.path : command.text).trim() === '') return null
  const shown = [...props.families].filter((family) => family !== undefined)
  const guessed = command.kind === 'script' && (command.shell === 'powershell' || command.shell === 'cmd')
  const families: GuestFamily[] = shown.length > 0 ? shown : [guessed ? 'windows' : 'linux']
  return (
    <details className={classes.sent}>
      <summary>What will be sent</summary>
      <Stack gap="xs" mt={6}>
        {families.map((family) => {
          const target = targets.find((each) => familyOf(each, found.get(guestKey(each))) === family)
          const row = target === undefined ? undefined : vmRowOf(target)
          // What is secret stays unseen.
          const hidden = parameters.map((each) => (each.secret === true ? { ...each, value: '•••' } : each))
          const values = valuesOf(row, target?.name ?? 'example', hidden)
          const filled = fillFor(command, { ip: '192.0.2.1', os: 'example', ...values }, family)
          const sent = filled.command === undefined ? filled : sentOf(filled.command, family, options.capture)
          const title = `${familyNames[family]}${target === undefined ? '' : `, e.g. ${target.name}`}`
          return (
            <div key={family}>
              <Text size="sm" fw={600}>
                {title}
              </Text>
              {'program' in sent ? (
                <OutputText label={`What is sent: ${title}`}>
                  {`path       ${sent.program.path}\narguments  ${sent.program.arguments}`}
                  {sent.file === undefined ? '' : `\n\nfile       ${sent.file.path}\n${sent.file.text}`}
                </OutputText>
              ) : (
                <Text size="sm" c="red">
                  {sent.refusal}
                </Text>
              )}
            </div>
          )
        })}
        <Text size="xs" c="dimmed">
          Names of temporary files are made anew for each run.
        </Text>
      </Stack>
    </details>
  )
}

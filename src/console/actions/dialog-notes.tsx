import { List, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { NoticeBox } from '../ui/notice-box.tsx'
import type { TargetState } from './use-target.ts'

/** What became of the target since the dialog was opened. */
export function MeanwhileNote(props: {
  name: string
  state: TargetState
  refused: string | undefined
}): ReactNode {
  const { name, state, refused } = props
  const at = state.system?.name ?? 'The system'
  if (state.gone) {
    return (
      <NoticeBox live title={`${name} is gone`}>
        {at} no longer has it. Somebody removed it meanwhile, and nothing can be done to it any more.
      </NoticeBox>
    )
  }
  const { changes, read } = state
  if (changes.length > 0) {
    return (
      <NoticeBox live title={`${name} changed meanwhile`}>
        <List size="sm">
          {changes.map((change) => (
            <List.Item key={change}>{change}</List.Item>
          ))}
        </List>
        {refused === undefined ? null : <Text size="sm">{refused}</Text>}
      </NoticeBox>
    )
  }
  if (refused !== undefined) return <NoticeBox title="Not possible now">{refused}</NoticeBox>
  if (read === undefined) return null
  return (
    <Text size="sm" role="status">
      {'fault' in read
        ? `Its state could not be read again: ${read.fault.message}`
        : 'Its state was read again just now: nothing that matters here has changed.'}
    </Text>
  )
}

/** What has to be corrected, for errors whose fields are not in sight. */
export function ErrorSummary({ errors }: { errors: ReadonlyMap<string, string> }): ReactNode {
  if (errors.size === 0) return null
  return (
    <div role="alert" data-summary tabIndex={-1}>
      <NoticeBox title={errors.size === 1 ? 'One thing to correct' : `${errors.size} things to correct`}>
        <List size="sm">
          {[...errors].map(([field, message]) => (
            <List.Item key={field}>
              {field === '' ? '' : `${spoken(field)}: `}
              {message}
            </List.Item>
          ))}
        </List>
      </NoticeBox>
    </div>
  )
}

/** `options.cloudInit.nics.0.onBoot` → `nics 1, on boot`. */
function spoken(field: string): string {
  return (
    field
      .replace(/^options\./, '')
      // People choose a host, not the id of one.
      .replace(/Id$/, '')
      .replaceAll(/\.(\d+)/g, (_, index: string) => ` ${Number(index) + 1}`)
      .replaceAll('.', ', ')
      .replaceAll(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
  )
}

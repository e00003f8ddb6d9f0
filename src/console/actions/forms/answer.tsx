import { Alert, Radio, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ActionForm, FieldsProps } from '../form.ts'
import { textAt, withValue } from './draft-paths.ts'

function Fields({ context, draft, setDraft, errors }: FieldsProps): ReactNode {
  const question = context.detail?.question
  if (question === undefined) {
    return (
      <Text size="sm" role="status">
        {context.detail === undefined
          ? 'Its question could not be read.'
          : 'It asks nothing any more. Somebody may have answered meanwhile.'}
      </Text>
    )
  }
  const another = draft.questionId !== question.id
  return (
    <>
      {another ? (
        <Alert color="yellow" variant="light" role="status">
          It asks something else by now.
        </Alert>
      ) : null}
      <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
        {question.text}
      </Text>
      <Radio.Group
        label="Answer"
        error={errors.get('choice')}
        value={another ? '' : textAt(draft, 'choice')}
        // The answer is for the question that is on the screen.
        onChange={(choice) =>
          setDraft((old) => withValue(withValue(old, 'questionId', question.id), 'choice', choice))
        }
      >
        <Stack gap={6} mt={4}>
          {question.choices.map(({ key, label }) => (
            <Radio
              key={key}
              value={key}
              label={label}
              {...(key === question.proposed ? { description: 'The system proposes this.' } : {})}
            />
          ))}
        </Stack>
      </Radio.Group>
    </>
  )
}

export const form: ActionForm = {
  initial: ({ detail }) => ({
    questionId: detail?.question?.id ?? '',
    choice: detail?.question?.proposed ?? '',
  }),
  Fields,
  check: ({ questionId }) =>
    questionId === '' ? new Map([['', 'There is no question to answer.']]) : new Map(),
}

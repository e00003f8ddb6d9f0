import { useEffect, useState } from 'react'
import { verbs } from '../../contract/actions/verbs.ts'
import type { Verb } from '../../contract/actions/vm-action.ts'
import type { ActionForm } from './form.ts'
import { forms } from './forms/forms.ts'

/** The form of a verb: `none` needs no options; `missing` its code could not be loaded. */
export type LoadedForm =
  | { state: 'none' }
  | { state: 'loading' }
  | { state: 'missing'; retry: () => void }
  | { state: 'ready'; form: ActionForm }

export function useForm(verb: Verb): LoadedForm {
  const [attempt, setAttempt] = useState(0)
  const [loaded, setLoaded] = useState<{ form: ActionForm } | 'failed'>()

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt loads again
  useEffect(() => {
    if (verbs[verb].form !== true) return
    let current = true
    const load = forms[verb]
    if (load === undefined) setLoaded('failed')
    else
      load().then(
        ({ form }) => current && setLoaded({ form }),
        () => current && setLoaded('failed'),
      )
    return () => {
      current = false
    }
  }, [verb, attempt])

  if (verbs[verb].form !== true) return { state: 'none' }
  if (loaded === undefined) return { state: 'loading' }
  if (loaded !== 'failed') return { state: 'ready', form: loaded.form }
  const retry = () => {
    setLoaded(undefined)
    setAttempt((old) => old + 1)
  }
  return { state: 'missing', retry }
}

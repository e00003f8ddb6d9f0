import { TextInput } from '@mantine/core'
import { schemaResolver, type UseFormReturnType, useForm } from '@mantine/form'
import { type ReactNode, type RefObject, useRef } from 'react'
import type { FaultInfo } from '../../../contract/fault.ts'
import { type Credentials, credentialsSchema } from '../../../contract/system.ts'

export interface CredentialForm {
  form: UseFormReturnType<Credentials>
  passwordRef: RefObject<HTMLInputElement | null>
  /** Marks the field that a refused sign-in is about; `false` when it is about none. */
  blame(fault: FaultInfo): boolean
}

/** A sign-in form: what is typed lives in this page's memory only. */
export function useCredentialForm(userName = ''): CredentialForm {
  const form = useForm<Credentials>({
    mode: 'controlled',
    initialValues: { userName, password: '' },
    validate: schemaResolver(credentialsSchema, { sync: true }),
  })
  const passwordRef = useRef<HTMLInputElement>(null)
  return {
    form,
    passwordRef,
    blame(fault) {
      if (!isAboutCredentials(fault)) return false
      form.setFieldError(fault.field === 'userName' ? 'userName' : 'password', fault.message)
      // What was typed stays, selected: it can be read as wrong, corrected or typed over.
      passwordRef.current?.focus()
      passwordRef.current?.select()
      return true
    },
  }
}

/** Whether a refused sign-in is about what was typed, rather than about the system. */
export function isAboutCredentials(fault: FaultInfo): boolean {
  return fault.kind === 'auth' || fault.field === 'password' || fault.field === 'userName'
}

/** `section` keeps the password manager's accounts of several systems on one page apart. */
export function CredentialFields(props: CredentialForm & { section: string; disabled: boolean }): ReactNode {
  const { form, passwordRef, section, disabled } = props
  return (
    <>
      <TextInput
        label="User name"
        size="sm"
        autoComplete={`section-${section} username`}
        autoCapitalize="none"
        spellCheck={false}
        readOnly={disabled}
        {...form.getInputProps('userName')}
      />
      <TextInput
        label="Password"
        size="sm"
        type="password"
        autoComplete={`section-${section} current-password`}
        readOnly={disabled}
        {...form.getInputProps('password')}
        ref={passwordRef}
      />
    </>
  )
}

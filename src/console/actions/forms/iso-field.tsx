import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { faultOf, orpc } from '../../client/api.ts'
import { FaultAlert } from '../../ui/fault-alert.tsx'
import type { FieldsProps } from '../form.ts'
import { ChoiceField } from './fields.tsx'

/** An image for a CD drive, out of those that the system has for this VM. */
export function IsoField(props: {
  form: FieldsProps
  path: string
  description: string
  none?: string
  required?: boolean
}): ReactNode {
  const { form, path, description, none, required = false } = props
  const [target] = form.context.targets
  const query = useQuery({
    ...orpc.vms.isoFiles.queryOptions({ input: { system: target?.system ?? '', vm: target?.id ?? '' } }),
    enabled: target !== undefined,
    retry: false,
  })
  if (query.error !== null) {
    return <FaultAlert fault={faultOf(query.error)} onRetry={() => void query.refetch()} />
  }
  if (query.data === undefined) return <Loader size="sm" aria-label="Reading the images" />
  return (
    <ChoiceField
      form={form}
      path={path}
      label="CD image"
      description={query.data.files.length === 0 ? 'The system has no images for this VM.' : description}
      choices={query.data.files.map(({ id, name, datastoreName }) => ({
        id,
        name,
        ...(datastoreName === undefined ? {} : { detail: datastoreName }),
      }))}
      required={required}
      {...(none === undefined ? {} : { none })}
    />
  )
}

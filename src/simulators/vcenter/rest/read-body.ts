import type { RestCall } from './rest-endpoint.ts'
import { RestError } from './rest-errors.ts'

export type Fields = Readonly<Record<string, unknown>>

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function badInput(message: string): RestError {
  return new RestError('INVALID_ARGUMENT', 'com.vmware.vapi.rest.bad_input', message)
}

/** The value as an object with none but the given fields. Throws INVALID_ARGUMENT or UNEXPECTED_INPUT. */
export function fieldsOf(value: unknown, where: string, known: readonly string[]): Fields {
  if (!isFields(value)) throw badInput(`${where} must be an object.`)
  const extra = Object.keys(value).find((name) => !known.includes(name))
  if (extra !== undefined) {
    throw new RestError(
      'UNEXPECTED_INPUT',
      'com.vmware.vapi.data.structure.field.unexpected',
      `Unexpected field '${extra}' in ${where}.`,
      [extra],
    )
  }
  return value
}

/** The specification in the body: `/rest` wraps it in `spec`. */
export function readFields({ body, legacy }: RestCall, known: readonly string[]): Fields {
  const whole = legacy ? fieldsOf(body, 'the body', ['spec']).spec : body
  return fieldsOf(whole, 'the specification', known)
}

export function textIn(fields: Fields, name: string): string | undefined {
  const value = fields[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw badInput(`'${name}' must be a string.`)
  return value
}

export function needTextIn(fields: Fields, name: string): string {
  const value = textIn(fields, name)
  if (value === undefined) {
    throw new RestError(
      'INVALID_ARGUMENT',
      'com.vmware.vapi.data.structure.field.missing',
      `The required field '${name}' is missing.`,
      [name],
    )
  }
  return value
}

export function flagIn(fields: Fields, name: string): boolean {
  const value = fields[name] ?? false
  if (typeof value !== 'boolean') throw badInput(`'${name}' must be true or false.`)
  return value
}

/** A map in the grain of the call: `/rest` has lists of key and value. */
export function mapIn({ legacy }: RestCall, fields: Fields, name: string): [string, unknown][] {
  const value = fields[name]
  if (value === undefined || value === null) return []
  if (!legacy) return Object.entries(fieldsOf(value, name, Object.keys(value)))
  if (!Array.isArray(value)) throw badInput(`'${name}' must be a list of keys and values.`)
  return value.map((entry: unknown) => {
    const row = fieldsOf(entry, name, ['key', 'value'])
    return [needTextIn(row, 'key'), row.value]
  })
}

export function listIn(fields: Fields, name: string): string[] {
  const value = fields[name] ?? []
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
    throw badInput(`'${name}' must be a list of strings.`)
  }
  return value
}

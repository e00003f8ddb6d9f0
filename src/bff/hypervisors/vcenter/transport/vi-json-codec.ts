import { get } from '../wire/read.ts'
import { jsonFault, vimFaultToFault } from './faults.ts'
import { unreadable } from './line.ts'
import { textOf } from './reply-text.ts'
import { type Arg, type Args, type Decoded, isRef, type Ref } from './values.ts'
import type { VimCodec } from './vim-client.ts'

export const tokenHeader = 'vmware-api-session-id'

/** vim as JSON below `/sdk/vim25/{release}`: vCenter 8.0 Update 1 and newer. */
export const viJsonCodec: VimCodec = {
  request({ target, method, args, release, token, operationId }) {
    // Ids bound to a session hold brackets: `session[52…]52…`.
    const object = `${encodeURIComponent(target.type)}/${encodeURIComponent(target.value)}`
    const path = `/sdk/vim25/${release}/${object}`
    const headers = {
      accept: 'application/json',
      ...(token === undefined ? {} : { [tokenHeader]: token }),
      ...(operationId === undefined ? {} : { 'x-request-id': operationId }),
    }
    // What SOAP retrieves by a method is a property here.
    if (method === 'RetrieveServiceContent') {
      return { path: `${path}/content`, init: { method: 'GET', headers } }
    }
    return {
      path: `${path}/${method}`,
      init: {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(toJson(args)),
      },
    }
  },

  async read(line, response, heard) {
    let text = ''
    for await (const piece of textOf(response, heard)) text += piece
    // QUIRK(vcenter 8.0): no result is 204, an empty body or `null`.
    if (response.ok && text.trim() === '') return undefined
    let body: Decoded
    try {
      body = JSON.parse(text)
    } catch {
      if (response.status === 401) throw vimFaultToFault(expired, line.system.id)
      throw unreadable(line, 'JSON', response)
    }
    if (response.ok) return unbox(body) ?? undefined
    const fault = jsonFault(unbox(body))
    if (fault !== undefined) throw vimFaultToFault(fault, line.system.id)
    if (response.status === 401) throw vimFaultToFault(expired, line.system.id)
    throw unreadable(line, 'a vim fault', response)
  },

  token: (response) => response.headers.get(tokenHeader) ?? undefined,
}

const expired = { type: 'NotAuthenticated', message: undefined, detail: undefined, causes: [] }

function toJson(value: Arg): unknown {
  if (typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(toJson)
  // Arrays are gone, and what is no reference is a structure.
  const held = value as Ref | Args
  if (isRef(held)) return { _typeName: 'ManagedObjectReference', type: held.type, value: held.value }
  return Object.fromEntries(Object.entries(held).map(([name, field]) => [name, toJson(field)]))
}

/**
 * Takes the boxes off: `{"_typeName":"string","_value":"x"}` → `"x"`, wherever they stand; structures keep
 * their `_typeName`. Changes what it is given.
 */
export function unbox(value: unknown): Decoded {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) value[i] = unbox(value[i])
    return value
  }
  if ('_value' in value) return unbox(value._value)
  // Any object that JSON.parse makes is a record.
  const fields = value as Record<string, unknown>
  if (fields._typeName === 'ManagedObjectReference') {
    return { type: get(fields, 'type'), value: get(fields, 'value') }
  }
  for (const name in fields) {
    const field = fields[name]
    if (typeof field === 'object' && field !== null) fields[name] = unbox(field)
  }
  return fields
}

import { invalidRequest, type VimFault } from './faults.ts'

export function writeDate(time: number): string {
  return new Date(time).toISOString()
}

/** Reads text as the scalar or enum `type`. Throws InvalidRequest when it is none. */
export function readScalar(type: string, text: string): string | number | boolean {
  switch (type) {
    case 'int':
    case 'long':
    case 'short':
    case 'byte':
    case 'float':
    case 'double': {
      const number = Number(text.trim())
      if (Number.isNaN(number)) throw invalidRequest(`"${text}" is no value of type ${type}.`)
      return number
    }
    case 'boolean': {
      const word = text.trim()
      if (word === 'true' || word === '1') return true
      if (word === 'false' || word === '0') return false
      throw invalidRequest(`"${text}" is no value of type boolean.`)
    }
    case 'dateTime': {
      const time = Date.parse(text.trim())
      if (Number.isNaN(time)) throw invalidRequest(`"${text}" is no value of type dateTime.`)
      return time
    }
    default:
      return text
  }
}

export function required(name: string, where: string): VimFault {
  return invalidRequest(`Required property ${name} is missing from ${where}`)
}

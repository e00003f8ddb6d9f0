import { get } from '../wire/read.ts'
import { soapFault, vimFaultToFault } from './faults.ts'
import { type Line, unreadable } from './line.ts'
import { textOf } from './reply-text.ts'
import { SoapDecoder } from './soap-decode.ts'
import { soapEnvelope } from './soap-encode.ts'
import type { Decoded } from './values.ts'

import type { VimCodec } from './vim-client.ts'

const cookieName = 'vmware_soap_session'

/** vim over SOAP 1.1 at `/sdk`: every vCenter and vcsim. */
export const soapCodec: VimCodec = {
  request: ({ target, method, args, release, token, operationId }) => ({
    path: '/sdk',
    init: {
      method: 'POST',
      headers: {
        'content-type': 'text/xml; charset=utf-8',
        soapaction: `urn:vim25/${release}`,
        // QUIRK(vcenter): the value holds its own double quotes and must go back with them.
        ...(token === undefined ? {} : { cookie: `${cookieName}=${token}` }),
      },
      body: soapEnvelope(target, method, args, operationId),
    },
  }),

  async read(line, response, heard) {
    const body = get(get(await decode(line, response, heard), 'Envelope'), 'Body')
    const fault = soapFault(body)
    if (fault !== undefined) throw vimFaultToFault(fault, line.system.id)
    if (typeof body !== 'object' || body === null) throw unreadable(line, 'a SOAP envelope', response)
    const reply = Object.entries(body).find(([name]) => name.endsWith('Response'))
    if (reply === undefined || !response.ok) throw unreadable(line, 'a SOAP reply', response)
    return get(reply[1], 'returnval')
  },

  token(response) {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const equals = pair.indexOf('=')
      if (pair.slice(0, equals).trim() === cookieName) return pair.slice(equals + 1).trim()
    }
    return undefined
  },
}

async function decode(line: Line, response: Response, heard?: () => void): Promise<Decoded> {
  const decoder = new SoapDecoder()
  const attempt = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw unreadable(line, 'SOAP', response, whyOf(error))
    }
  }
  for await (const text of textOf(response, heard)) attempt(() => decoder.write(text))
  return attempt(() => decoder.end())
}

function whyOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

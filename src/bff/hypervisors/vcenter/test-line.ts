import type { Dialect } from '../../../contract/system.ts'
import type { Clock } from '../port.ts'
import { silentLog } from '../recording-sink.ts'
import { type Line, openLine } from './transport/line.ts'

/** A clock that stands still: sleeps end by abort only. */
export const stillClock: Clock = {
  now: () => 0,
  sleep: (_ms, signal) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
    }),
}

/** A line for tests whose system is the given function. */
export function lineTo(
  answer: (request: Request, body: string) => Response | Promise<Response>,
  more: { clock?: Clock; dialect?: Dialect } = {},
): Line {
  return openLine({
    system: {
      id: 'vc',
      name: 'vc',
      kind: 'vcenter',
      url: 'https://vc.example.test/',
      ...(more.dialect === undefined ? {} : { dialect: more.dialect }),
    },
    send: async (request) => answer(request, await request.clone().text()),
    clock: more.clock ?? stillClock,
    log: silentLog,
  })
}

/** A SOAP reply around what a method returns. */
export function soapReply(method: string, inner: string): Response {
  return soapBody(`<${method}Response xmlns="urn:vim25">${inner}</${method}Response>`)
}

/** A SOAP fault, as vpxd writes it. */
export function soapFaultReply(type: string, text: string, detail = ''): Response {
  return soapBody(
    `<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>${text}</faultstring>` +
      `<detail><${type}Fault xmlns="urn:vim25" xsi:type="${type}">${detail}</${type}Fault></detail></soapenv:Fault>`,
    500,
  )
}

function soapBody(inner: string, status = 200): Response {
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?>\n<soapenv:Envelope' +
    ' xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema"' +
    ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n<soapenv:Body>\n${inner}\n</soapenv:Body>\n</soapenv:Envelope>`
  return new Response(xml, { status, headers: { 'content-type': 'text/xml; charset=utf-8' } })
}

export function jsonReply(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers })
}

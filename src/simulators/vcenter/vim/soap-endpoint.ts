import type { World } from '../world.ts'
import { invalidRequest, VimFault } from './faults.ts'
import type { Caller, Method, MethodTable } from './method.ts'
import { compareVersions, releaseOf } from './releases.ts'
import { readSoapFields, soapFault, soapReply } from './soap-codec.ts'
import type { Value } from './value.ts'
import { child, parseXml, type XmlElement } from './xml.ts'

const cookieName = 'vmware_soap_session'

/** The session token of a request: real servers and clients keep the quotes in the cookie's value. */
export function soapToken(headers: Headers): string | undefined {
  const cookies = (headers.get('cookie') ?? '').split(';').map((cookie) => cookie.trim())
  const own = cookies.find((cookie) => cookie.startsWith(`${cookieName}=`))
  return own?.slice(cookieName.length + 1).replace(/^"|"$/g, '')
}

/** `POST /sdk` */
export async function soapEndpoint(world: World, methods: MethodTable, request: Request): Promise<Response> {
  const given = soapToken(request.headers)
  const caller: Caller = {
    token: given ?? world.sessions.newToken(),
    session: world.sessions.find(given),
    agent: request.headers.get('user-agent') ?? 'unknown',
    signal: request.signal,
  }
  const headers = new Headers({ 'content-type': 'text/xml; charset=utf-8', 'cache-control': 'no-cache' })
  if (given === undefined) {
    headers.append('set-cookie', `${cookieName}="${caller.token}"; Path=/; HttpOnly; Secure; `)
  }
  try {
    const release = soapRelease(world, request.headers.get('soapaction'))
    const body = child(readEnvelope(await request.text()), 'Body')?.children[0]
    if (body === undefined) throw invalidRequest('The request has no body.')
    const { found, value } = await invoke(world, methods, { caller, body, release })
    return new Response(soapReply(found.name.replace(/^.*\./, ''), found.result, value), { headers })
  } catch (error) {
    if (error instanceof VersionMismatch) {
      return new Response(soapFault(invalidRequest(error.message), 'VersionMismatchFaultCode'), {
        status: 500,
        headers,
      })
    }
    if (!(error instanceof VimFault)) throw error
    return new Response(soapFault(error), { status: 500, headers })
  }
}

class VersionMismatch extends Error {}

/** The release that the `SOAPAction` header asks for; undefined selects the oldest schema there is. */
function soapRelease(world: World, action: string | null): string | undefined {
  const release = /^"?urn:vim25\/([^"]+)"?$/.exec(action ?? '')?.[1]
  if (release === undefined) return undefined
  if (compareVersions(release, releaseOf(world.version)) > 0) {
    throw new VersionMismatch(`Unsupported version URI "urn:vim25/${release}"\n\nwhile parsing SOAP header`)
  }
  return release
}

function readEnvelope(text: string): XmlElement {
  try {
    return parseXml(text)
  } catch (error) {
    throw invalidRequest(`XML document cannot be parsed: ${error instanceof Error ? error.message : ''}`)
  }
}

async function invoke(
  world: World,
  methods: MethodTable,
  request: { caller: Caller; body: XmlElement; release: string | undefined },
): Promise<{ found: Method; value: Value }> {
  const { caller, body, release } = request
  const self = child(body, '_this')
  if (self === undefined) throw invalidRequest(`Required property _this is missing from ${body.name}`)
  if (release === undefined && body.name.endsWith('Ex')) {
    throw invalidRequest(`Unable to resolve WSDL method name ${body.name}`)
  }
  const target = { type: self.refType ?? '', value: self.text.trim() }
  const found = methods.find(target, body.name)
  const args = readSoapFields(found.params, body, `the call of ${body.name}`)
  return { found, value: await methods.call(world, caller, { target, found, args }) }
}

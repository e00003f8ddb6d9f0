import { expect, test } from 'vitest'
import { Fault } from '../../../../contract/fault.ts'
import { lineTo, soapFaultReply, soapReply } from '../test-line.ts'
import { soapCodec } from './soap-codec.ts'
import { SoapDecoder } from './soap-decode.ts'
import { soapEnvelope } from './soap-encode.ts'

const line = lineTo(() => new Response())

function decode(xml: string, chunk = xml.length): unknown {
  const decoder = new SoapDecoder()
  for (let from = 0; from < xml.length; from += chunk) decoder.write(xml.slice(from, from + chunk))
  return decoder.end()
}

test('writes arguments in the order given, references, subtypes and lists', () => {
  const xml = soapEnvelope({ type: 'PropertyCollector', value: 'session[k]u1' }, 'CreateFilter', {
    spec: {
      propSet: [{ type: 'VirtualMachine', pathSet: ['name', 'runtime.powerState'] }],
      objectSet: [
        {
          obj: { type: 'ContainerView', value: 'session[k]u2' },
          skip: true,
          selectSet: [
            { _typeName: 'TraversalSpec', name: 'v', type: 'ContainerView', path: 'view', skip: false },
          ],
        },
      ],
    },
    missing: undefined,
    partialUpdates: false,
  })
  expect(xml).toContain(
    '<CreateFilter xmlns="urn:vim25"><_this type="PropertyCollector">session[k]u1</_this>' +
      '<spec><propSet><type>VirtualMachine</type><pathSet>name</pathSet><pathSet>runtime.powerState</pathSet></propSet>' +
      '<objectSet><obj type="ContainerView">session[k]u2</obj><skip>true</skip>' +
      '<selectSet xsi:type="TraversalSpec"><name>v</name><type>ContainerView</type><path>view</path><skip>false</skip></selectSet>' +
      '</objectSet></spec><partialUpdates>false</partialUpdates></CreateFilter>',
  )
})

test('escapes what XML reserves and drops what it cannot carry', () => {
  const target = { type: 'SessionManager', value: 'SessionManager' }
  expect(soapEnvelope(target, 'Login', { password: 'a<b>&"c\u0001' })).toContain(
    '<password>a&lt;b&gt;&amp;&quot;c</password>',
  )
})

const update = `<?xml version="1.0"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:x="http://www.w3.org/2001/XMLSchema"><s:Body><R xmlns="urn:vim25">
  <set><obj type="VirtualMachine">vm-1</obj><val i:type="x:string">a &amp; b</val><n>1</n><n>2</n></set>
  <hosts i:type="ArrayOfManagedObjectReference"><ManagedObjectReference type="HostSystem" i:type="ManagedObjectReference">host-9</ManagedObjectReference></hosts>
  <none i:type="ArrayOfAlarmState"/><fault i:type="NotAuthenticated"/><empty i:type="x:string"></empty><gone i:nil="true"/>
  <struct i:type="Thing"><a>1</a></struct><text><![CDATA[<raw>]]></text>
</R></s:Body></s:Envelope>`

const decoded = {
  Envelope: {
    Body: {
      R: {
        set: { obj: { type: 'VirtualMachine', value: 'vm-1' }, val: 'a & b', n: ['1', '2'] },
        hosts: [{ type: 'HostSystem', value: 'host-9' }],
        none: [],
        fault: { _typeName: 'NotAuthenticated' },
        empty: '',
        struct: { _typeName: 'Thing', a: '1' },
        text: '<raw>',
      },
    },
  },
}

test.each([1, 7, 64, 10_000])('reads a document that arrives in pieces of %i characters', (size) => {
  expect(decode(update, size)).toEqual(decoded)
})

test('takes any prefix for xsi, as vcsim writes it', () => {
  const xml =
    '<E xmlns:XMLSchema-instance="http://www.w3.org/2001/XMLSchema-instance"><v XMLSchema-instance:type="ArrayOfString"><string>x</string></v></E>'
  expect(decode(xml)).toEqual({ E: { v: ['x'] } })
})

test('an element called __proto__ changes nothing', () => {
  expect(decode('<E><__proto__><polluted>1</polluted></__proto__><a>1</a></E>')).toEqual({ E: { a: '1' } })
  expect(Object.prototype).not.toHaveProperty('polluted')
})

test('work grows with the size of the reply only', () => {
  const object =
    '<objectSet><kind>enter</kind><obj type="VirtualMachine">vm-1</obj><changeSet><name>name</name><val>x</val></changeSet></objectSet>'
  const time = (count: number) => {
    const started = performance.now()
    decode(`<E>${object.repeat(count)}</E>`, 65_536)
    return performance.now() - started
  }
  time(2_000)
  const small = time(2_000)
  // Twenty times the work; quadratic work would be four hundred times.
  expect(time(40_000)).toBeLessThan(Math.max(small, 2) * 100)
})

test('reads a result, and none', async () => {
  const some = await soapCodec.read(
    line,
    soapReply('CurrentTime', '<returnval>2024-05-01T10:00:00Z</returnval>'),
  )
  expect(some).toBe('2024-05-01T10:00:00Z')
  expect(await soapCodec.read(line, soapReply('WaitForUpdatesEx', ''))).toBeUndefined()
})

test('keeps the session cookie with its quotes', () => {
  const headers = new Headers()
  headers.append('set-cookie', 'other=1; Path=/')
  headers.append('set-cookie', 'vmware_soap_session="52fd aa=="; Path=/; HttpOnly; Secure')
  const token = soapCodec.token(new Response('', { headers }))
  expect(token).toBe('"52fd aa=="')
  const target = { type: 'ServiceInstance', value: 'ServiceInstance' }
  const { init } = soapCodec.request({ target, method: 'CurrentTime', args: {}, release: '7.0.3.0', token })
  expect(init.headers).toMatchObject({
    cookie: 'vmware_soap_session="52fd aa=="',
    soapaction: 'urn:vim25/7.0.3.0',
  })
})

async function faultOf(response: Response): Promise<Fault> {
  try {
    await soapCodec.read(line, response)
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
  throw new Error('expected a fault')
}

test('a refused sign-in is a fault in the words of the system', async () => {
  const words = 'Cannot complete login due to an incorrect user name or password.'
  const fault = await faultOf(soapFaultReply('InvalidLogin', words))
  expect(fault.info).toMatchObject({ kind: 'auth', code: 'InvalidLogin', message: words, system: 'vc' })
})

test('a missing privilege is named', async () => {
  const detail =
    '<object type="VirtualMachine">vm-1</object><privilegeId>VirtualMachine.Interact.PowerOn</privilegeId>'
  const fault = await faultOf(soapFaultReply('NoPermission', 'Permission denied.', detail))
  expect(fault.info).toMatchObject({
    kind: 'forbidden',
    causes: ['Missing privilege: VirtualMachine.Interact.PowerOn'],
  })
})

test('a release that is too new is a fault without detail', async () => {
  const xml =
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><soapenv:Fault><faultcode>vim25:VersionMismatchFaultCode</faultcode><faultstring>Unsupported version URI "urn:vim25/99"</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>'
  expect((await faultOf(new Response(xml, { status: 500 }))).info).toMatchObject({
    kind: 'protocol',
    code: 'VersionMismatchFaultCode',
  })
})

test.each([
  [
    '<!DOCTYPE html><html><body><p>Not here</body></html>',
    404,
    'text/html',
    'protocol',
    'HTTP 404 with text/html',
  ],
  ['503 Service Unavailable (Failed to connect to endpoint)', 503, 'text/plain', 'unavailable', 'HTTP 503'],
  ['{"a":1}', 200, 'application/json', 'protocol', 'application/json'],
  ['<a><b></a>', 200, 'text/xml', 'protocol', 'text/xml'],
  ['<a>', 200, 'text/xml', 'protocol', 'text/xml'],
  ['<a/>', 200, 'text/xml', 'protocol', 'SOAP'],
])('what is no SOAP is said to be so: %s', async (text, status, type, kind, said) => {
  const fault = await faultOf(new Response(text, { status, headers: { 'content-type': type } }))
  expect(fault.kind).toBe(kind)
  expect(fault.message).toContain(said)
})

import { expect, test } from 'vitest'
import { SoapClient, smallVcenter } from '../wire-test-client.ts'

const content = '<_this type="ServiceInstance">ServiceInstance</_this>'

test('tells what it is to strangers, and sets a quoted cookie', async () => {
  const soap = new SoapClient(smallVcenter('7.0.3'))
  const reply = await soap.call('RetrieveServiceContent', content)
  expect(reply.status).toBe(200)
  expect(reply.headers.get('content-type')).toBe('text/xml; charset=utf-8')
  expect(reply.headers.getSetCookie()[0]).toMatch(
    /^vmware_soap_session="[0-9a-f]{40}"; Path=\/; HttpOnly; Secure/,
  )
  expect(reply.text).toContain(
    '<RetrieveServiceContentResponse xmlns="urn:vim25"><returnval><rootFolder type="Folder">group-d1</rootFolder>' +
      '<propertyCollector type="PropertyCollector">propertyCollector</propertyCollector>',
  )
  expect(reply.text).toContain('<apiType>VirtualCenter</apiType><apiVersion>7.0.3.0</apiVersion>')
})

test('signs in on the cookie, and out again', async () => {
  const soap = new SoapClient(smallVcenter('7.0.3'))
  const login = await soap.login()
  expect(login.text).toMatch(
    /<LoginResponse xmlns="urn:vim25"><returnval><key>[0-9a-f-]{36}<\/key><userName>GANTRY\\admin<\/userName>/,
  )
  expect(soap.cookie).toMatch(/^vmware_soap_session="/)
  const time = await soap.call('CurrentTime', content)
  expect(time.text).toContain(
    '<CurrentTimeResponse xmlns="urn:vim25"><returnval>2026-01-05T00:00:00.000Z</returnval>',
  )
  const key = /<key>(.*?)<\/key>/.exec(login.text)?.[1]
  const active = await soap.call(
    'SessionIsActive',
    `<_this type="SessionManager">SessionManager</_this><sessionID>${key}</sessionID><userName>GANTRY\\admin</userName>`,
  )
  expect(active.text).toContain('<returnval>true</returnval>')
  // A second login on a live session is refused.
  expect((await soap.login()).text).toContain('<InvalidLoginFault xmlns="urn:vim25" xsi:type="InvalidLogin">')
  const logout = await soap.call('Logout', '<_this type="SessionManager">SessionManager</_this>')
  expect(logout.text).toContain('<LogoutResponse xmlns="urn:vim25"></LogoutResponse>')
  expect((await soap.call('CurrentTime', content)).status).toBe(500)
})

test('refuses a wrong password and still sets the cookie', async () => {
  const soap = new SoapClient(smallVcenter('7.0.3'))
  const reply = await soap.login('wrong')
  expect(reply.status).toBe(500)
  expect(reply.text).toContain(
    '<soapenv:Fault><faultcode>ServerFaultCode</faultcode>' +
      '<faultstring>Cannot complete login due to an incorrect user name or password.</faultstring>' +
      '<detail><InvalidLoginFault xmlns="urn:vim25" xsi:type="InvalidLogin"></InvalidLoginFault></detail></soapenv:Fault>',
  )
  expect(soap.cookie).toBeDefined()
})

const readNames = (action?: string) => (soap: SoapClient) =>
  soap.call(
    'RetrievePropertiesEx',
    '<_this type="PropertyCollector">propertyCollector</_this><specSet><propSet><type>Folder</type><pathSet>name</pathSet><pathSet>childType</pathSet></propSet>' +
      '<objectSet><obj type="Folder">group-d1</obj></objectSet></specSet><options></options>',
    action === undefined ? {} : { action },
  )

test('a dead session reads nothing, without a fault', async () => {
  const simulator = smallVcenter('7.0.3')
  const soap = new SoapClient(simulator)
  await soap.login()
  expect((await readNames()(soap)).text).toContain(
    '<objects><obj type="Folder">group-d1</obj><propSet><name>name</name><val xsi:type="xsd:string">Datacenters</val></propSet>' +
      '<propSet><name>childType</name><val xsi:type="ArrayOfString"><string>Folder</string><string>Datacenter</string></val></propSet></objects>',
  )
  simulator.restart()
  const reply = await readNames()(soap)
  expect(reply.status).toBe(200)
  expect(reply.text).not.toContain('propSet')
  expect(reply.text.match(/<missingSet>/g)).toHaveLength(2)
  expect(reply.text).toContain(
    '<missingSet><path>name</path><fault><fault xsi:type="NotAuthenticated"><object type="Folder">group-d1</object>',
  )
  const other = await soap.call(
    'CreatePropertyCollector',
    '<_this type="PropertyCollector">propertyCollector</_this>',
  )
  expect(other.status).toBe(500)
  expect(other.text).toContain('<NotAuthenticatedFault xmlns="urn:vim25" xsi:type="NotAuthenticated">')
})

test('speaks no release newer than its own, and an ancient one without SOAPAction', async () => {
  const soap = new SoapClient(smallVcenter('7.0.3'))
  await soap.login()
  const newer = await readNames('urn:vim25/8.0.3.0')(soap)
  expect(newer.status).toBe(500)
  expect(newer.text).toContain(
    '<faultcode>VersionMismatchFaultCode</faultcode><faultstring>Unsupported version URI',
  )
  const older = await readNames('"urn:vim25/6.7.3"')(soap)
  expect(older.status).toBe(200)
  const ancient = await readNames('')(soap)
  expect(ancient.status).toBe(500)
  expect(ancient.text).toContain('Unable to resolve WSDL method name RetrievePropertiesEx')
})

test('refuses what it does not know or cannot read', async () => {
  const soap = new SoapClient(smallVcenter('7.0.3'))
  await soap.login()
  const unknown = await soap.call('FormatDisk', '<_this type="Folder">group-d1</_this>')
  expect(unknown.text).toContain(
    '<MethodNotFoundFault xmlns="urn:vim25" xsi:type="MethodNotFound"><receiver type="Folder">group-d1</receiver><method>FormatDisk</method>',
  )
  const incomplete = await soap.call('CreateContainerView', '<_this type="ViewManager">ViewManager</_this>')
  expect(incomplete.text).toContain(
    'Required property container is missing from the call of CreateContainerView',
  )
  const gone = await soap.call('PowerOnVM_Task', '<_this type="VirtualMachine">vm-0</_this>')
  expect(gone.text).toContain(
    '<ManagedObjectNotFoundFault xmlns="urn:vim25" xsi:type="ManagedObjectNotFound"><obj type="VirtualMachine">vm-0</obj>',
  )
  const broken = await soap.call('CurrentTime', '<_this')
  expect(broken.status).toBe(500)
  expect(broken.text).toContain('InvalidRequestFault')
})

test('lists its releases', async () => {
  const reply = await smallVcenter('7.0.3').fetch(
    new Request('https://vc-test.gantry.example/sdk/vimServiceVersions.xml'),
  )
  expect(await reply.text()).toMatch(
    /<name>urn:vim25<\/name>\s*<version>7\.0\.3\.0<\/version>\s*<priorVersions>\s*<version>uA046D008<\/version>\s*<version>7\.0\.2\.1/,
  )
})

import { expect, test } from 'vitest'
import { discover, systemInfo } from './endpoint.ts'
import { jsonReply, lineTo, soapReply } from './test-line.ts'

const signal = new AbortController().signal
const about = (apiVersion: string) =>
  `<returnval><rootFolder type="Folder">group-d1</rootFolder><about><name>VMware vCenter Server</name><version>8.0.3</version><build>24022515</build><apiVersion>${apiVersion}</apiVersion><instanceUuid>u-1</instanceUuid></about></returnval>`
const jsonContent = {
  _typeName: 'ServiceContent',
  rootFolder: { _typeName: 'ManagedObjectReference', type: 'Folder', value: 'group-d1' },
  about: { _typeName: 'AboutInfo', name: 'VMware vCenter Server', version: '8.0.3', apiVersion: '8.0.3.0' },
}
const versions = (...all: string[]) =>
  new Response(
    `<namespaces><namespace><name>urn:vim25</name><version>${all[0]}</version><priorVersions>${all
      .slice(1)
      .map((version) => `<version>${version}</version>`)
      .join('')}</priorVersions></namespace></namespaces>`,
  )
const notFound = () => new Response('<html>', { status: 404, headers: { 'content-type': 'text/html' } })

/** A system given by what it answers per `METHOD path`; anything else is not there. */
function system(answers: Record<string, () => Response>, dialect?: 'soap' | 'vi-json') {
  const asked: string[] = []
  const line = lineTo(
    (request) => {
      const { pathname, search } = new URL(request.url)
      const key = `${request.method} ${pathname}${search}`
      asked.push(key)
      return (answers[key] ?? notFound)()
    },
    dialect === undefined ? {} : { dialect },
  )
  return { line, asked }
}

const content = (release: string) => `GET /sdk/vim25/${release}/ServiceInstance/ServiceInstance/content`
const current = {
  'GET /sdk/vimServiceVersions.xml': () => versions('8.0.3.0', '8.0.2.0', '8.0.1.0', '7.0.3.0'),
  'POST /api/vcenter/system?action=hello': () => jsonReply({ api_release: '8.0.3.0' }),
  [content('8.0.3.0')]: () => jsonReply(jsonContent),
  'POST /sdk': () => soapReply('RetrieveServiceContent', about('8.0.3.0')),
  'GET /api/session': () => jsonReply({ error_type: 'UNAUTHENTICATED' }, 401),
  'POST /rest/com/vmware/cis/session?~action=get': () => jsonReply({}, 401),
}

test('vCenter 8.0.3 speaks VI JSON', async () => {
  const { line } = system(current)
  const info = systemInfo(await discover(line, signal))
  expect(info).toMatchObject({
    product: 'VMware vCenter Server',
    version: '8.0.3',
    dialect: 'vi-json',
    release: '8.0.3.0',
    apis: ['VI JSON 8.0.3.0', 'REST /api', 'REST /rest', 'SOAP'],
  })
  expect(info.capabilities.tags).toBe(true)
})

test('a system that is asked for SOAP is not asked for VI JSON', async () => {
  const { line, asked } = system(current, 'soap')
  expect(await discover(line, signal)).toMatchObject({ dialect: 'soap', release: '8.0.3.0' })
  expect(asked).not.toContain(content('8.0.3.0'))
})

test.each([
  ['an empty answer', () => jsonReply({ api_release: '' })],
  ['NOT_FOUND', () => jsonReply({ error_type: 'NOT_FOUND' }, 404)],
  ['nothing of ours', () => jsonReply({ api_release: '99.0.0.0' })],
])('a hello with %s leaves the listed release', async (_name, hello) => {
  const { line } = system({ ...current, 'POST /api/vcenter/system?action=hello': hello })
  expect(await discover(line, signal)).toMatchObject({ dialect: 'vi-json', release: '8.0.3.0' })
})

test('without VI JSON it is SOAP, unless VI JSON is demanded', async () => {
  const without = { ...current, [content('8.0.3.0')]: notFound }
  expect(await discover(system(without).line, signal)).toMatchObject({ dialect: 'soap' })
  await expect(discover(system(without, 'vi-json').line, signal)).rejects.toMatchObject({
    info: { kind: 'unsupported', advice: expect.stringContaining('dialect') },
  })
})

test('vCenter 7 and vcsim: SOAP; a vCenter without REST says why it has no tags', async () => {
  const { line, asked } = system({
    'GET /sdk/vimServiceVersions.xml': () => versions('7.0.3.0', '7.0.2.0'),
    'POST /sdk': () => soapReply('RetrieveServiceContent', about('7.0.3.0')),
  })
  const info = systemInfo(await discover(line, signal))
  expect(info).toMatchObject({ dialect: 'soap', release: '7.0.3.0', apis: ['SOAP 7.0.3.0'] })
  expect(info.capabilities.tags).toContain('no REST API')
  expect(asked.some((request) => request.includes('/vim25/') || request.includes('hello'))).toBe(false)
})

test('without a list of releases the system itself tells', async () => {
  const { line } = system({ 'POST /sdk': () => soapReply('RetrieveServiceContent', about('7.0.2.0')) })
  expect(await discover(line, signal)).toMatchObject({ dialect: 'soap', release: '7.0.2.0' })
})

test('a web page in its place is no vCenter', async () => {
  const page = () =>
    new Response('<html><body>Hello</body></html>', { headers: { 'content-type': 'text/html' } })
  const { line } = system({ 'GET /sdk/vimServiceVersions.xml': page, 'POST /sdk': page })
  await expect(discover(line, signal)).rejects.toMatchObject({ info: { kind: 'protocol' } })
})

test('a vCenter that is still starting is unavailable', async () => {
  const starting = () => new Response('503 Service Unavailable', { status: 503 })
  const { line } = system({ 'GET /sdk/vimServiceVersions.xml': starting, 'POST /sdk': starting })
  await expect(discover(line, signal)).rejects.toMatchObject({ info: { kind: 'unavailable' } })
})

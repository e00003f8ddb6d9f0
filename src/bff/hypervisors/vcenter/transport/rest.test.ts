import { expect, test } from 'vitest'
import { TagReader } from '../inventory/tags.ts'
import { jsonReply, lineTo } from '../test-line.ts'
import { restFault } from './faults.ts'
import { RestClient, restLogin } from './rest-client.ts'

const options = { signal: new AbortController().signal }
const account = { userName: 'jörg@vsphere.local', password: 'pä:ss' }

test.each([
  ['/api', 201, '"abc"', 'POST /api/session'],
  ['/rest', 200, '{"value":"abc"}', 'POST /rest/com/vmware/cis/session'],
] as const)('signs in by %s', async (dialect, status, body, asked) => {
  let seen = ''
  let authorization = ''
  const line = lineTo((request) => {
    seen = `${request.method} ${new URL(request.url).pathname}`
    authorization = request.headers.get('authorization') ?? ''
    return new Response(body, { status })
  })
  expect((await restLogin(line, dialect, account, options)).token).toBe('abc')
  expect(seen).toBe(asked)
  // UTF-8, as RFC 7617 has it.
  const bytes = Uint8Array.from(atob(authorization.replace('Basic ', '')), (char) => char.charCodeAt(0))
  expect(new TextDecoder().decode(bytes)).toBe('jörg@vsphere.local:pä:ss')
})

const message = (default_message: string, id = 'x') => ({ id, default_message, args: [] })

test.each([
  // The type decides, not the status.
  [500, { error_type: 'RESOURCE_BUSY', messages: [message('Busy.')] }, 'conflict', 'RESOURCE_BUSY', 'Busy.'],
  [
    400,
    { type: 'com.vmware.vapi.std.errors.not_found', value: { messages: [message('Gone.')] } },
    'not-found',
    'NOT_FOUND',
    'Gone.',
  ],
  [
    404,
    { error_type: 'NOT_FOUND', messages: [message('No such URL.', 'com.vmware.vapi.rest.httpNotFound')] },
    'unsupported',
    'NOT_FOUND',
    'No such URL.',
  ],
  [404, undefined, 'unsupported', '404', 'HTTP 404'],
  [401, undefined, 'auth', '401', 'HTTP 401'],
  [403, { error_type: 'UNAUTHORIZED', messages: [message('No.')] }, 'forbidden', 'UNAUTHORIZED', 'No.'],
  [500, undefined, 'unavailable', '500', 'HTTP 500'],
])('HTTP %i with %j is %s', (status, body, kind, code, words) => {
  const { info } = restFault(status, body, 'vc')
  expect(info).toMatchObject({ kind, code })
  expect(info.message).toContain(words)
})

test('further messages are causes', () => {
  const body = { error_type: 'ERROR', messages: [message('Outer.'), message('Inner.')] }
  expect(restFault(500, body, 'vc').info.causes).toEqual(['Inner.'])
})

test.each(['/api', '/rest'] as const)('reads tags by %s, each name once', async (dialect) => {
  const asked: string[] = []
  const wrap = (value: unknown) => jsonReply(dialect === '/rest' ? { value } : value)
  const line = lineTo((request) => {
    const { pathname } = new URL(request.url)
    asked.push(pathname)
    if (pathname.endsWith('tag-association')) {
      return wrap([
        { object_id: { type: 'VirtualMachine', id: 'vm-1' }, tag_ids: ['urn:t1', 'urn:t2'] },
        { object_id: { type: 'VirtualMachine', id: 'vm-2' }, tag_ids: ['urn:t1'] },
        { object_id: { type: 'VirtualMachine', id: 'vm-3' }, tag_ids: [] },
      ])
    }
    if (pathname.includes('/category/')) return wrap({ id: 'urn:c', name: 'env' })
    return wrap({ category_id: 'urn:c', name: pathname.includes('t1') ? 'prod' : 'backup' })
  })
  const reader = new TagReader(new RestClient(line, dialect, 'abc'))
  expect(await reader.read(['vm-1', 'vm-2', 'vm-3'], options)).toEqual(
    new Map([
      ['vm-1', ['env:backup', 'env:prod']],
      ['vm-2', ['env:prod']],
    ]),
  )
  expect(asked).toHaveLength(4)
  await reader.read(['vm-1'], options)
  expect(asked).toHaveLength(5)
  expect(asked.every((path) => path.startsWith(dialect))).toBe(true)
})

import { describe, expect, test } from 'vitest'
import { toFault } from '../../../../contract/fault.ts'
import type { GuestAuth } from '../../../../contract/guest/command.ts'
import { jsonReply, lineTo, soapFaultReply, soapReply } from '../test-line.ts'
import { RestClient } from '../transport/rest-client.ts'
import { VimClient } from '../transport/vim-client.ts'
import { readServiceContent } from '../wire/service-content.ts'
import { guestSamples } from './golden/calls.ts'
import { guestFault } from './guest-faults.ts'
import type { GuestCall, GuestWire } from './guest-wire.ts'
import { RestGuestWire } from './rest-guest-wire.ts'
import { VimGuestWire } from './vim-guest-wire.ts'

const { signal } = new AbortController()
const root: GuestAuth = { type: 'password', userName: 'root', password: 'p', interactive: false }
const callOf = ({
  auth = root,
  family = 'linux',
}: {
  auth?: GuestAuth
  family?: GuestCall['family']
}): GuestCall => ({
  vm: 'vm-42',
  auth,
  family,
  signal,
})

interface Sent {
  path: string
  body: string
}

function restWire(dialect: '/api' | '/rest', answer: () => Response) {
  const sent: Sent[] = []
  const line = lineTo((request, body) => {
    const { pathname, search } = new URL(request.url)
    sent.push({ path: `${request.method} ${pathname}${search}`, body })
    return answer()
  })
  return { sent, wire: new RestGuestWire(new RestClient(line, dialect, 'token')) }
}

const managers = [
  ['processManager', 'GuestProcessManager', 'guestOperationsProcessManager'],
  ['fileManager', 'GuestFileManager', 'guestOperationsFileManager'],
] as const

/** A vim wire whose managers are known; `answer` replies to everything else. */
function vimWire(dialect: 'soap' | 'vi-json', answer: (method: string) => Response) {
  const sent: Sent[] = []
  const line = lineTo((request, body) => {
    const method = /Retrieve(?:PropertiesEx|Properties)/.exec(request.url + body)?.[0]
    if (method === undefined) {
      sent.push({ path: `${request.method} ${new URL(request.url).pathname}`, body })
      return answer(/<(\w+) xmlns="urn:vim25"/.exec(body)?.[1] ?? '')
    }
    if (dialect === 'vi-json')
      return jsonReply({
        _typeName: 'RetrieveResult',
        objects: [
          {
            _typeName: 'ObjectContent',
            obj: {
              _typeName: 'ManagedObjectReference',
              type: 'GuestOperationsManager',
              value: 'guestOperationsManager',
            },
            propSet: managers.map(([name, type, value]) => ({
              _typeName: 'DynamicProperty',
              name,
              val: { _typeName: 'ManagedObjectReference', type, value },
            })),
          },
        ],
      })
    const props = managers.map(
      ([name, type, value]) =>
        `<propSet><name>${name}</name><val type="${type}" xsi:type="ManagedObjectReference">${value}</val></propSet>`,
    )
    return soapReply(
      method,
      `<returnval><objects><obj type="GuestOperationsManager">guestOperationsManager</obj>${props.join('')}</objects></returnval>`,
    )
  })
  const content = readServiceContent({
    guestOperationsManager: {
      _typeName: 'ManagedObjectReference',
      type: 'GuestOperationsManager',
      value: 'guestOperationsManager',
    },
  })
  const vim = new VimClient(line, dialect, '8.0.3.0', 'token')
  return { sent, wire: new VimGuestWire(vim, async () => content) }
}

/** What a call sends, whatever becomes of its reply. */
async function sentBy(sent: Sent[], run: Promise<unknown>): Promise<Sent> {
  await run.catch(() => undefined)
  const [first] = sent
  if (first === undefined) throw new Error('nothing was sent')
  return first
}

const withRest = guestSamples.flatMap((sample) =>
  sample.rest === undefined ? [] : [{ ...sample, rest: sample.rest }],
)
const withVim = guestSamples.flatMap((sample) =>
  sample.vim === undefined ? [] : [{ ...sample, vim: sample.vim }],
)
const restRoot = { type: 'USERNAME_PASSWORD', interactive_session: false, user_name: 'root', password: 'p' }

describe.each(['/api', '/rest'] as const)('%s', (dialect) => {
  test.each(withRest)('$title', async ({ rest, run, ...sample }) => {
    const { sent, wire } = restWire(dialect, () => jsonReply(dialect === '/rest' ? { value: 1834 } : 1834))
    const { path, body } = await sentBy(sent, run(wire, callOf(sample)))
    expect(path).toBe(`POST ${dialect}/vcenter/vm/vm-42/guest/${rest.path}`)
    const wanted = dialect === '/rest' ? (rest.legacy ?? rest.body) : rest.body
    expect(JSON.parse(body)).toEqual({ credentials: rest.credentials ?? restRoot, ...wanted })
  })
})

describe('VI JSON', () => {
  test.each(withVim)('$title', async ({ vim, run, ...sample }) => {
    const { sent, wire } = vimWire('vi-json', () => jsonReply(null))
    const { path, body } = await sentBy(sent, run(wire, callOf(sample)))
    const manager = vim.manager === 'process' ? managers[0] : managers[1]
    expect(path).toBe(`POST /sdk/vim25/8.0.3.0/${manager[1]}/${manager[2]}/${vim.method}`)
    const { vm, auth, ...rest } = JSON.parse(body)
    expect(vm).toMatchObject({ type: 'VirtualMachine', value: 'vm-42' })
    expect(auth).toEqual(
      vim.auth?.json ?? {
        _typeName: 'NamePasswordAuthentication',
        interactiveSession: false,
        username: 'root',
        password: 'p',
      },
    )
    expect(rest).toEqual(vim.json)
  })
})

describe('SOAP', () => {
  test.each(withVim)('$title', async ({ vim, run, ...sample }) => {
    const { sent, wire } = vimWire('soap', () => new Response('', { status: 500 }))
    const { path, body } = await sentBy(sent, run(wire, callOf(sample)))
    const manager = vim.manager === 'process' ? managers[0] : managers[1]
    expect(path).toBe('POST /sdk')
    const [, inner] =
      new RegExp(`<${vim.method} xmlns="urn:vim25">(.*)</${vim.method}>`, 's').exec(body) ?? []
    expect(inner).toBe(
      `<_this type="${manager[1]}">${manager[2]}</_this><vm type="VirtualMachine">vm-42</vm>${
        vim.auth?.soap ??
        '<auth xsi:type="NamePasswordAuthentication"><interactiveSession>false</interactiveSession>' +
          '<username>root</username><password>p</password></auth>'
      }${vim.soap}`,
    )
  })
})

interface Refusal {
  what: string
  status: number
  type: string
  data?: object
  message?: string
  expected: object
}

/** Every error that the document of `processes: create` names, and reasons of paths. */
const restErrors: Refusal[] = [
  {
    what: 'start_minimized in a guest that is no Windows',
    status: 400,
    type: 'INVALID_ARGUMENT',
    message: "The field 'start_minimized' is set.",
    expected: { kind: 'invalid-input', field: 'command.startMinimized' },
  },
  {
    what: 'a VM that does not run',
    status: 400,
    type: 'NOT_ALLOWED_IN_CURRENT_STATE',
    expected: { kind: 'invalid-state', advice: 'Power the VM on first.' },
  },
  { what: 'a VM that is gone', status: 404, type: 'NOT_FOUND', expected: { kind: 'not-found' } },
  {
    what: 'a busy VM',
    status: 500,
    type: 'RESOURCE_BUSY',
    expected: { kind: 'conflict', advice: expect.stringContaining('Try again') },
  },
  {
    what: 'tools that do not run',
    status: 503,
    type: 'SERVICE_UNAVAILABLE',
    expected: { kind: 'unavailable', advice: expect.stringContaining('VMware Tools') },
  },
  {
    what: 'a program that does not start',
    status: 500,
    type: 'UNABLE_TO_ALLOCATE_RESOURCE',
    expected: { kind: 'unavailable', advice: 'The program did not start in the guest.' },
  },
  {
    what: 'wrong credentials',
    status: 401,
    type: 'UNAUTHENTICATED',
    expected: { kind: 'forbidden', code: 'INVALID_GUEST_LOGIN', field: 'auth.password' },
  },
  {
    what: 'a path that cannot be accessed',
    status: 403,
    type: 'UNAUTHORIZED',
    expected: { kind: 'forbidden', field: 'command.path' },
  },
  {
    what: 'tools that cannot do it',
    status: 400,
    type: 'UNSUPPORTED',
    expected: { kind: 'unsupported', advice: expect.stringContaining('cannot do that') },
  },
  {
    what: 'a program that is not there',
    status: 400,
    type: 'INVALID_ARGUMENT',
    data: { reason: 'FILE_NOT_FOUND', file_path: '/bin/sh' },
    expected: { kind: 'not-found', field: 'command.path' },
  },
  {
    what: 'a working directory that is none',
    status: 400,
    type: 'INVALID_ARGUMENT',
    data: { reason: 'NOT_A_DIRECTORY', file_path: '/etc/hosts' },
    expected: { kind: 'invalid-input', field: 'command.workingDirectory' },
  },
]

const program = { path: '/bin/sh', arguments: '', workingDirectory: '/etc/hosts' }
const given = { 'command.workingDirectory': program.workingDirectory, 'command.path': program.path }

async function refusal(wire: GuestWire): Promise<object> {
  try {
    await wire.start(callOf({}), program)
  } catch (error) {
    return toFault(guestFault(error, given)).info
  }
  throw new Error('expected a fault')
}

describe.each(['/api', '/rest'] as const)('%s refuses', (dialect) => {
  test.each(restErrors)('$what', async ({ status, type, data, message = 'In its words.', expected }) => {
    const messages = [{ id: 'x', default_message: message, args: [] }]
    const inner = { error_type: type, messages, ...(data === undefined ? {} : { data }) }
    const body =
      dialect === '/api' ? inner : { type: `com.vmware.vapi.std.errors.${type.toLowerCase()}`, value: inner }
    let asked = 0
    // The session itself is alive: only the guest refuses.
    const { wire } = restWire(dialect, () => {
      asked += 1
      return asked === 1 ? jsonReply(body, status) : jsonReply({ user: 'ann' })
    })
    expect(await refusal(wire)).toMatchObject({ message, ...expected })
  })
})

test('when the session is refused as well, it is the session that ended', async () => {
  const body = { error_type: 'UNAUTHENTICATED', messages: [] }
  const { wire } = restWire('/api', () => jsonReply(body, 401))
  expect(await refusal(wire)).toMatchObject({ kind: 'auth' })
})

/** The same as vim tells them. */
const vimErrors: [type: string, detail: Record<string, string>, expected: object][] = [
  [
    'InvalidArgument',
    { invalidProperty: 'startMinimized' },
    { kind: 'invalid-input', field: 'command.startMinimized' },
  ],
  ['InvalidPowerState', {}, { kind: 'invalid-state', advice: 'Power the VM on first.' }],
  ['ManagedObjectNotFound', {}, { kind: 'not-found' }],
  ['TaskInProgress', {}, { kind: 'conflict', advice: expect.stringContaining('Try again') }],
  [
    'GuestOperationsUnavailable',
    {},
    { kind: 'unavailable', advice: expect.stringContaining('VMware Tools') },
  ],
  ['SystemError', { reason: 'The program did not start.' }, { kind: 'unavailable' }],
  ['InvalidGuestLogin', {}, { kind: 'forbidden', field: 'auth.password' }],
  ['GuestPermissionDenied', {}, { kind: 'forbidden', field: 'auth.userName' }],
  ['CannotAccessFile', { file: '/bin/sh' }, { kind: 'forbidden', field: 'command.path' }],
  ['FileNotFound', { file: '/bin/sh' }, { kind: 'not-found', field: 'command.path' }],
  ['NotADirectory', { file: '/etc/hosts' }, { kind: 'invalid-input', field: 'command.workingDirectory' }],
  ['OperationNotSupportedByGuest', {}, { kind: 'unsupported' }],
  ['OperationDisabledByGuest', {}, { kind: 'unsupported' }],
  ['GuestComponentsOutOfDate', {}, { kind: 'unsupported', advice: expect.stringContaining('Upgrade') }],
]

describe.each(['soap', 'vi-json'] as const)('%s refuses', (dialect) => {
  test.each(vimErrors)('%s', async (type, detail, expected) => {
    const message = 'In its words.'
    const xml = Object.entries(detail).map(([name, value]) => `<${name}>${value}</${name}>`)
    const { wire } = vimWire(dialect, () =>
      dialect === 'soap'
        ? soapFaultReply(type, message, xml.join(''))
        : jsonReply({ _typeName: type, faultstring: message, ...detail }, 500),
    )
    expect(await refusal(wire)).toMatchObject({ code: type, message, ...expected })
  })
})

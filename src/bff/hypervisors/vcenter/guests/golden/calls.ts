import type { GuestAuth } from '../../../../../contract/guest/command.ts'
import type { GuestProgram } from '../../../guest-port.ts'
import type { GuestCall, GuestWire } from '../guest-wire.ts'

/** One call into a guest, and how each dialect writes it. */
export interface GuestSample {
  title: string
  auth?: GuestAuth
  family?: GuestCall['family']
  run(wire: GuestWire, call: GuestCall): Promise<unknown>
  /** Path below `…/vm/vm-42/guest/`, and what stands in the body besides the credentials. */
  rest?: { path: string; body: object; legacy?: object; credentials?: object }
  /** `vim` is what stands in the body besides `vm` and `auth`, in the order of its fields. */
  vim?: {
    manager: 'process' | 'file'
    method: string
    json: object
    soap: string
    auth?: { json: object; soap: string }
  }
}

const program = (more: Partial<GuestProgram>): GuestProgram => ({ path: '/bin/sh', arguments: '', ...more })
const start = (more: Partial<GuestProgram>) => (wire: GuestWire, call: GuestCall) =>
  wire.start(call, program(more))

const plainSpec = { _typeName: 'GuestProgramSpec', programPath: '/bin/sh', arguments: '' }
const plainSoap = '<programPath>/bin/sh</programPath><arguments></arguments>'
const create = { manager: 'process', method: 'StartProgramInGuest' } as const

function created(
  title: string,
  more: Partial<GuestProgram>,
  rest: { body: object; legacy?: object },
  vim: { json: object; soap: string; windows?: boolean },
): GuestSample {
  const spec = { path: '/bin/sh', arguments: '' }
  const type = vim.windows === true ? 'GuestWindowsProgramSpec' : 'GuestProgramSpec'
  return {
    title: `create: ${title}`,
    family: vim.windows === true ? 'windows' : 'linux',
    run: start(more),
    rest: {
      path: 'processes?action=create',
      body: { spec: { ...spec, ...rest.body } },
      ...(rest.legacy === undefined ? {} : { legacy: { spec: { ...spec, ...rest.legacy } } }),
    },
    vim: {
      ...create,
      json: { spec: { ...plainSpec, ...vim.json, _typeName: type } },
      soap: `<spec xsi:type="${type}">${vim.soap}</spec>`,
    },
  }
}

const identity = (
  title: string,
  auth: GuestAuth,
  credentials: object,
  json: object,
  soap: string,
): GuestSample => ({
  title: `credentials: ${title}`,
  auth,
  run: (wire, call) => wire.processes(call, undefined),
  rest: { path: 'processes?action=list', body: {}, credentials },
  vim: {
    manager: 'process',
    method: 'ListProcessesInGuest',
    json: { pids: [] },
    soap: '',
    auth: { json, soap },
  },
})

/** Every field of the vendor's document of processes at least once, then the siblings. */
export const guestSamples: GuestSample[] = [
  created('path and nothing else', {}, { body: {} }, { json: {}, soap: plainSoap }),
  created(
    'arguments',
    { arguments: `-c 'id "$USER" <&>' > /tmp/ö` },
    { body: { arguments: `-c 'id "$USER" <&>' > /tmp/ö` } },
    {
      json: { arguments: `-c 'id "$USER" <&>' > /tmp/ö` },
      soap: `<programPath>/bin/sh</programPath><arguments>-c 'id &quot;$USER&quot; &lt;&amp;&gt;' &gt; /tmp/ö</arguments>`,
    },
  ),
  created(
    'working_directory',
    { workingDirectory: '/srv/my app' },
    { body: { working_directory: '/srv/my app' } },
    {
      json: { workingDirectory: '/srv/my app' },
      soap: `${plainSoap}<workingDirectory>/srv/my app</workingDirectory>`,
    },
  ),
  created(
    'environment_variables',
    {
      environment: [
        { name: 'PATH', value: '/bin:/usr/bin' },
        { name: 'X', value: 'a=b' },
      ],
    },
    {
      body: { environment_variables: { PATH: '/bin:/usr/bin', X: 'a=b' } },
      legacy: {
        environment_variables: [
          { key: 'PATH', value: '/bin:/usr/bin' },
          { key: 'X', value: 'a=b' },
        ],
      },
    },
    {
      json: { envVariables: ['PATH=/bin:/usr/bin', 'X=a=b'] },
      soap: `${plainSoap}<envVariables>PATH=/bin:/usr/bin</envVariables><envVariables>X=a=b</envVariables>`,
    },
  ),
  created(
    'start_minimized',
    { startMinimized: true },
    { body: { start_minimized: true } },
    {
      json: { startMinimized: true },
      soap: `${plainSoap}<startMinimized>true</startMinimized>`,
      windows: true,
    },
  ),
  created(
    'start_minimized, switched off in so many words',
    { startMinimized: false },
    { body: { start_minimized: false } },
    {
      json: { startMinimized: false },
      soap: `${plainSoap}<startMinimized>false</startMinimized>`,
      windows: true,
    },
  ),
  identity(
    'user name and password in a desktop session',
    { type: 'password', userName: 'Administrator', password: 'p<&>"', interactive: true },
    { type: 'USERNAME_PASSWORD', interactive_session: true, user_name: 'Administrator', password: 'p<&>"' },
    {
      _typeName: 'NamePasswordAuthentication',
      interactiveSession: true,
      username: 'Administrator',
      password: 'p<&>"',
    },
    '<auth xsi:type="NamePasswordAuthentication"><interactiveSession>true</interactiveSession>' +
      '<username>Administrator</username><password>p&lt;&amp;&gt;&quot;</password></auth>',
  ),
  identity(
    'SAML token of a user',
    { type: 'saml', token: '<saml/>', userName: 'deploy' },
    { type: 'SAML_BEARER_TOKEN', interactive_session: false, saml_token: '<saml/>', user_name: 'deploy' },
    { _typeName: 'SAMLTokenAuthentication', interactiveSession: false, token: '<saml/>', username: 'deploy' },
    '<auth xsi:type="SAMLTokenAuthentication"><interactiveSession>false</interactiveSession>' +
      '<token>&lt;saml/&gt;</token><username>deploy</username></auth>',
  ),
  identity(
    'SAML token, its user left to the guest',
    { type: 'saml', token: 't' },
    { type: 'SAML_BEARER_TOKEN', interactive_session: false, saml_token: 't' },
    { _typeName: 'SAMLTokenAuthentication', interactiveSession: false, token: 't' },
    '<auth xsi:type="SAMLTokenAuthentication"><interactiveSession>false</interactiveSession><token>t</token></auth>',
  ),
  {
    title: 'list: every process',
    run: (wire, call) => wire.processes(call, undefined),
    rest: { path: 'processes?action=list', body: {} },
    vim: { manager: 'process', method: 'ListProcessesInGuest', json: { pids: [] }, soap: '' },
  },
  {
    title: 'get: one process',
    run: (wire, call) => wire.processes(call, [1834]),
    rest: { path: 'processes/1834?action=get', body: {} },
    vim: {
      manager: 'process',
      method: 'ListProcessesInGuest',
      json: { pids: [1834] },
      soap: '<pids>1834</pids>',
    },
  },
  {
    title: 'delete: one process',
    run: (wire, call) => wire.endProcess(call, 1834),
    rest: { path: 'processes/1834?action=delete', body: {} },
    vim: {
      manager: 'process',
      method: 'TerminateProcessInGuest',
      json: { pid: 1834 },
      soap: '<pid>1834</pid>',
    },
  },
  {
    title: 'environment',
    run: (wire, call) => wire.environment(call),
    rest: { path: 'environment?action=list', body: {} },
    vim: { manager: 'process', method: 'ReadEnvironmentVariableInGuest', json: { names: [] }, soap: '' },
  },
  {
    title: 'files: a temporary one',
    run: (wire, call) => wire.temporaryFile(call, { prefix: 'gantry-', suffix: '.out' }),
    rest: { path: 'filesystem/files?action=createTemporary', body: { prefix: 'gantry-', suffix: '.out' } },
    vim: {
      manager: 'file',
      method: 'CreateTemporaryFileInGuest',
      json: { prefix: 'gantry-', suffix: '.out' },
      soap: '<prefix>gantry-</prefix><suffix>.out</suffix>',
    },
  },
  {
    title: 'files: a directory, its second part',
    run: (wire, call) => wire.files(call, { path: '/var/log', offset: 200 }),
    rest: {
      path: 'filesystem/files?action=list',
      body: { path: '/var/log', iteration: { size: 200, index: 200 } },
    },
    vim: {
      manager: 'file',
      method: 'ListFilesInGuest',
      json: { filePath: '/var/log', index: 200, maxResults: 200 },
      soap: '<filePath>/var/log</filePath><index>200</index><maxResults>200</maxResults>',
    },
  },
  {
    title: 'files: one removed',
    run: (wire, call) => wire.removeFile(call, '/tmp/a b'),
    rest: { path: 'filesystem/files/%2Ftmp%2Fa%20b?action=delete', body: {} },
    vim: {
      manager: 'file',
      method: 'DeleteFileInGuest',
      json: { filePath: '/tmp/a b' },
      soap: '<filePath>/tmp/a b</filePath>',
    },
  },
  {
    title: 'transfer: a download',
    run: (wire, call) => wire.downloadUrl(call, '/tmp/o'),
    rest: { path: 'filesystem?action=create', body: { spec: { path: '/tmp/o' } } },
    vim: {
      manager: 'file',
      method: 'InitiateFileTransferFromGuest',
      json: { guestFilePath: '/tmp/o' },
      soap: '<guestFilePath>/tmp/o</guestFilePath>',
    },
  },
  {
    title: 'transfer: an upload with its mode',
    run: (wire, call) =>
      wire.uploadUrl(call, { path: '/tmp/i', sizeBytes: 5, overwrite: true, permissions: 0o755 }),
    rest: {
      path: 'filesystem?action=create',
      body: {
        spec: { path: '/tmp/i', attributes: { size: 5, overwrite: true, posix: { permissions: '755' } } },
      },
    },
    vim: {
      manager: 'file',
      method: 'InitiateFileTransferToGuest',
      json: {
        guestFilePath: '/tmp/i',
        fileAttributes: { _typeName: 'GuestPosixFileAttributes', permissions: 493 },
        fileSize: 5,
        overwrite: true,
      },
      soap:
        '<guestFilePath>/tmp/i</guestFilePath><fileAttributes xsi:type="GuestPosixFileAttributes">' +
        '<permissions>493</permissions></fileAttributes><fileSize>5</fileSize><overwrite>true</overwrite>',
    },
  },
  {
    title: 'transfer: an upload into Windows',
    family: 'windows',
    run: (wire, call) => wire.uploadUrl(call, { path: 'C:\\i', sizeBytes: 0, overwrite: false }),
    rest: {
      path: 'filesystem?action=create',
      body: { spec: { path: 'C:\\i', attributes: { size: 0, overwrite: false } } },
    },
    vim: {
      manager: 'file',
      method: 'InitiateFileTransferToGuest',
      json: {
        guestFilePath: 'C:\\i',
        fileAttributes: { _typeName: 'GuestWindowsFileAttributes' },
        fileSize: 0,
        overwrite: false,
      },
      soap:
        '<guestFilePath>C:\\i</guestFilePath><fileAttributes xsi:type="GuestWindowsFileAttributes"></fileAttributes>' +
        '<fileSize>0</fileSize><overwrite>false</overwrite>',
    },
  },
]

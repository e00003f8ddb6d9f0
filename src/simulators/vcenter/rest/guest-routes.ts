import type { Listed } from '../guest/file-tree.ts'
import { asVimFaults, enterGuest, type GuestLogin, type Inside } from '../guest/guest-access.ts'
import { GuestError } from '../guest/guest-error.ts'
import type { GuestProcessState } from '../guest/guest-machine.ts'
import type { Vm } from '../model/entities.ts'
import { refusal } from '../model/vm-rules.ts'
import { byOf, vmOf } from './by.ts'
import { badInput, type Fields, fieldsOf, flagIn, mapIn, needTextIn, textIn } from './read-body.ts'
import type { RestCall, RestReply, RestRoute } from './rest-endpoint.ts'

const login = ['interactive_session', 'type', 'user_name', 'password', 'saml_token']

function loginOf(given: unknown): GuestLogin {
  const fields = fieldsOf(given, 'credentials', login)
  const type = needTextIn(fields, 'type')
  const interactive = flagIn(fields, 'interactive_session')
  if (type === 'SAML_BEARER_TOKEN') {
    needTextIn(fields, 'saml_token')
    return { userName: textIn(fields, 'user_name') ?? 'root', password: undefined, interactive }
  }
  if (type !== 'USERNAME_PASSWORD') throw badInput(`Unknown type ${type}.`)
  return {
    userName: textIn(fields, 'user_name') ?? '',
    password: textIn(fields, 'password') ?? '',
    interactive,
  }
}

/** QUIRK(vCenter 7.0U2): guest processes and files were published in `/api` there; older servers have neither. */
function inside(
  pattern: string,
  privilege: 'Query' | 'Modify' | 'Execute',
  known: readonly string[],
  run: (inside: Inside & { vm: Vm }, fields: Fields, call: RestCall) => RestReply,
): RestRoute {
  return {
    pattern: `POST vcenter/vm/{}/guest/${pattern}`,
    only: 'api',
    run: (call) =>
      asVimFaults(() => {
        const vm = vmOf(call)
        const fields = fieldsOf(call.body, 'the body', ['credentials', ...known])
        const found = enterGuest(byOf(call), vm, loginOf(fields.credentials), privilege)
        return run({ ...found, vm }, fields, call)
      }),
  }
}

const moment = (at: number) => new Date(at).toISOString()

function processOf(process: GuestProcessState): object {
  const { name, owner, commandLine, startedAt, endedAt, exitCode } = process
  return {
    name,
    owner,
    command: commandLine,
    started: moment(startedAt),
    ...(endedAt === undefined ? {} : { finished: moment(endedAt), exit_code: exitCode }),
  }
}

const kinds = { file: 'FILE', directory: 'DIRECTORY', link: 'SYMBOLIC_LINK' } as const

function fileOf({ name, kind, size, modifiedAt, mode, owner, target }: Listed, family: string): object {
  const times = { last_modified: moment(modifiedAt), last_accessed: moment(modifiedAt) }
  const number = owner === 'root' ? 0 : 1000
  const posix = {
    owner_id: number,
    group_id: number,
    permissions: (mode & 0o7777).toString(8),
    ...(target === undefined ? {} : { symlink_target: target }),
  }
  const windows = { hidden: false, read_only: false, created: moment(modifiedAt) }
  return {
    filename: name,
    type: kinds[kind],
    size,
    attributes: { ...times, ...(family === 'windows' ? { windows } : { posix }) },
  }
}

const processRoutes = [
  inside('processes?action=create', 'Execute', ['spec'], ({ machine, account }, { spec }, call) => {
    const fields = fieldsOf(spec, 'spec', [
      'path',
      'arguments',
      'working_directory',
      'environment_variables',
      'start_minimized',
    ])
    if (flagIn(fields, 'start_minimized') && machine.about.family !== 'windows')
      throw badInput("'start_minimized' is for Windows guests only.")
    const given = mapIn(call, fields, 'environment_variables')
    const pid = machine.start(account, {
      path: needTextIn(fields, 'path'),
      arguments: textIn(fields, 'arguments') ?? '',
      workingDirectory: textIn(fields, 'working_directory'),
      environment:
        given.length === 0 ? undefined : new Map(given.map(([name, value]) => [name, String(value)])),
    })
    return { status: 201, value: pid }
  }),
  inside('processes?action=list', 'Query', [], ({ machine }) => ({
    value: machine.list().map(({ pid, ...process }) => {
      // The list tells neither end nor exit code.
      const { name, owner, commandLine, startedAt } = process
      return { pid, name, owner, command: commandLine, started: moment(startedAt) }
    }),
  })),
  inside('processes/{}?action=get', 'Query', [], ({ machine }, _fields, { ids }) => {
    const [found] = machine.list([Number(ids[1])])
    if (found === undefined || ids[1] === undefined) throw unknownProcess(ids[1])
    return { value: processOf(found) }
  }),
  inside('processes/{}?action=delete', 'Execute', [], ({ machine, account }, _fields, { ids }) => {
    machine.kill(Number(ids[1]), account)
    return {}
  }),
  inside('environment?action=list', 'Query', ['names'], ({ machine, account }) => ({
    value: Object.fromEntries(machine.environmentOf(account)),
  })),
  inside('environment/{}?action=get', 'Query', [], ({ machine, account }, _fields, { ids }) => ({
    value: machine.environmentOf(account).get(ids[1] ?? '') ?? '',
  })),
]

const fileRoutes = [
  inside(
    'filesystem/files?action=createTemporary',
    'Modify',
    ['prefix', 'suffix', 'parent_path'],
    ({ machine, account }, fields) => ({
      value: machine.makeTemporary(
        account,
        {
          prefix: needTextIn(fields, 'prefix'),
          suffix: needTextIn(fields, 'suffix'),
          directory: textIn(fields, 'parent_path'),
        },
        'file',
      ),
    }),
  ),
  inside('filesystem/files?action=list', 'Query', ['path', 'iteration', 'filter'], ({ machine }, fields) => {
    const all = machine.files.list(needTextIn(fields, 'path'))
    const { size = 50, index = 0 } =
      fields.iteration === undefined ? {} : fieldsOf(fields.iteration, 'iteration', ['size', 'index'])
    const [from, count] = [Number(index), Number(size)]
    const files = all.slice(from, from + count).map((entry) => fileOf(entry, machine.about.family))
    return { value: { files, total: all.length, first_index: from, last_index: from + files.length } }
  }),
  inside('filesystem/files/{}?action=get', 'Query', [], ({ machine }, _fields, { ids }) => {
    const [entry] = machine.files.list(ids[1] ?? '')
    return { value: entry === undefined ? {} : fileOf(entry, machine.about.family) }
  }),
  inside('filesystem/files/{}?action=delete', 'Modify', [], ({ machine }, _fields, { ids }) => {
    machine.files.remove(ids[1] ?? '')
    return {}
  }),
  inside('filesystem?action=create', 'Modify', ['spec'], ({ machine, account, vm }, { spec }, { world }) => {
    const fields = fieldsOf(spec, 'spec', ['path', 'attributes'])
    const path = needTextIn(fields, 'path')
    if (fields.attributes === undefined || fields.attributes === null)
      return { status: 201, value: world.transfers.download(vm, machine, account, path).url }
    const attributes = fieldsOf(fields.attributes, 'attributes', [
      'size',
      'overwrite',
      'last_modified',
      'last_accessed',
      'posix',
      'windows',
    ])
    const posix =
      attributes.posix === undefined
        ? {}
        : fieldsOf(attributes.posix, 'posix', ['owner_id', 'group_id', 'permissions'])
    const mode = textIn(posix, 'permissions')
    return {
      status: 201,
      value: world.transfers.upload(vm, machine, account, {
        path,
        size: Number(attributes.size ?? 0),
        overwrite: flagIn(attributes, 'overwrite'),
        mode: mode === undefined ? undefined : Number.parseInt(mode, 8),
      }),
    }
  }),
]

function unknownProcess(pid: string | undefined): Error {
  return new GuestError('GuestProcessNotFound', `A process with PID ${pid ?? ''} was not found`)
}

export const guestRoutes: readonly RestRoute[] = [
  ...processRoutes,
  ...fileRoutes,
  {
    pattern: 'GET vcenter/vm/{}/guest/operations',
    only: 'api',
    run(call) {
      const vm = vmOf(call)
      const ready = refusal(vm, 'shutdownGuest') === undefined && vm.tools !== 'none'
      return { value: { guest_operations_ready: ready, interactive_guest_operations_ready: ready } }
    },
  },
]

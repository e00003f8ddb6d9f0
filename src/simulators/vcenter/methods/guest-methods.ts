import type { Listed } from '../guest/file-tree.ts'
import { asVimFaults, enterGuest, type GuestLogin, type Inside } from '../guest/guest-access.ts'
import type { GuestProcessState } from '../guest/guest-machine.ts'
import type { Managed, Vm } from '../model/entities.ts'
import { entityAt } from '../operations/placement.ts'
import { invalidArgument, VimFault } from '../vim/faults.ts'
import {
  type Call,
  flagOf,
  listOf,
  type Method,
  method,
  needText,
  numberOf,
  refOf,
  textOf,
} from '../vim/method.ts'
import { type Data, isData, type Value } from '../vim/value.ts'
import { byOf } from './by.ts'

type Args = Readonly<Record<string, Value>>

function loginOf(args: Args): GuestLogin {
  const { auth } = args
  if (!isData(auth)) throw invalidArgument('auth')
  const text = (name: string) => (typeof auth[name] === 'string' ? auth[name] : undefined)
  const interactive = auth.interactiveSession === true
  if (auth._typeName === 'SAMLTokenAuthentication')
    return { userName: text('username') ?? 'root', password: undefined, interactive }
  return { userName: text('username') ?? '', password: text('password') ?? '', interactive }
}

function vmOf(call: Call<Managed>): Vm {
  const target = refOf(call.args, 'vm')
  if (target === undefined) throw invalidArgument('vm')
  return entityAt(call.world, target, 'VirtualMachine', 'vm')
}

/** Declares a method that works inside a guest. */
function inside(
  name: string,
  privilege: 'Query' | 'Modify' | 'Execute',
  params: string,
  result: string,
  run: (inside: Inside & { vm: Vm }, args: Args, call: Call<Managed>) => Value,
): Method {
  return method(
    name,
    `vm ref, auth GuestAuthentication${params === '' ? '' : `, ${params}`}`,
    result,
    (call) =>
      asVimFaults(() => {
        const vm = vmOf(call)
        return run({ ...enterGuest(byOf(call), vm, loginOf(call.args), privilege), vm }, call.args, call)
      }),
  )
}

function processInfo(process: GuestProcessState): Data {
  return {
    _typeName: 'GuestProcessInfo',
    name: process.name,
    pid: process.pid,
    owner: process.owner,
    cmdLine: process.commandLine,
    startTime: process.startedAt,
    endTime: process.endedAt,
    exitCode: process.exitCode,
  }
}

const kinds = { file: 'file', directory: 'directory', link: 'symlink' } as const

function attributesOf(entry: Pick<Listed, 'modifiedAt' | 'mode' | 'owner' | 'target'>, family: string): Data {
  const common = { modificationTime: entry.modifiedAt, accessTime: entry.modifiedAt }
  if (family === 'windows')
    return {
      _typeName: 'GuestWindowsFileAttributes',
      ...common,
      hidden: false,
      readOnly: false,
      createTime: entry.modifiedAt,
    }
  return {
    _typeName: 'GuestPosixFileAttributes',
    ...common,
    symlinkTarget: entry.target,
    ownerId: entry.owner === 'root' ? 0 : 1000,
    groupId: entry.owner === 'root' ? 0 : 1000,
    permissions: entry.mode & 0o7777,
  }
}

/** `*.log` as the file manager matches names: a regular expression in the documents, a pattern in use. */
function matcher(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined || pattern === '') return () => true
  try {
    const expression = new RegExp(`^(?:${pattern})$`)
    return (name) => expression.test(name)
  } catch {
    throw invalidArgument('matchPattern')
  }
}

const processMethods = [
  inside(
    'GuestProcessManager.StartProgramInGuest',
    'Execute',
    'spec GuestProgramSpec',
    'long',
    ({ machine, account }, { spec }) => {
      if (!isData(spec)) throw invalidArgument('spec')
      const text = (name: string) => (typeof spec[name] === 'string' ? spec[name] : undefined)
      if (spec.startMinimized === true && machine.about.family !== 'windows')
        throw invalidArgument('startMinimized')
      const given = spec.envVariables
      const pairs = Array.isArray(given) ? given.filter((one) => typeof one === 'string') : []
      const environment = new Map(
        pairs.map((pair) => [pair.split('=')[0] ?? '', pair.replace(/^[^=]*=/, '')]),
      )
      return machine.start(account, {
        path: text('programPath') ?? '',
        arguments: text('arguments') ?? '',
        workingDirectory: text('workingDirectory'),
        environment: environment.size === 0 ? undefined : environment,
      })
    },
  ),
  inside(
    'GuestProcessManager.ListProcessesInGuest',
    'Query',
    'pids* long',
    'GuestProcessInfo*',
    ({ machine }, args) => {
      const pids = listOf(args, 'pids').filter((pid) => typeof pid === 'number')
      return machine.list(pids).map(processInfo)
    },
  ),
  inside(
    'GuestProcessManager.TerminateProcessInGuest',
    'Execute',
    'pid long',
    'void',
    ({ machine, account }, args) => {
      machine.kill(numberOf(args, 'pid') ?? 0, account)
      return undefined
    },
  ),
  inside(
    'GuestProcessManager.ReadEnvironmentVariableInGuest',
    'Query',
    'names* string',
    'string*',
    ({ machine, account }, args) => {
      const names = new Set(listOf(args, 'names'))
      return [...machine.environmentOf(account)]
        .filter(([name]) => names.size === 0 || names.has(name))
        .map(([name, value]) => `${name}=${value}`)
    },
  ),
]

const fileMethods = [
  inside(
    'GuestFileManager.CreateTemporaryFileInGuest',
    'Modify',
    'prefix string, suffix string, directoryPath? string',
    'string',
    ({ machine, account }, args) => machine.makeTemporary(account, temporaryOf(args), 'file'),
  ),
  inside(
    'GuestFileManager.CreateTemporaryDirectoryInGuest',
    'Modify',
    'prefix string, suffix string, directoryPath? string',
    'string',
    ({ machine, account }, args) => machine.makeTemporary(account, temporaryOf(args), 'directory'),
  ),
  inside(
    'GuestFileManager.MakeDirectoryInGuest',
    'Modify',
    'directoryPath string, createParentDirectories boolean',
    'void',
    ({ machine, account }, args) => {
      machine.files.makeDirectory(needText(args, 'directoryPath'), account.name)
      return undefined
    },
  ),
  inside('GuestFileManager.DeleteFileInGuest', 'Modify', 'filePath string', 'void', ({ machine }, args) => {
    machine.files.remove(needText(args, 'filePath'))
    return undefined
  }),
  inside(
    'GuestFileManager.DeleteDirectoryInGuest',
    'Modify',
    'directoryPath string, recursive boolean',
    'void',
    ({ machine }, args) => {
      machine.files.remove(needText(args, 'directoryPath'))
      return undefined
    },
  ),
  inside(
    'GuestFileManager.ListFilesInGuest',
    'Query',
    'filePath string, index? int, maxResults? int, matchPattern? string',
    'GuestListFileInfo',
    ({ machine }, args) => {
      const fits = matcher(textOf(args, 'matchPattern'))
      const all = machine.files.list(needText(args, 'filePath')).filter(({ name }) => fits(name))
      const from = numberOf(args, 'index') ?? 0
      const until = from + (numberOf(args, 'maxResults') ?? 50)
      return {
        _typeName: 'GuestListFileInfo',
        files: all.slice(from, until).map((entry) => ({
          _typeName: 'GuestFileInfo',
          path: entry.name,
          type: kinds[entry.kind],
          size: entry.size,
          attributes: attributesOf(entry, machine.about.family),
        })),
        remaining: Math.max(0, all.length - until),
      }
    },
  ),
  inside(
    'GuestFileManager.InitiateFileTransferFromGuest',
    'Modify',
    'guestFilePath string',
    'FileTransferInformation',
    ({ machine, account, vm }, args, { world }) => {
      const path = needText(args, 'guestFilePath')
      const { url, size } = world.transfers.download(vm, machine, account, path)
      const attributes = attributesOf(machine.files.need(path), machine.about.family)
      return { _typeName: 'FileTransferInformation', attributes, size, url }
    },
  ),
  inside(
    'GuestFileManager.InitiateFileTransferToGuest',
    'Modify',
    'guestFilePath string, fileAttributes GuestFileAttributes, fileSize long, overwrite boolean',
    'string',
    ({ machine, account, vm }, args, { world }) => {
      const { fileAttributes } = args
      const permissions = isData(fileAttributes) ? fileAttributes.permissions : undefined
      return world.transfers.upload(vm, machine, account, {
        path: needText(args, 'guestFilePath'),
        size: numberOf(args, 'fileSize') ?? 0,
        overwrite: flagOf(args, 'overwrite') ?? false,
        mode: typeof permissions === 'number' ? permissions : undefined,
      })
    },
  ),
]

function temporaryOf(args: Args): { prefix: string; suffix: string; directory: string | undefined } {
  const [prefix, suffix] = [needText(args, 'prefix'), needText(args, 'suffix')]
  if (/[\\/]/.test(prefix + suffix)) throw new VimFault('InvalidArgument', 'A name holds no separator.')
  return { prefix, suffix, directory: textOf(args, 'directoryPath') || undefined }
}

export const guestMethods = [
  ...processMethods,
  ...fileMethods,
  inside('GuestAuthManager.ValidateCredentialsInGuest', 'Query', '', 'void', () => undefined),
]

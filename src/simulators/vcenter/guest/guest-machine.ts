import type { Timers } from '../model/timers.ts'
import { type GuestAccount, homeOf } from './accounts.ts'
import { Cmd, wordsOf } from './cmd.ts'
import { FileTree, posixPaths, windowsPaths } from './file-tree.ts'
import { furnish } from './furnish.ts'
import { GuestError } from './guest-error.ts'
import { powershell } from './powershell.ts'
import { windowsPrograms } from './programs.ts'
import { nowhere, Output, type Surroundings } from './running.ts'
import { Sh } from './sh.ts'

/** An ended process is known for so long (vim `GuestProcessInfo`: 5 minutes). */
const retentionMs = 5 * 60_000

export interface GuestProcessState {
  readonly pid: number
  readonly name: string
  readonly owner: string
  readonly commandLine: string
  readonly startedAt: number
  endedAt: number | undefined
  exitCode: number | undefined
  /** Started by the guest itself; tools tell of them without an end. */
  readonly system: boolean
}

export interface GuestAbout {
  family: 'linux' | 'windows'
  hostName: string
  ips: readonly string[]
  osName: string
  accounts: readonly GuestAccount[]
  timers: Timers
  /** The same guest before it was started anew: its files stay, but for the temporary ones. */
  before?: GuestMachine
}

export interface StartSpec {
  path: string
  arguments: string
  workingDirectory: string | undefined
  /** The complete set, or what the guest gives by default. */
  environment: ReadonlyMap<string, string> | undefined
}

/** What runs inside one VM between two starts: files, processes, environments. */
export class GuestMachine {
  readonly files: FileTree
  readonly about: GuestAbout
  private readonly processes = new Map<number, GuestProcessState>()
  private lastPid: number
  private madeFiles = 0

  constructor(about: GuestAbout) {
    this.about = about
    const paths = about.family === 'windows' ? windowsPaths : posixPaths
    this.files = new FileTree(paths, () => about.timers.now)
    if (about.before === undefined) furnish(this.files, about)
    else this.files.takeFrom(about.before.files, about.family === 'linux' ? '/tmp/' : undefined)
    this.lastPid = 1200
    for (const [name, owner] of systemProcesses[about.family]) {
      this.lastPid += 37
      this.processes.set(this.lastPid, {
        pid: this.lastPid,
        name,
        owner,
        commandLine: name,
        startedAt: about.timers.now - 86_400_000,
        endedAt: undefined,
        exitCode: undefined,
        system: true,
      })
    }
  }

  /** Starts a program as the tools do; returns its PID. Throws `FileNotFound`, `NotAFile`, `CannotAccessFile`, `NotADirectory`. */
  start(account: GuestAccount, spec: StartSpec): number {
    const { timers } = this.about
    this.checkProgram(spec.path, account)
    const home = homeOf(account, this.about.family)
    const cwd = spec.workingDirectory || home
    const directory = this.files.find(cwd)
    if (directory === undefined) throw new GuestError('FileNotFound', `${cwd} was not found`, cwd)
    if (directory.kind !== 'directory')
      throw new GuestError('NotADirectory', `${cwd} is not a directory`, cwd)
    const env = new Map(spec.environment ?? this.environmentOf(account))
    this.lastPid += 1 + (this.lastPid % 3)
    const process: GuestProcessState = {
      pid: this.lastPid,
      name: spec.path.slice(spec.path.lastIndexOf(this.files.paths.separator) + 1),
      owner: account.name,
      commandLine: `${spec.path} ${spec.arguments}`.trim(),
      startedAt: timers.now,
      endedAt: undefined,
      exitCode: undefined,
      system: false,
    }
    this.processes.set(process.pid, process)
    const output = new Output()
    const code = this.execute(spec, account, env, this.files.paths.clean(cwd), output)
    for (const { at, to, text } of output.writes) {
      if (to.kind !== 'file') continue
      this.later(at, () => {
        if (process.endedAt !== undefined && at > 0) return
        // Somebody may have removed the file meanwhile: an open one takes what is written all the same.
        if (this.files.find(to.path) === undefined && at > 0) return
        this.files.append(to.path, new TextEncoder().encode(text), account.name)
      })
    }
    this.later(output.at, () => this.end(process, code))
    return process.pid
  }

  /** Those that run and those that ended within five minutes. */
  list(pids?: readonly number[]): GuestProcessState[] {
    const { timers } = this.about
    for (const [pid, { endedAt }] of this.processes) {
      if (endedAt !== undefined && timers.now - endedAt > retentionMs) this.processes.delete(pid)
    }
    const all = [...this.processes.values()]
    return pids === undefined || pids.length === 0 ? all : all.filter(({ pid }) => pids.includes(pid))
  }

  /** Throws `GuestProcessNotFound`, `GuestPermissionDenied`. */
  kill(pid: number, account: GuestAccount): void {
    const process = this.list([pid])[0]
    if (process === undefined || process.endedAt !== undefined)
      throw new GuestError('GuestProcessNotFound', `A process with PID ${pid} was not found`)
    if (!account.admin && process.owner !== account.name)
      throw new GuestError('GuestPermissionDenied', 'Permission to perform this operation was denied.')
    this.end(process, this.about.family === 'windows' ? 1 : 143)
  }

  /** The tools restart: they forget what has ended; what runs goes on. */
  forgetEnded(): void {
    for (const [pid, { endedAt }] of this.processes) if (endedAt !== undefined) this.processes.delete(pid)
  }

  environmentOf(account: GuestAccount): Map<string, string> {
    const home = homeOf(account, this.about.family)
    if (this.about.family === 'windows')
      return new Map([
        ['COMPUTERNAME', this.about.hostName.split('.')[0]?.toUpperCase() ?? ''],
        ['PATH', 'C:\\Windows\\System32;C:\\Windows;C:\\Windows\\System32\\WindowsPowerShell\\v1.0'],
        ['TEMP', `${home}\\AppData\\Local\\Temp`],
        ['USERNAME', account.name],
        ['USERPROFILE', home],
        ['WINDIR', 'C:\\Windows'],
      ])
    return new Map([
      ['HOME', home],
      ['LANG', 'C.UTF-8'],
      ['LOGNAME', account.name],
      ['PATH', '/usr/local/bin:/usr/bin:/bin'],
      ['SHELL', '/bin/bash'],
      ['USER', account.name],
    ])
  }

  /** Throws `FileNotFound` where the directory is missing. */
  makeTemporary(
    account: GuestAccount,
    { prefix, suffix, directory }: { prefix: string; suffix: string; directory?: string | undefined },
    kind: 'file' | 'directory',
  ): string {
    this.madeFiles += 1
    const number = (this.madeFiles * 7919 + this.lastPid) % 1_000_000
    const name = `${prefix}vmware${String(number).padStart(6, '0')}${suffix}`
    const inside =
      directory ??
      (this.about.family === 'windows' ? `${homeOf(account, 'windows')}\\AppData\\Local\\Temp` : '/tmp')
    const path = this.files.paths.join(this.files.paths.clean(inside), name)
    if (this.files.find(inside)?.kind !== 'directory')
      throw new GuestError('FileNotFound', `${inside} was not found`, inside)
    if (kind === 'directory') this.files.makeDirectory(path, account.name, 0o700)
    else this.files.write(path, new Uint8Array(0), account.name, 0o600)
    return path
  }

  private execute(
    spec: StartSpec,
    account: GuestAccount,
    env: Map<string, string>,
    cwd: string,
    output: Output,
  ): number {
    const { family, hostName, ips, osName, timers } = this.about
    const around: Surroundings = {
      family,
      hostName,
      ips,
      osName,
      files: this.files,
      now: timers.now,
      user: account.name,
      home: homeOf(account, family),
      processes: () => this.list().filter(({ endedAt }) => endedAt === undefined),
    }
    if (family === 'linux') {
      // The tools hand program and arguments to bash as one line.
      return new Sh(around, output, { env, cwd, name: '/bin/bash' }).run(
        `'${spec.path.replaceAll("'", `'\\''`)}' ${spec.arguments}`,
      )
    }
    const name = spec.path
      .slice(spec.path.lastIndexOf('\\') + 1)
      .toLowerCase()
      .replace(/\.exe$/, '')
    if (name === 'cmd') return new Cmd(around, output, env, cwd).start(spec.arguments)
    const running = {
      around,
      args: wordsOf(spec.arguments),
      env,
      cwd,
      stdin: '',
      // No shell: nothing takes what the program writes.
      out: (text: string) => output.write(nowhere, text),
      err: (text: string) => output.write(nowhere, text),
      wait: (ms: number) => {
        output.at += ms
      },
    }
    if (name === 'powershell') return powershell(running)
    return windowsPrograms[name]?.(running) ?? 0
  }

  private checkProgram(path: string, account: GuestAccount): void {
    const { paths } = this.files
    const there = paths.isAbsolute(path)
      ? (this.files.find(path) ?? (paths.foldsCase ? this.files.find(`${path}.exe`) : undefined))
      : undefined
    if (there === undefined) throw new GuestError('FileNotFound', `File ${path} was not found`, path)
    if (there.kind === 'directory') throw new GuestError('NotAFile', `${path} is not a file`, path)
    const mine = account.admin || there.owner === account.name ? there.mode : there.mode << 6
    if (this.about.family === 'linux' && (mine & 0o100) === 0)
      throw new GuestError('CannotAccessFile', `Unable to access file ${path}`, path)
  }

  private end(process: GuestProcessState, code: number): void {
    if (process.endedAt !== undefined) return
    process.endedAt = this.about.timers.now
    process.exitCode = code
  }

  private later(ms: number, run: () => void): void {
    if (ms <= 0) run()
    else this.about.timers.after(ms, run)
  }
}

const systemProcesses = {
  linux: [
    ['systemd', 'root'],
    ['systemd-journald', 'root'],
    ['sshd', 'root'],
    ['vmtoolsd', 'root'],
    ['cron', 'root'],
    ['nginx', 'www-data'],
  ],
  windows: [
    ['wininit.exe', 'SYSTEM'],
    ['services.exe', 'SYSTEM'],
    ['lsass.exe', 'SYSTEM'],
    ['svchost.exe', 'SYSTEM'],
    ['vmtoolsd.exe', 'SYSTEM'],
    ['explorer.exe', 'Administrator'],
  ],
} as const

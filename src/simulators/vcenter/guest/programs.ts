import { GuestError } from './guest-error.ts'
import { longestLife, type Program, type Running } from './running.ts'

const decoder = new TextDecoder()

const line = (running: Running, text: string) => running.out(`${text}\n`)

function absolute({ around, cwd }: Running, path: string): string {
  const { paths } = around.files
  return paths.clean(paths.isAbsolute(path) ? path : paths.join(cwd, path))
}

const seconds = (text: string | undefined) => {
  const value = Number((text ?? '').replace(/s$/, ''))
  return Number.isFinite(value) && value >= 0 ? value : undefined
}

const echo: Program = (running) => {
  const [first, ...rest] = running.args
  if (first === '-n') running.out(rest.join(' '))
  else line(running, running.args.join(' '))
  return 0
}

const printf: Program = (running) => {
  const [format = '', ...values] = running.args
  let index = 0
  const text = format.replaceAll(/%s|%d|%%|\\n|\\t/g, (part) => {
    if (part === '%%') return '%'
    if (part === '\\n') return '\n'
    if (part === '\\t') return '\t'
    const value = values[index] ?? ''
    index += 1
    return value
  })
  running.out(text)
  return 0
}

const sleep: Program = (running) => {
  const wanted = seconds(running.args[0])
  if (wanted === undefined) {
    running.err(`sleep: invalid time interval '${running.args[0] ?? ''}'\n`)
    return 1
  }
  running.wait(Math.min(wanted * 1000, longestLife))
  return 0
}

const cat: Program = (running) => {
  if (running.args.length === 0) {
    running.out(running.stdin)
    return 0
  }
  let code = 0
  for (const path of running.args) {
    try {
      running.out(decoder.decode(running.around.files.read(absolute(running, path))))
    } catch (error) {
      if (!(error instanceof GuestError)) throw error
      const why = error.code === 'NotAFile' ? 'Is a directory' : 'No such file or directory'
      running.err(`cat: ${path}: ${why}\n`)
      code = 1
    }
  }
  return code
}

const ls: Program = (running) => {
  const long = running.args.some((arg) => arg.startsWith('-') && arg.includes('l'))
  const paths = running.args.filter((arg) => !arg.startsWith('-'))
  let code = 0
  for (const path of paths.length === 0 ? ['.'] : paths) {
    try {
      for (const entry of running.around.files.list(absolute(running, path))) {
        const kind = entry.kind === 'directory' ? 'd' : entry.kind === 'link' ? 'l' : '-'
        const when = new Date(entry.modifiedAt).toISOString().slice(0, 16).replace('T', ' ')
        line(
          running,
          long
            ? `${kind}${modeText(entry.mode)} 1 ${entry.owner} ${entry.size} ${when} ${entry.name}`
            : entry.name,
        )
      }
    } catch (error) {
      if (!(error instanceof GuestError)) throw error
      running.err(`ls: cannot access '${path}': No such file or directory\n`)
      code = 2
    }
  }
  return code
}

export function modeText(mode: number): string {
  return [6, 3, 0]
    .map((shift) => {
      const bits = (mode >> shift) & 7
      return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${bits & 1 ? 'x' : '-'}`
    })
    .join('')
}

const rm: Program = (running) => {
  let code = 0
  const force = running.args.some((arg) => arg.startsWith('-') && arg.includes('f'))
  for (const path of running.args.filter((arg) => !arg.startsWith('-'))) {
    try {
      running.around.files.remove(absolute(running, path))
    } catch (error) {
      if (!(error instanceof GuestError)) throw error
      if (force && error.code === 'FileNotFound') continue
      running.err(`rm: cannot remove '${path}': ${error.message}\n`)
      code = 1
    }
  }
  return code
}

const df: Program = (running) => {
  line(running, 'Filesystem     1K-blocks    Used Available Use% Mounted on')
  line(running, `/dev/sda2       41152736 9${running.around.hostName.length}04120  31248616  23% /`)
  line(running, 'tmpfs            8192000       0   8192000   0% /dev/shm')
  return 0
}

const ps: Program = (running) => {
  line(running, '    PID USER     COMMAND')
  for (const { pid, owner, name } of running.around.processes())
    line(running, `${String(pid).padStart(7)} ${owner.padEnd(8)} ${name}`)
  return 0
}

/** Writes a line every second, to both outputs in turn; how many is its argument, 30 without. */
const noisy: Program = (running) => {
  const lines = Math.min(seconds(running.args[0]) ?? 30, 100_000)
  for (let number = 1; number <= lines; number += 1) {
    if (number % 5 === 0) running.err(`warning: line ${number} is one of five\n`)
    else line(running, `line ${number} of ${lines} from ${running.around.hostName}`)
    running.wait(1_000)
  }
  return 0
}

/** Writes so many bytes at once. */
const flood: Program = (running) => {
  const bytes = Math.min(seconds(running.args[0]) ?? 1_000_000, 64_000_000)
  const one = `${'x'.repeat(99)}\n`
  running.out(one.repeat(Math.ceil(bytes / one.length)).slice(0, bytes))
  return 0
}

/** Complains and fails; its argument is the exit code, 1 without. */
const failing: Program = (running) => {
  line(running, 'checking the configuration')
  running.wait(500)
  running.err(`error: ${running.around.hostName}: the check failed\n`)
  return seconds(running.args[0]) ?? 1
}

const environment: Program = (running) => {
  for (const [name, value] of running.env) line(running, `${name}=${value}`)
  return 0
}

/** Shows its arguments one by one, so that tests see what reached a program. */
const showArguments: Program = (running) => {
  for (const [index, arg] of running.args.entries()) line(running, `${index + 1}: ${JSON.stringify(arg)}`)
  return 0
}

const grep: Program = (running) => {
  const [pattern = '', ...paths] = running.args.filter((arg) => !arg.startsWith('-'))
  const text =
    paths.length === 0
      ? running.stdin
      : paths.map((path) => decoder.decode(running.around.files.read(absolute(running, path)))).join('')
  const found = text.split('\n').filter((one) => one.includes(pattern) && one !== '')
  for (const one of found) line(running, one)
  return found.length === 0 ? 1 : 0
}

const common: Record<string, Program> = {
  hostname: (running) => {
    line(running, running.around.hostName)
    return 0
  },
  whoami: (running) => {
    const { family, hostName, user } = running.around
    line(running, family === 'windows' ? `${hostName}\\${user}`.toLowerCase() : user)
    return 0
  },
  noisy,
  failing,
  flood,
  'show-arguments': showArguments,
}

/** Programs of Linux guests, by name; they live in `/usr/bin` and `/bin`. */
export const linuxPrograms: Readonly<Record<string, Program>> = {
  ...common,
  echo,
  printf,
  sleep,
  cat,
  ls,
  rm,
  df,
  ps,
  grep,
  env: environment,
  printenv: environment,
  true: () => 0,
  false: () => 1,
  id: (running) => {
    const { user } = running.around
    const number = user === 'root' ? 0 : 1000
    line(running, `uid=${number}(${user}) gid=${number}(${user}) groups=${number}(${user})`)
    return 0
  },
  uname: (running) => {
    line(
      running,
      running.args.includes('-a') ? `Linux ${running.around.hostName} 6.1.0 x86_64 GNU/Linux` : 'Linux',
    )
    return 0
  },
  date: (running) => {
    line(running, new Date(running.around.now).toISOString())
    return 0
  },
  uptime: (running) => {
    line(running, 'up 12 days, load average: 0.08, 0.03, 0.01')
    return 0
  },
}

/** Programs of Windows guests, by name without `.exe`; they live in `C:\Windows\System32`. */
export const windowsPrograms: Readonly<Record<string, Program>> = {
  ...common,
  timeout: (running) => {
    const at = running.args.findIndex((arg) => arg.toLowerCase() === '/t')
    const wanted = seconds(at < 0 ? running.args[0] : running.args[at + 1])
    if (wanted === undefined) return 1
    running.wait(wanted * 1000)
    return 0
  },
  ipconfig: (running) => {
    line(running, 'Windows IP Configuration\r')
    for (const ip of running.around.ips) line(running, `   IPv4 Address. . . . . . : ${ip}\r`)
    return 0
  },
  tasklist: ps,
}

import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Stands in for the `docker` command of govmomi's simulator, for machines that run no containers: a container is a folder of
 * its own below `CONTAINERS`, and what is executed "inside" is a real process of this machine. Only the commands that the
 * simulator gives are known.
 */

const [command = '', ...args] = process.argv.slice(2)
const home = process.env.CONTAINERS ?? fail('CONTAINERS does not say where containers live.')

/** Kills what it was given first when what it was given second has gone. */
const watch = 'while kill -0 "$0" && kill -0 "$1"; do sleep 0.2; done 2>/dev/null; kill -9 "$0" 2>/dev/null'

interface Container {
  id: string
  running: boolean
  paused: boolean
  environment: string[]
}

switch (command) {
  case 'create': {
    const { options } = parsed(args)
    const id = crypto.randomUUID().replaceAll('-', '')
    mkdirSync(join(home, id, 'tmp'), { recursive: true })
    const environment = options.flatMap(([name, value]) => (name === '--env' ? [value] : []))
    write({ id, running: false, paused: false, environment })
    say(id)
    break
  }
  case 'start':
  case 'restart':
  case 'unpause':
    write({ ...read(args[0]), running: true, paused: false })
    break
  case 'stop':
    write({ ...read(args.at(-1)), running: false })
    break
  case 'pause':
    write({ ...read(args[0]), paused: true })
    break
  case 'inspect': {
    const { running, paused } = read(args[0])
    const card = {
      IPAddress: '192.0.2.10',
      IPPrefixLen: 24,
      Gateway: '192.0.2.1',
      MacAddress: '02:00:00:00:00:01',
    }
    const details = {
      Config: { Hostname: 'contained' },
      State: { Running: running, Paused: paused },
      NetworkSettings: { ...card, Networks: { bridge: card } },
    }
    say(JSON.stringify([details]))
    break
  }
  case 'rm':
    rmSync(join(home, read(args.at(-1)).id), { recursive: true })
    break
  case 'volume':
  case 'network':
    // None are needed: lists are empty.
    break
  case 'events':
    // Nothing happens that the simulator did not ask for. Its end is the end of this input.
    process.stdin.on('end', () => process.exit()).resume()
    break
  case 'exec':
    execute()
    break
  default:
    fail(`unknown command: ${command}`)
}

/**
 * Becomes the program, so that whoever kills this process kills the program. The simulator kills the shell that it started this
 * from, which may have become this process or, as dash does, waits for it.
 */
function execute(): void {
  const { options, rest } = parsed(args)
  const [id, program = '', ...own] = rest
  const { running, environment } = read(id)
  if (!running) fail(`Container ${id} is not running`)
  const given = options.flatMap(([name, value]) => (name === '-e' ? [value] : []))
  const variables = [...environment, ...given].map((text): [string, string] => {
    const cut = text.indexOf('=')
    return [text.slice(0, cut), text.slice(cut + 1)]
  })
  const defaults = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/', TMPDIR: join(home, id ?? '', 'tmp') }
  const pids = [String(process.pid), String(process.ppid)]
  spawn('/bin/sh', ['-c', watch, ...pids], { stdio: 'ignore', detached: true })
  process.chdir(options.find(([name]) => name === '-w')?.[1] ?? '/')
  if (process.execve === undefined) fail('Node 24 is needed.')
  // `sh` looks the program up, and ends with 126 or 127 as `docker exec` does where it cannot be run.
  const words = ['sh', '-c', 'exec "$0" "$@"', program, ...own]
  process.execve('/bin/sh', words, { ...defaults, ...Object.fromEntries(variables) })
}

/** Options before the first word that is none; all but `-i` take a value. */
function parsed(words: readonly string[]): { options: [string, string][]; rest: string[] } {
  const options: [string, string][] = []
  let at = 0
  while (words[at]?.startsWith('-') === true) {
    const name = words[at] ?? ''
    if (name === '-i') at += 1
    else {
      options.push([name, words[at + 1] ?? ''])
      at += 2
    }
  }
  return { options, rest: words.slice(at) }
}

function read(id: string | undefined): Container {
  try {
    return JSON.parse(readFileSync(join(home, id ?? '-', 'container.json'), 'utf8'))
  } catch {
    return fail(`Error: No such object: ${id}`)
  }
}

function write(container: Container): void {
  writeFileSync(join(home, container.id, 'container.json'), JSON.stringify(container))
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function fail(why: string): never {
  process.stderr.write(`${why}\n`)
  process.exit(1)
}

import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const cache = join(import.meta.dirname, '../../.cache/go')

/** The last release of govc that installs by version; it speaks to newer simulators as well. */
const govcModule = 'github.com/vmware/govmomi/govc@v0.46.3'

export const account = { userName: 'administrator@vsphere.local', password: 'interop' }

/** Compiles the simulator and govc once into `.cache`. Needs Go. */
export async function buildTools(): Promise<{ vcsim: string; retrieve: string; govc: string }> {
  await mkdir(cache, { recursive: true })
  await run('go', ['build', '-o', `${cache}/`, '.', './retrieve'], {
    cwd: join(import.meta.dirname, 'vcsim'),
  })
  await run('go', ['install', govcModule], { env: { ...process.env, GOBIN: cache } })
  return { vcsim: join(cache, 'vcsim'), retrieve: join(cache, 'retrieve'), govc: join(cache, 'govc') }
}

export interface Vcsim {
  /** Origin, e.g. `http://127.0.0.1:40123`. */
  url: string
  /** Runs govc against it and gives its standard output. */
  govc(...args: string[]): Promise<string>
  /** Reads these properties of every VM with govmomi. */
  retrieve(paths: readonly string[]): Promise<{ vms: number; ms: number }>
  /** Stops and starts it again on the same port: sessions are gone, the inventory is as at the start. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/**
 * Two data centers with clusters, stand-alone hosts, pools, folders, and 1,000 VMs.
 * `scale` divides the VMs; every VM is then copied `copies` times. `environment` is added to that of the simulator.
 */
export async function startVcsim(
  scale = 1,
  copies = 0,
  environment: Record<string, string> = {},
): Promise<Vcsim> {
  const tools = await buildTools()
  const shape = ['-dc', '2', '-cluster', '3', '-cluster-host', '4', '-host', '1', '-pool', '1']
  const more = ['-folder', '1', '-ds', '2', '-pg', '2', '-vm', String(Math.floor(125 / scale))]
  more.push('-copies', String(copies))
  const secrets = ['-username', account.userName, '-password', account.password]
  const start = (listen: string) =>
    launch(tools.vcsim, ['-listen', listen, ...shape, ...more, ...secrets], environment)
  let { child, url } = await start('127.0.0.1:0')
  const stop = async () => {
    if (child.exitCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }
  return {
    url,
    async govc(...args) {
      const target = new URL('/sdk', url)
      target.username = account.userName
      target.password = account.password
      const env = { ...process.env, GOVC_URL: target.href, GOVC_INSECURE: '1', GOVC_PERSIST_SESSION: 'false' }
      const { stdout } = await run(tools.govc, args, { env, maxBuffer: 64 * 1024 * 1024 })
      return stdout
    },
    async retrieve(paths) {
      const target = new URL('/sdk', url)
      target.username = account.userName
      target.password = account.password
      const { stdout } = await run(tools.retrieve, ['-url', target.href, ...paths])
      const [vms, ms] = stdout.trim().split(' ').map(Number)
      return { vms: vms ?? 0, ms: ms ?? Number.NaN }
    },
    async restart() {
      await stop()
      const again = await start(new URL(url).host)
      child = again.child
    },
    stop,
  }
}

async function launch(
  program: string,
  args: string[],
  environment: Record<string, string>,
): Promise<{ child: ChildProcess; url: string }> {
  const env = { ...process.env, ...environment }
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], env })
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const match = /listening (https?:\/\/[^/]+)/.exec(said)
      if (match?.[1] !== undefined) resolve(match[1])
    })
    child.once('exit', (code) => reject(new Error(`vcsim ended with ${code}`)))
  })
  return { child, url }
}

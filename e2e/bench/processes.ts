import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoAccount, type EstateSize } from '../../src/simulators/world/options.ts'
import { startGantry } from '../hosts/gantry-process.ts'
import { type Ask, askOver } from './control-lines.ts'
import type { Setting } from './measure.ts'
import type { ReaderCommands } from './reader-process.ts'
import type { SimulatorCommands } from './simulator-process.ts'

export type SimulatorKind = 'vcenter' | 'ovirt-4.5' | 'ovirt-3.4'

export interface SimulatorProcess {
  url: string
  pid: number
  ask: Ask<SimulatorCommands>
  stop(): void
}

/** Starts a simulator in a process of its own; resolves when it listens. */
export async function startSimulator(
  kind: SimulatorKind,
  estate: EstateSize,
  setting: Pick<Setting, 'defer'>,
): Promise<SimulatorProcess> {
  const program = join(import.meta.dirname, 'simulator-process.ts')
  const child = spawn(process.execPath, ['--max-old-space-size=4096', program, kind, estate], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const stop = () => void child.kill('SIGKILL')
  setting.defer(stop)
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    const read = (chunk: Buffer) => {
      said += chunk.toString()
      const match = /listening (\S+)\n/.exec(said)
      if (match?.[1] === undefined) return
      child.stdout.off('data', read)
      resolve(match[1])
    }
    child.stdout.on('data', read)
    child.once('exit', (code) => reject(new Error(`the simulator ended with ${code}`)))
  })
  return { url, pid: pidOf(child), ask: askOver<SimulatorCommands>(child), stop }
}

export interface ReaderProcess {
  pid: number
  ask: Ask<ReaderCommands>
}

/** Starts a process that reads live streams, so that this work is not taken for the server's. */
export async function startReaders(setting: Pick<Setting, 'defer'>): Promise<ReaderProcess> {
  const program = join(import.meta.dirname, 'reader-process.ts')
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] })
  setting.defer(() => void child.kill('SIGKILL'))
  return { pid: pidOf(child), ask: askOver<ReaderCommands>(child) }
}

export interface GantryProcess {
  /** Address with a slash at the end. */
  url: string
  pid: number
  /** Where its inspector listens once the process was told to start it. */
  inspectorPort: number
  stop(): void
}

/** The id of the one system of a Gantry under measurement. */
export const systemId = 'bench'

/** Starts the production server over one simulator. */
export async function startGantryOver(
  simulator: { url: string },
  setting: Pick<Setting, 'defer'>,
  kind: 'vcenter' | 'ovirt' = 'vcenter',
): Promise<GantryProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-bench-'))
  setting.defer(() => rm(folder, { recursive: true, force: true }))
  const config = join(folder, 'gantry.json')
  const systems = [{ id: systemId, name: systemId, kind, url: simulator.url }]
  await writeFile(config, JSON.stringify({ systems }))
  const inspectorPort = await freePort()
  const { server, url } = await startGantry({
    GANTRY_CONFIG: config,
    GANTRY_LOG_LEVEL: 'warn',
    // Where it would listen; it starts only when it is asked to.
    NODE_OPTIONS: `--inspect-port=127.0.0.1:${inspectorPort}`,
  })
  const stop = () => void server.kill('SIGKILL')
  setting.defer(stop)
  return { url, pid: pidOf(server), inspectorPort, stop }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('no port is free')
  return address.port
}

/** Signs in as a browser would; the cookies to send from then on. */
export async function signIn(gantry: { url: string }): Promise<string> {
  const reply = await fetch(new URL(`api/systems/${systemId}/session`, gantry.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-gantry': '1' },
    body: JSON.stringify(demoAccount),
  })
  if (!reply.ok) throw new Error(`sign-in: HTTP ${reply.status} ${await reply.text()}`)
  return reply.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('the process has no id')
  return child.pid
}

/** Memory of a process in MB as Linux counts it, now (`VmRSS`) or at its highest (`VmHWM`). */
export function memoryOf(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kilobytes = new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]
  return Number(kilobytes ?? Number.NaN) / 1024
}

/** Linux counts processor time in hundredths of a second, whatever the kernel's own tick. */
const tickMs = 10

/** Processor time that a process has used so far, all its threads together, in ms. */
export function cpuOf(pid: number): number {
  // The name of the program may hold blanks and brackets; what follows it does not.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * tickMs
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

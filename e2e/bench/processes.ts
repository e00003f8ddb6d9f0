import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EstateSize } from '../../src/simulators/world/options.ts'
import type { Setting } from './measure.ts'

export type SimulatorKind = 'vcenter' | 'ovirt-4.5' | 'ovirt-3.4'

/** Starts a simulator in a process of its own; resolves with its origin. */
export async function startSimulator(
  kind: SimulatorKind,
  estate: EstateSize,
  setting: Setting,
): Promise<{ url: string; stop(): void }> {
  const program = join(import.meta.dirname, 'simulator-process.ts')
  const child = spawn(process.execPath, ['--max-old-space-size=4096', program, kind, estate], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const stop = () => void child.kill('SIGKILL')
  setting.defer(stop)
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const match = /listening (\S+)\n/.exec(said)
      if (match?.[1] !== undefined) resolve(match[1])
    })
    child.once('exit', (code) => reject(new Error(`the simulator ended with ${code}`)))
  })
  return { url, stop }
}

/** Memory of a process in MB as Linux counts it, now (`VmRSS`) or at its highest (`VmHWM`). */
export function memoryOf(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kilobytes = new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]
  return Number(kilobytes ?? Number.NaN) / 1024
}

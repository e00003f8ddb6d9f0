import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoAccount } from '../../../src/simulators/world/options.ts'
import { startGantry } from '../../hosts/server-host.ts'
import { readLive } from '../live-reader.ts'
import type { Finding, Measure, Sample } from '../measure.ts'
import { memoryOf, startSimulator } from '../processes.ts'

/** Garbage of the sync is gone after this time, as far as it goes without being forced. */
const restMs = 8_000

/** The production server as a process of its own: its memory while it syncs, then what a warm one sends. */
export const server: Measure = {
  name: 'server: memory and /api/live',
  ids: ['live-bytes', 'live-first', 'live-last', 'bff-peak', 'bff-steady'],
  async run(setting): Promise<Finding[]> {
    const { quick, runs, defer, say } = setting
    const simulator = await startSimulator('vcenter', quick ? 'large' : 'max', setting)
    const folder = await mkdtemp(join(tmpdir(), 'gantry-bench-'))
    defer(() => rm(folder, { recursive: true, force: true }))
    const config = join(folder, 'gantry.json')
    const systems = [{ id: 'bench', name: 'bench', kind: 'vcenter', url: simulator.url }]
    await writeFile(config, JSON.stringify({ systems }))
    const found = { bytes: [], first: [], last: [], peak: [], steady: [] } as Record<string, Sample[]>
    let rows = 0
    for (let run = 0; run < runs; run += 1) {
      // Peaks never go down: each needs a process of its own.
      const { server: child, url } = await startGantry({ GANTRY_CONFIG: config, GANTRY_LOG_LEVEL: 'warn' })
      const stop = () => void child.kill('SIGKILL')
      defer(stop)
      const pid = child.pid
      if (pid === undefined) throw new Error('the server has no process id')
      const idle = memoryOf(pid, 'VmRSS')
      const cookie = await signIn(url)
      await readLive(url, cookie)
      await new Promise((resolve) => setTimeout(resolve, restMs))
      const steady = memoryOf(pid, 'VmRSS') - idle
      // Only now: the tags are read after the rows are complete, and belong to the sync.
      const peak = memoryOf(pid, 'VmHWM') - idle
      const live = await readLive(url, cookie)
      rows = live.rows
      found.bytes?.push({ value: live.bytes / 1e6 })
      found.first?.push({ value: live.firstMs })
      found.last?.push({ value: live.lastMs })
      found.peak?.push({ value: peak })
      found.steady?.push({ value: steady })
      say(
        `${rows} rows, ${(live.bytes / 1e6).toFixed(1)} MB, peak +${peak.toFixed(0)}, steady +${steady.toFixed(0)} MB`,
      )
      stop()
    }
    simulator.stop()
    const size = `${rows.toLocaleString('en')} rows`
    const memory = 'Resident memory above that of the idle server before the sign-in'
    return [
      { id: 'live-bytes', size, samples: found.bytes ?? [] },
      {
        id: 'live-first',
        size,
        samples: found.first ?? [],
        note: 'From the request to the first event with rows; no browser.',
      },
      { id: 'live-last', size, samples: found.last ?? [] },
      { id: 'bff-peak', size, samples: found.peak ?? [], note: `${memory}, VI JSON, one viewer.` },
      {
        id: 'bff-steady',
        size,
        samples: found.steady ?? [],
        note: `${memory}, ${restMs / 1000} s after the sync; garbage that Node has not given back counts.`,
      },
    ]
  },
}

async function signIn(url: string): Promise<string> {
  const reply = await fetch(new URL('api/systems/bench/session', url), {
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

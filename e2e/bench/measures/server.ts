import { readLive } from '../live-reader.ts'
import type { Finding, Measure, Sample } from '../measure.ts'
import { memoryOf, pause, signIn, startGantryOver, startSimulator } from '../processes.ts'

/** Garbage of the sync is gone after this time, as far as it goes without being forced. */
const restMs = 8_000

/** The production server as a process of its own: its memory while it syncs, then what a warm one sends. */
export const server: Measure = {
  name: 'server: memory and /api/live',
  ids: ['live-bytes', 'live-first', 'live-last', 'bff-peak', 'bff-steady'],
  async run(setting): Promise<Finding[]> {
    const { quick, runs, say } = setting
    const simulator = await startSimulator('vcenter', quick ? 'large' : 'max', setting)
    const found = { bytes: [], first: [], last: [], peak: [], steady: [] } as Record<string, Sample[]>
    let rows = 0
    for (let run = 0; run < runs; run += 1) {
      // Peaks never go down: each needs a process of its own.
      const gantry = await startGantryOver(simulator, setting)
      const { pid, url } = gantry
      const idle = memoryOf(pid, 'VmRSS')
      const cookie = await signIn(gantry)
      await readLive(url, cookie)
      await pause(restMs)
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
      gantry.stop()
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

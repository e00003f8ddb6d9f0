import { estateOf } from '../browser-page.ts'
import { markerPrefix } from '../markers.ts'
import { type Finding, type Measure, median, quantile, type Sample } from '../measure.ts'
import {
  cpuOf,
  memoryOf,
  pause,
  signIn,
  startGantryOver,
  startReaders,
  startSimulator,
} from '../processes.ts'

const browsers = 200
const sessions = 20
const perSecond = 100
/** So long a row of page loads takes. */
const arriveWithinMs = 10_000
const markerEveryMs = 1_000

/** Many browsers of one account on one server, the streams read in processes of their own. */
export const manyBrowsers: Measure = {
  name: '200 browsers on one server',
  ids: ['many-browsers', 'many-browsers-cpu'],
  async run(setting): Promise<Finding[]> {
    const { say, quick } = setting
    const simulator = await startSimulator('vcenter', estateOf(setting), setting)
    const gantry = await startGantryOver(simulator, setting)
    const cookies: string[] = []
    for (let count = 0; count < sessions; count += 1) cookies.push(await signIn(gantry))
    const readers = [await startReaders(setting), await startReaders(setting)]
    const everyReader = async <T>(ask: (reader: (typeof readers)[number]) => Promise<T>) =>
      Promise.all(readers.map(ask))
    // One viewer first: the server is warm.
    await readers[0]?.ask('open', { url: gantry.url, cookies, count: 1, overMs: 0 })
    const complete = async (wanted: number) => {
      for (let waited = 0; waited < 120_000; waited += 250) {
        const states = await everyReader(({ ask }) => ask('state'))
        const failures = states.flatMap((state) => state.failures)
        if (failures.length > 0) throw new Error(`${failures.length} streams failed: ${failures[0]}`)
        if (states.reduce((sum, state) => sum + state.complete, 0) >= wanted) return
        await pause(250)
      }
      throw new Error('the streams did not become complete within two minutes')
    }
    await complete(1)
    const single = memoryOf(gantry.pid, 'VmRSS')
    const before = { at: performance.now(), cpu: cpuOf(gantry.pid) }
    await everyReader(({ ask }) =>
      ask('open', {
        url: gantry.url,
        cookies,
        count: browsers / readers.length,
        overMs: arriveWithinMs,
      }),
    )
    await complete(browsers + 1)
    const opened = { ms: performance.now() - before.at, cpu: cpuOf(gantry.pid) - before.cpu }
    say(
      `${browsers} streams complete after ${(opened.ms / 1_000).toFixed(1)} s, ${(opened.cpu / 1_000).toFixed(1)} s of processor time`,
    )

    const lags: Sample[] = []
    const cpus: Sample[] = []
    const all: number[] = []
    const seconds = quick ? 5 : 12
    let marker = 0
    const churn = simulator.ask('churn', { perSecond, seconds: (seconds + 3) * setting.runs + 30 })
    for (let run = 0; run < setting.runs; run += 1) {
      const from = marker + 1
      const made: number[] = []
      const start = { at: performance.now(), cpu: cpuOf(gantry.pid) }
      for (let count = 0; count < seconds; count += 1) {
        marker += 1
        made.push(await simulator.ask('mark', `${markerPrefix}${marker}`))
        await pause(markerEveryMs)
      }
      const share = ((cpuOf(gantry.pid) - start.cpu) / (performance.now() - start.at)) * 100
      const last = marker
      const arrivals = await whenAll(async () =>
        (await everyReader(({ ask }) => ask('arrivals', { from, to: last }))).flat(),
      )
      const times = arrivals.flatMap((seen) => seen.map((at, index) => (at ?? Infinity) - (made[index] ?? 0)))
      all.push(...times)
      lags.push({ value: Math.max(...times) })
      cpus.push({ value: share })
      say(
        `slowest ${Math.max(...times).toFixed(0)} ms, median ${median(times).toFixed(0)} ms; server ${share.toFixed(0)} % of a core`,
      )
    }
    await simulator.ask('stop')
    await churn
    const states = await everyReader(({ ask }) => ask('state'))
    const megabytes = states.reduce((sum, state) => sum + state.bytes, 0) / 1e6
    const lost = all.filter((ms) => !Number.isFinite(ms)).length
    const size = `${(await simulator.ask('count')).toLocaleString('en')} VMs`
    const note =
      `From the change upstream to its name in the unpacked stream, ${browsers + 1} readers, one marked change a second among ${perSecond}; ` +
      `median ${median(all).toFixed(0)}, p99 ${quantile(all, 0.99).toFixed(0)} ms. All streams were opened within ${arriveWithinMs / 1_000} s and complete after ${(opened.ms / 1_000).toFixed(1)} s ` +
      `(${(opened.cpu / 1_000).toFixed(1)} s of the server's processor time). Server memory ${single.toFixed(0)} MB with one, ${memoryOf(gantry.pid, 'VmRSS').toFixed(0)} MB with all; ${megabytes.toFixed(0)} MB sent.`
    return [
      {
        id: 'many-browsers',
        size,
        samples: lags,
        note,
        ...(lost === 0 ? {} : { wrong: `${lost} marked changes never reached a browser` }),
      },
      { id: 'many-browsers-cpu', size, samples: cpus },
    ]
  },
}

/** Asks until nobody lacks anything, at most for half a minute. */
async function whenAll(ask: () => Promise<(number | null)[][]>): Promise<(number | null)[][]> {
  for (let attempt = 0; ; attempt += 1) {
    const arrivals = await ask()
    if (attempt >= 30 || arrivals.every((seen) => seen.every((at) => at !== null))) return arrivals
    await pause(1_000)
  }
}

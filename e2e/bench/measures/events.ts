import type { Page } from '@playwright/test'
import { estateOf, openStage, type PageClock, pageClock, type Stage } from '../browser-page.ts'
import { type Finding, type Measure, median, quantile, type Sample, type Setting } from '../measure.ts'
import { cpuOf, pause, signIn, startGantryOver, startSimulator, systemId } from '../processes.ts'
import { serverHeap } from '../server-heap.ts'
import { tailTimes } from '../tail-reader.ts'
import { heapOf } from './page-load.ts'

/** What admins type. */
const searches = ['powered off', 'web reconfigured', 'login']
const hourSeconds = 3_600
/** Simulated seconds of a step, and real ms between two. */
const stepSeconds = 5
const stepEveryMs = 40

/** The page of events opened on a warm server; ms until the first entry is seen. */
async function openEvents(page: Page, { gantry }: Stage): Promise<{ first: number; heading: number }> {
  await page.goto(new URL('events', gantry.url).href)
  await page.waitForFunction(() => (window.gantryBench.firstRow ?? 0) > 0, undefined, { timeout: 60_000 })
  return page.evaluate(() => ({
    first: window.gantryBench.firstRow ?? Number.NaN,
    heading: window.gantryBench.heading ?? Number.NaN,
  }))
}

/** Types letter by letter; ms of every key until the next frame, and processor time until the key was handled. */
async function typeAll(page: Page, clock: PageClock): Promise<{ times: number[]; cpu: number[] }> {
  const box = page.getByRole('textbox', { name: 'Search events' })
  const times: number[] = []
  const cpu: number[] = []
  for (const text of searches) {
    await box.focus()
    for (const letter of text) {
      const from = await page.evaluate(() => performance.now())
      await clock.lap()
      await page.keyboard.press(letter === ' ' ? 'Space' : letter)
      cpu.push(await clock.lap())
      // What the systems give for it arrives now, and is not what the key waits for.
      await page.evaluate(() => window.gantryBench.settled())
      times.push(await page.evaluate((since) => window.gantryBench.keyToFrame(since), from))
    }
    await box.fill('')
    await page.evaluate(() => window.gantryBench.settled())
  }
  return { times, cpu }
}

/** An hour of entries in seconds, while the page follows. */
async function passHour({ simulator }: Stage, seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += stepSeconds) {
    await simulator.ask('advance', stepSeconds * 1_000)
    await pause(stepEveryMs)
  }
}

/** First page, typing, and memory after an hour, in the browser; then how soon both families tell of something. */
export const events: Measure = {
  name: 'the log of events',
  ids: [
    'events-first',
    'events-key',
    'events-hour-server',
    'events-hour-heap',
    'events-tail-vsphere',
    'events-tail-ovirt',
  ],
  async run(setting): Promise<Finding[]> {
    const stage = await openStage(setting)
    const first: Sample[] = []
    for (let run = 0; run < setting.runs; run += 1) {
      const page = await stage.context.newPage()
      const opened = await openEvents(page, stage)
      first.push({ value: opened.first, baseline: opened.heading })
      setting.say(`first entry ${Math.round(opened.first)} ms, heading ${Math.round(opened.heading)} ms`)
      await page.close()
    }
    const page = await stage.context.newPage()
    await openEvents(page, stage)
    const keys = await typing(page, setting)
    const kept = await hour(page, stage, setting)
    const size = `log of ${stage.size}`
    return [
      {
        id: 'events-first',
        size,
        samples: first,
        note: 'From the start of the navigation to the end of the frame that shows it, last 24 hours. Baseline: the heading of the same page.',
      },
      { id: 'events-key', size, ...keys },
      { id: 'events-hour-server', size, ...kept.server },
      { id: 'events-hour-heap', size, ...kept.heap },
      await tail('vcenter', setting),
      await tail('ovirt', setting),
    ]
  },
}

async function typing(page: Page, setting: Setting): Promise<Pick<Finding, 'samples' | 'note'>> {
  const clock = await pageClock(page)
  const samples: Sample[] = []
  const all: number[] = []
  for (let run = 0; run <= setting.runs; run += 1) {
    const { times, cpu } = await typeAll(page, clock)
    // The first round warms up.
    if (run === 0) continue
    all.push(...times)
    samples.push({ value: quantile(times, 0.95), cpu: quantile(cpu, 0.95) })
    setting.say(`${times.length} keys: p95 ${quantile(times, 0.95).toFixed(0)} ms`)
  }
  return {
    samples,
    note: `From the key to the next frame, which shows what of the loaded entries fits, as the browser tells it (in steps of 8 ms, 16 at least); median ${median(all).toFixed(0)} ms. What the system finds beyond that arrives later.`,
  }
}

async function hour(
  page: Page,
  stage: Stage,
  setting: Setting,
): Promise<Record<'server' | 'heap', Pick<Finding, 'samples' | 'note'>>> {
  // What the page holds at most is held after a while: the hour is compared with that.
  await passHour(stage, hourSeconds / 4)
  await pause(2_000)
  const before = { server: await serverHeap(stage.gantry), heap: await heapOf(page) }
  await passHour(stage, setting.quick ? hourSeconds / 4 : hourSeconds)
  await pause(2_000)
  const after = { server: await serverHeap(stage.gantry), heap: await heapOf(page) }
  setting.say(
    `server ${before.server.toFixed(0)} → ${after.server.toFixed(0)} MB, page ${before.heap.toFixed(0)} → ${after.heap.toFixed(0)} MB`,
  )
  const note = 'After garbage collection, after the simulated hour and a quarter of an hour into it.'
  return {
    server: { samples: [{ value: after.server, baseline: before.server }], note },
    heap: { samples: [{ value: after.heap, baseline: before.heap }], note },
  }
}

/** From something that is done upstream to its entry in the stream of a browser. */
async function tail(family: 'vcenter' | 'ovirt', setting: Setting): Promise<Finding> {
  const kind = family === 'ovirt' ? 'ovirt-4.5' : 'vcenter'
  const simulator = await startSimulator(kind, estateOf(setting), setting)
  const gantry = await startGantryOver(simulator, setting, family)
  const cookie = await signIn(gantry)
  const stop = new AbortController()
  setting.defer(() => stop.abort())
  const seen = await tailTimes(gantry.url, cookie, systemId, stop.signal)
  const cpu = cpuOf(gantry.pid)
  const times: number[] = []
  const samples: Sample[] = []
  for (let run = 0; run < setting.runs; run += 1) {
    const own: number[] = []
    for (let mark = 0; mark < 5; mark += 1) {
      const name = `tail-${run}-${mark}`
      const madeAt = await simulator.ask('mark', name)
      own.push((await seen.whenNamed(name)) - madeAt)
      // Not in step with anybody's polling.
      await pause(300 + 170 * mark)
    }
    times.push(...own)
    samples.push({ value: Math.max(...own) })
  }
  const spent = cpuOf(gantry.pid) - cpu
  const id = family === 'ovirt' ? 'events-tail-ovirt' : 'events-tail-vsphere'
  setting.say(`${family}: slowest ${Math.max(...times).toFixed(0)} ms, median ${median(times).toFixed(0)} ms`)
  simulator.stop()
  return {
    id,
    size: `${setting.quick ? 'large' : 'max'} estate`,
    samples,
    note: `From what was done upstream to its entry in the stream, slowest of five; median of all ${median(times).toFixed(0)} ms; ${(spent / 1_000).toFixed(1)} s of the server's processor time meanwhile.`,
  }
}

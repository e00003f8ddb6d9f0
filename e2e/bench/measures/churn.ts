import type { Page } from '@playwright/test'
import { openInventory, openStage, pageClock, type Stage } from '../browser-page.ts'
import { type Comparison, compareRows } from '../compare-rows.ts'
import { freshRows } from '../fresh-rows.ts'
import { type Finding, type Measure, quantile } from '../measure.ts'
import { pageRows } from '../page-rows.ts'
import { cpuOf, memoryOf, pause } from '../processes.ts'
import { serverHeap } from '../server-heap.ts'
import { newNames } from '../upstream-churn.ts'
import { heapOf } from './page-load.ts'

const perSecond = 1_000

/** Frames of the page while `during` runs. */
async function framesDuring<T>(
  page: Page,
  during: Promise<T>,
): Promise<{ frames: number[]; tasks: number[]; result: T }> {
  const from = await page.evaluate(() => {
    window.gantryBench.startFrames()
    return performance.now()
  })
  const result = await during
  const [frames, tasks] = await page.evaluate(
    (since) => [window.gantryBench.stopFrames(), window.gantryBench.longTasks(since)] as const,
    from,
  )
  return { frames, tasks, result }
}

/** How long a change that is made now takes to be in the page, behind all that was made before; ms. */
async function lagNow(page: Page, { simulator }: Stage): Promise<number> {
  const name = `${newNames}last`
  const madeAt = await simulator.ask('mark', name)
  await (await pageRows(page)).waitFor(name)
  return Date.now() - madeAt
}

/** Every row of the page against a fresh read from upstream, after everything has had time to arrive. */
export async function compareWithUpstream(page: Page, { simulator }: Stage): Promise<Comparison> {
  // Boots end, and loads are told anew: from here on nothing changes.
  await simulator.ask('advance', 120_000)
  const upstream = await freshRows(simulator)
  const rows = await pageRows(page)
  const compared = compareRows(await rows.all(), upstream, (name) => name.startsWith(newNames))
  const vms = upstream.filter(({ kind }) => kind === 'vm').length
  const counted = await rows.shown()
  if (counted === vms) return compared
  const example = `the table counts ${counted} VMs, upstream has ${vms}`
  return { ...compared, different: compared.different + 1, examples: [...compared.examples, example] }
}

export const churn: Measure = {
  name: '1,000 changes a second',
  ids: ['churn', 'churn-slow', 'churn-task', 'churn-lag', 'churn-rows', 'churn-server', 'churn-heap'],
  async run(setting): Promise<Finding[]> {
    const stage = await openStage(setting)
    const { simulator, gantry, size } = stage
    const seconds = setting.quick ? 10 : 60
    const page = await stage.context.newPage()
    await openInventory(page, gantry, stage.vms)
    await simulator.ask('churn', { perSecond, seconds: 5 })
    await pause(3_000)
    const idle = await framesDuring(page, pause(5_000))
    const before = {
      server: await serverHeap(gantry),
      resident: memoryOf(gantry.pid, 'VmRSS'),
      heap: await heapOf(page),
    }
    const cpuBefore = [cpuOf(gantry.pid), cpuOf(simulator.pid)] as const
    const clock = await pageClock(page)
    const busy = await framesDuring(page, simulator.ask('churn', { perSecond, seconds }))
    const pageCpu = await clock.lap()
    const share = (after: number, earlier: number) => Math.round(((after - earlier) / busy.result.ms) * 100)
    const cpu = `server ${share(cpuOf(gantry.pid), cpuBefore[0])} %, simulator ${share(cpuOf(simulator.pid), cpuBefore[1])} % of a core, main thread of the page ${Math.round((pageCpu / busy.result.ms) * 100)} %`
    const done = Math.round((busy.result.changes / busy.result.ms) * 1_000)
    const lag = await lagNow(page, stage)
    await pause(5_000)
    const after = {
      server: await serverHeap(gantry),
      resident: memoryOf(gantry.pid, 'VmRSS'),
      heap: await heapOf(page),
    }
    const slow = (frames: number[]) => (frames.filter((ms) => ms > 34).length / frames.length) * 100
    setting.say(
      `${done} changes/s; frames p95 ${quantile(busy.frames, 0.95).toFixed(1)}, p99 ${quantile(busy.frames, 0.99).toFixed(1)} ms (idle ${quantile(idle.frames, 0.95).toFixed(1)}), ${slow(busy.frames).toFixed(1)} % over 34 ms, longest task ${Math.max(0, ...busy.tasks).toFixed(0)} ms; current ${Math.round(lag)} ms after the end; ${cpu}`,
    )
    const compared = await compareWithUpstream(page, stage)
    setting.say(`${compared.different} of ${compared.rows} rows differ ${compared.examples.join(' | ')}`)
    const note = `p95 of the times between frames in ${seconds} s; p99 ${quantile(busy.frames, 0.99).toFixed(1)} ms. Baseline: the same page at rest. ${done.toLocaleString('en')} changes a second were made: renames, power, moves, few creations and removals; one made right after them was in the page ${Math.round(lag)} ms later. Processor time: ${cpu}.`
    const wrong =
      compared.different === 0
        ? {}
        : { wrong: `${compared.different} rows of the page differ: ${compared.examples.join(' | ')}` }
    const longest = (tasks: number[]) => Math.max(50, ...tasks)
    return [
      {
        id: 'churn',
        size,
        note,
        samples: [{ value: quantile(busy.frames, 0.95), baseline: quantile(idle.frames, 0.95) }],
      },
      {
        id: 'churn-slow',
        size,
        samples: [{ value: slow(busy.frames) }],
        note: `${slow(idle.frames).toFixed(1)} % at rest.`,
      },
      {
        id: 'churn-task',
        size,
        samples: [{ value: longest(busy.tasks), baseline: longest(idle.tasks) }],
        note: `${busy.tasks.length} tasks over 50 ms; 50 stands for none.`,
      },
      {
        id: 'churn-lag',
        size,
        samples: [{ value: lag }],
        note: 'When this is long, the simulator or the server did not keep up, and the page has met fewer changes a second than were made.',
      },
      {
        id: 'churn-rows',
        size,
        samples: [{ value: compared.different }],
        note: `All ${compared.rows.toLocaleString('en')} rows, every field, against a read by SOAP with a session of its own. ${compared.untagged} new VMs still wait for their tags, which are read every few minutes.`,
        ...wrong,
      },
      {
        id: 'churn-server',
        size,
        samples: [{ value: after.server, baseline: before.server }],
        note: `Heap after garbage collection, after and before; resident memory went from ${before.resident.toFixed(0)} to ${after.resident.toFixed(0)} MB.`,
      },
      {
        id: 'churn-heap',
        size,
        samples: [{ value: after.heap, baseline: before.heap }],
        note: 'After garbage collection, after and before.',
      },
    ]
  },
}

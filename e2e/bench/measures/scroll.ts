import { openInventory, openStage, pageClock } from '../browser-page.ts'
import { type Finding, type Measure, quantile, type Sample } from '../measure.ts'

const seconds = 10

export const scroll: Measure = {
  name: 'scrolling from top to end',
  ids: ['scroll-task', 'scroll-dom'],
  async run(setting): Promise<Finding[]> {
    const stage = await openStage(setting)
    const page = await stage.context.newPage()
    await openInventory(page, stage.gantry, stage.vms)
    await page.evaluate(() => window.gantryBench.scrollThrough(2))
    const clock = await pageClock(page)
    const tasks: Sample[] = []
    const nodes: Sample[] = []
    const frames: number[] = []
    for (let run = 0; run < setting.runs; run += 1) {
      const from = await page.evaluate(() => performance.now())
      await clock.lap()
      const seen = await page.evaluate(
        (time) => window.gantryBench.scrollThrough(time),
        setting.quick ? 5 : seconds,
      )
      const long = await page.evaluate((since) => window.gantryBench.longTasks(since), from)
      const cpu = await clock.lap()
      // The browser tells of tasks over 50 ms only.
      tasks.push({ value: Math.max(50, ...long), cpu })
      nodes.push({ value: seen.mostNodes })
      frames.push(...seen.frames)
      setting.say(
        `${long.length} long tasks, longest ${Math.max(0, ...long).toFixed(0)} ms, ${seen.mostNodes} nodes, p95 of frames ${quantile(seen.frames, 0.95).toFixed(0)} ms`,
      )
    }
    const note = `In ${setting.quick ? 5 : seconds} s, a step every frame; 50 stands for no task of more than 50 ms. Frames: p95 ${quantile(frames, 0.95).toFixed(1)} ms, p99 ${quantile(frames, 0.99).toFixed(1)} ms. Processor: the main thread's time for the whole way.`
    const { size } = stage
    return [
      { id: 'scroll-task', size, samples: tasks, note },
      { id: 'scroll-dom', size, samples: nodes, note: 'All nodes of the document, texts too.' },
    ]
  },
}

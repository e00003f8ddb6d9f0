import { estateOf } from '../browser-page.ts'
import type { Finding, Measure, Sample } from '../measure.ts'
import { pause, signIn, startGantryOver, startReaders, startSimulator } from '../processes.ts'

const browsers = 20
const perSecond = 100

/** What the vCenter is asked for one browser, and for twenty of the same account. */
export const upstreamLoad: Measure = {
  name: 'load on the vCenter',
  ids: ['upstream-load'],
  async run(setting): Promise<Finding[]> {
    const simulator = await startSimulator('vcenter', estateOf(setting), setting)
    const gantry = await startGantryOver(simulator, setting)
    const seconds = setting.quick ? 5 : 20
    const { ask } = await startReaders(setting)
    const open = async (count: number, already: number) => {
      for (let each = 0; each < count; each += 1) {
        // Every browser with a session of its own.
        await ask('open', { url: gantry.url, cookies: [await signIn(gantry)], count: 1, overMs: 0 })
      }
      for (let waited = 0; (await ask('state')).complete < already + count; waited += 250) {
        if (waited > 120_000) throw new Error('the streams did not become complete within two minutes')
        await pause(250)
      }
    }
    const watch = async () => {
      const before = { ...(await simulator.ask('calls')).calls }
      await simulator.ask('churn', { perSecond, seconds })
      const { calls, mostWaiting } = await simulator.ask('calls')
      const minute = (method: string) =>
        Math.round((((calls[method] ?? 0) - (before[method] ?? 0)) / seconds) * 60)
      return {
        mostWaiting,
        minute: Object.fromEntries(
          Object.keys(calls).flatMap((method) => (minute(method) > 0 ? [[method, minute(method)]] : [])),
        ),
        all: calls,
      }
    }
    await open(1, 0)
    const one = await watch()
    await open(browsers - 1, 1)
    const many = await watch()
    const say = (minute: Record<string, number>) =>
      Object.entries(minute)
        .sort((a, b) => b[1] - a[1])
        .map(([method, count]) => `${method} ${count}`)
        .join(', ')
    setting.say(
      `collectors waiting: ${one.mostWaiting} with one browser, ${many.mostWaiting} with ${browsers}`,
    )
    setting.say(`calls a minute: ${say(one.minute)}; then ${say(many.minute)}`)
    const samples: Sample[] = [{ value: many.mostWaiting, baseline: one.mostWaiting }]
    const note =
      `Waits for updates that were open at one time; baseline: with one browser. Collectors made in all: ${many.all.CreatePropertyCollector ?? 0}. ` +
      `Calls a minute under ${perSecond} changes a second with one browser: ${say(one.minute)}; with ${browsers}: ${say(many.minute)}.`
    return [
      {
        id: 'upstream-load',
        size: `${(await simulator.ask('count')).toLocaleString('en')} VMs`,
        samples,
        note,
      },
    ]
  },
}

import { describe, expect, test } from 'vitest'
import type { EventSeverity, LogEvent } from '../../../../contract/events/event.ts'
import { Ledger, worstOf } from './ledger.ts'
import { readRules, rulesText, type WatchRule } from './watch-rule.ts'
import { type Told, Watcher } from './watcher.ts'

const noon = Date.UTC(2026, 10, 20, 12)
const minute = 60_000

function event(id: number, at: number, part: Partial<LogEvent> = {}): LogEvent {
  return {
    system: 'vc',
    id: String(id),
    order: id,
    at,
    severity: 'error',
    type: 'HostConnectionLostEvent',
    message: 'Host lost',
    objects: [],
    ...part,
  }
}

const rule = (part: Partial<WatchRule> = {}): WatchRule => ({
  id: 'r1',
  name: 'Host lost',
  filter: { severities: ['error'] as EventSeverity[] },
  on: true,
  toast: true,
  notify: false,
  createdAt: noon,
  after: {},
  names: {},
  ...part,
})

/** A browser with its storage and clock, and pages in it. */
class Browser {
  now = noon
  private readonly items = new Map<string, string>()
  private timers: { at: number; run: () => void }[] = []
  rules: readonly WatchRule[] = [rule()]
  readonly storage = {
    getItem: (key: string) => this.items.get(key) ?? null,
    setItem: (key: string, text: string) => void this.items.set(key, text),
  }

  page(sight: 'looked at' | 'seen' | 'hidden' = 'looked at') {
    const told: Told[] = []
    const ledger = new Ledger(this.storage)
    const watcher = new Watcher({
      ledger,
      rules: () => this.rules,
      now: () => this.now,
      sight: () => sight,
      later: (run, ms) => {
        const timer = { at: this.now + ms, run }
        this.timers.push(timer)
        return () => {
          this.timers = this.timers.filter((one) => one !== timer)
        }
      },
      alone: async (run) => run(),
      tell: (one) => told.push(one),
    })
    return { watcher, told, ledger }
  }

  async pass(ms: number): Promise<void> {
    this.now += ms
    const due = this.timers.filter(({ at }) => at <= this.now).toSorted((a, b) => a.at - b.at)
    this.timers = this.timers.filter(({ at }) => at > this.now)
    for (const { run } of due) run()
    // What `flush` does after its claim.
    await Promise.resolve()
    await Promise.resolve()
  }
}

const ids = (told: readonly Told[]) => told.map(({ events }) => events.map(({ id }) => id))

describe('what is told', () => {
  test('new entries that fit, never the history with which a page opens', async () => {
    const browser = new Browser()
    const { watcher, told } = browser.page()
    watcher.take('vc', [event(1, noon - minute), event(2, noon - 1000)])
    watcher.take('vc', [event(3, noon + 1), event(4, noon + 2, { severity: 'info' })])
    // Older than what the page opened with: a gap of the night that was read later.
    watcher.take('vc', [event(5, noon - 60 * minute)])
    await browser.pass(1000)
    expect(ids(told)).toEqual([['3']])
  })

  test('a burst is one message for each rule', async () => {
    const browser = new Browser()
    browser.rules = [rule(), rule({ id: 'r2', filter: { text: 'lost' } })]
    const { watcher, told, ledger } = browser.page()
    watcher.take('vc', [event(0, noon)])
    for (let id = 1; id <= 12; id += 1) watcher.take('vc', [event(id, noon + id)])
    await browser.pass(1000)
    expect(told.map((one) => [one.rule.id, one.events.length])).toEqual([
      ['r1', 12],
      ['r2', 12],
    ])
    expect(ledger.records().r1).toMatchObject({ unseen: 12, total: 12 })
    ledger.see('r1')
    expect(ledger.records().r1).toMatchObject({ unseen: 0, total: 12 })
    expect(ledger.records().r2).toMatchObject({ unseen: 12 })
    expect(ledger.records().r1?.latest[0]).toEqual({
      system: 'vc',
      id: '12',
      at: noon + 12,
      severity: 'error',
      type: 'HostConnectionLostEvent',
    })
  })

  test('rules that are off, or were turned on later, tell nothing', async () => {
    const browser = new Browser()
    browser.rules = [rule({ on: false }), rule({ id: 'r2', after: { vc: noon + 5 } })]
    const { watcher, told } = browser.page()
    watcher.take('vc', [event(0, noon)])
    watcher.take('vc', [event(1, noon + 5), event(2, noon + 6)])
    await browser.pass(1000)
    expect(ids(told)).toEqual([['2']])
  })

  test('a system that is signed in to again begins anew', async () => {
    const browser = new Browser()
    const { watcher, told } = browser.page()
    watcher.take('vc', [event(0, noon)])
    watcher.forget('vc')
    watcher.take('vc', [event(1, noon + 1), event(2, noon + 60 * minute)])
    watcher.take('vc', [event(3, noon + 61 * minute)])
    await browser.pass(1000)
    expect(ids(told)).toEqual([['3']])
  })
})

describe('once', () => {
  test('over several pages: the one that is looked at goes first', async () => {
    const browser = new Browser()
    const [back, front, other] = [browser.page('hidden'), browser.page(), browser.page('seen')]
    for (const { watcher } of [back, front, other]) {
      watcher.take('vc', [event(0, noon)])
      watcher.take('vc', [event(1, noon + 1)])
    }
    await browser.pass(1000)
    await browser.pass(5000)
    expect([back.told.length, front.told.length, other.told.length]).toEqual([0, 1, 0])
  })

  test('by a page that nobody sees where there is no other', async () => {
    const browser = new Browser()
    const { watcher, told } = browser.page('hidden')
    watcher.take('vc', [event(0, noon)])
    watcher.take('vc', [event(1, noon + 1)])
    await browser.pass(2000)
    expect(ids(told)).toEqual([['1']])
  })

  test('over a reload: what came meanwhile is told, what was told is not', async () => {
    const browser = new Browser()
    const before = browser.page()
    before.watcher.take('vc', [event(0, noon)])
    before.watcher.take('vc', [event(1, noon + 1000)])
    await browser.pass(1000)
    before.watcher.stop()
    await browser.pass(3000)
    const after = browser.page()
    after.watcher.take('vc', [
      event(-1, noon - 5 * minute),
      event(0, noon),
      event(1, noon + 1000),
      event(2, noon + 2000),
    ])
    await browser.pass(1000)
    expect(ids(before.told)).toEqual([['1']])
    expect(ids(after.told)).toEqual([['2']])
  })

  test('a page that opens after a longer while tells nothing of that while', async () => {
    const browser = new Browser()
    const before = browser.page()
    before.watcher.take('vc', [event(0, noon)])
    before.watcher.stop()
    await browser.pass(10 * minute)
    const after = browser.page()
    after.watcher.take('vc', [event(0, noon), event(1, noon + 5 * minute)])
    await browser.pass(1000)
    expect(after.told).toEqual([])
  })
})

describe('what is kept', () => {
  test('rules are read as they were written; what is none is left out', () => {
    expect(readRules(rulesText([rule()]))).toEqual([rule()])
    expect(readRules(null)).toEqual([])
    expect(readRules('no json')).toEqual([])
    expect(readRules('{"version":2,"rules":[]}')).toEqual([])
    const mixed = JSON.stringify({ version: 1, rules: [{ id: 3 }, rule(), { ...rule(), name: ' ' }] })
    expect(readRules(mixed)).toEqual([rule()])
  })

  test('a range of time in a filter is dropped', () => {
    const text = rulesText([rule({ filter: { text: 'x', from: 1, until: 2 } as WatchRule['filter'] })])
    expect(readRules(text)[0]?.filter).toEqual({ text: 'x' })
  })

  test('a storage that is broken or refuses does not stop anything', async () => {
    const browser = new Browser()
    browser.storage.getItem = () => '{"version":'
    browser.storage.setItem = () => {
      throw new Error('full')
    }
    const { watcher, told } = browser.page()
    watcher.take('vc', [event(0, noon)])
    watcher.take('vc', [event(1, noon + 1)])
    await browser.pass(1000)
    watcher.take('vc', [event(1, noon + 1)])
    await browser.pass(1000)
    expect(ids(told)).toEqual([['1']])
  })
})

test('the worst severity', () => {
  expect(worstOf(['info', 'error', 'warning'])).toBe('error')
  expect(worstOf([])).toBe('info')
})

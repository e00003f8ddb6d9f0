import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventKey, type LogEvent, newestFirst } from '../../contract/events/event.ts'
import { type EventFilter, eventMatcher } from '../../contract/events/filter.ts'
import type { EventCounts, EventPageReply } from '../../contract/events/page.ts'
import type { Credentials } from '../../contract/system.ts'
import { createBff } from '../create-bff.ts'
import type { Bff, BffSystem } from '../host.ts'
import { realClock, silentLog } from '../hypervisors/recording-sink.ts'
import { Browser } from '../testing/fake-host.ts'

/** A system in whose log nothing happens, or little. */
export interface LogSubject {
  system: BffSystem
  account: Credentials
  close(): Promise<void>
}

const day = 86_400_000

/** Filters of every kind, made of what a log holds. */
function filtersFor(whole: readonly LogEvent[], system: string): [name: string, filter: EventFilter][] {
  const pick = (fits: (event: LogEvent) => boolean) => whole.find(fits)
  const objectOf = (kind: string) => {
    const objects = whole.flatMap((event) => event.objects)
    const found = objects.find((one) => one.kind === kind && one.id !== undefined)
    return `${system}/${found?.id ?? 'none'}`
  }
  const vms = [
    ...new Set(
      whole.flatMap(({ objects }) =>
        objects.flatMap(({ kind, id }) => (kind === 'vm' && id !== undefined ? [id] : [])),
      ),
    ),
  ].map((id) => `${system}/${id}`)
  const types = [...new Set(whole.map(({ type }) => type))]
  const users = [...new Set(whole.map(({ userName = '' }) => userName).filter((name) => name !== ''))]
  const chain = pick((event) => event.chain !== undefined)?.chain ?? 'none'
  const middle = whole[Math.floor(whole.length / 2)]?.at ?? 0
  const [word = '', other = ''] = (pick(({ message }) => message.includes(' '))?.message ?? '').split(' ')
  const vm = vms[0] ?? ''
  return [
    ['everything', {}],
    ['warnings and worse', { severities: ['warning', 'error', 'alert'] }],
    ['one severity', { severities: ['error'] }],
    ['two severities that are no neighbours', { severities: ['info', 'error'] }],
    ['one type', { types: types.slice(0, 1) }],
    ['some types', { types: types.slice(1, 6) }],
    ['a type that is not there', { types: ['4000', 'NoSuchEvent'] }],
    ['a user in capitals', { users: [(users[0] ?? '').toUpperCase()] }],
    ['two users', { users: users.slice(0, 2) }],
    ['nobody', { users: [''] }],
    ['a VM', { objects: [vm] }],
    ['many VMs', { objects: vms.slice(0, 12) }],
    ['a host', { objects: [objectOf('host')] }],
    ['a datastore', { objects: [objectOf('datastore')] }],
    ['a cluster', { objects: [objectOf('cluster')] }],
    ['objects of two kinds', { objects: [vm, objectOf('host')] }],
    ['an object of another system', { objects: ['elsewhere/vm-1'] }],
    ['an operation', { chains: [`${system}/${chain}`] }],
    ['an operation of another system', { chains: [`elsewhere/${chain}`] }],
    ['words', { text: `${other.toUpperCase()} ${word}` }],
    ['a word that is not there', { text: 'xyzzy' }],
    ['the older half', { until: middle }],
    ['the newer half', { from: middle }],
    ['a day', { from: middle - day, until: middle }],
    ['one moment', { from: middle, until: middle + 1 }],
    ['a VM, warnings, since then', { objects: [vm], severities: ['warning', 'error'], from: middle - day }],
    ['types and a user, words, until then', { types, users: users.slice(0, 1), text: word, until: middle }],
    ['much before the log begins', { until: 1_000 }],
  ]
}

/** What every log must do, however much of a filter its system knows: pages, counts and export hold what fits, once. */
export function describeLog(name: string, open: () => Promise<LogSubject>): void {
  describe(name, { timeout: 120_000 }, () => {
    let subject: LogSubject
    let bff: Bff
    let browser: Browser
    let whole: LogEvent[] = []
    /** What comes after it is not looked at. */
    let end = 0

    beforeAll(async () => {
      subject = await open()
      bff = createBff({ systems: [subject.system], clock: realClock, log: silentLog })
      browser = new Browser(bff)
      const { userName, password } = subject.account
      const reply = await browser.signIn(subject.system.config.id, password, userName)
      expect(reply.status).toBe(200)
      const { events } = await pages({}, 1_000)
      end = Math.max(...events.map(({ at }) => at)) + 1
      whole = events
    }, 120_000)

    afterAll(async () => {
      await bff?.close()
      await subject?.close()
    })

    async function post<T>(what: string, body: object): Promise<T> {
      const { id } = subject.system.config
      const reply = await browser.request(`/api/systems/${id}/events/${what}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      const json = await reply.json()
      expect(reply.status, JSON.stringify(json)).toBe(200)
      // As the contract says.
      return json as T
    }

    async function pages(filter: EventFilter, limit: number) {
      const events: LogEvent[] = []
      let asked = 0
      let page: EventPageReply | undefined
      do {
        page = await post<EventPageReply>('page', { filter, limit, cursor: page?.cursor })
        expect(page.events.length).toBeLessThanOrEqual(limit)
        events.push(...page.events)
        asked += 1
        expect(asked).toBeLessThan(10_000)
      } while (page.cursor !== undefined)
      return { events, pushedDown: page.pushedDown }
    }

    async function counts(filter: EventFilter): Promise<EventCounts> {
      for (let times = 0; times < 1_000; times += 1) {
        const found = await post<EventCounts>('counts', { filter, bucketMs: 3_600_000 })
        expect(found.fault).toBeUndefined()
        if (found.complete) return found
        await realClock.sleep(10)
      }
      throw new Error('Counting does not come to an end.')
    }

    async function exported(filter: EventFilter): Promise<{ events: LogEvent[]; end: unknown }> {
      const query = new URLSearchParams({ format: 'jsonl', filter: JSON.stringify(filter) })
      const text = await (await browser.request(`/api/events/export?${query}`)).text()
      const lines = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
      const { end: last } = lines.pop()
      return { events: lines.map(({ time, ...event }) => event), end: last }
    }

    test('pages are what a naive filter finds in the whole log', async () => {
      expect(whole.length).toBeGreaterThan(50)
      expect(new Set(whole.map(eventKey)).size).toBe(whole.length)
      for (const [what, filter] of filtersFor(whole, subject.system.config.id)) {
        const bounded = { ...filter, until: Math.min(filter.until ?? end, end) }
        const wanted = whole.filter(eventMatcher(bounded)).map(eventKey)
        for (const asked of [bounded, filter]) {
          const found = (await pages(asked, 37)).events.filter(({ at }) => at < end)
          expect(found.map(eventKey), what).toEqual(wanted)
        }
      }
    })

    test('counts are those of a naive filter', async () => {
      for (const [what, filter] of filtersFor(whole, subject.system.config.id)) {
        const bounded = { ...filter, until: Math.min(filter.until ?? end, end) }
        const wanted = whole.filter(eventMatcher(bounded))
        const found = await counts(bounded)
        expect(found.total, what).toBe(wanted.length)
        expect(
          found.buckets.reduce((sum, { at, ...of }) => sum + of.info + of.warning + of.error + of.alert, 0),
        ).toBe(wanted.length)
        for (const { at, alert, error } of found.buckets) {
          const own = wanted.filter((event) => Math.floor(event.at / 3_600_000) * 3_600_000 === at)
          expect([alert, error], what).toEqual([
            own.filter(({ severity }) => severity === 'alert').length,
            own.filter(({ severity }) => severity === 'error').length,
          ])
        }
        for (const { type, count } of found.types)
          expect(
            wanted.filter((event) => event.type === type),
            what,
          ).toHaveLength(count)
        for (const { name: user, count } of found.users) {
          const own = wanted.filter(({ userName = '' }) => userName.toLowerCase() === user.toLowerCase())
          expect(own, what).toHaveLength(count)
        }
      }
    })

    test('the export is what a naive filter finds, newest first', async () => {
      for (const [what, filter] of filtersFor(whole, subject.system.config.id)) {
        const bounded = { ...filter, until: Math.min(filter.until ?? end, end) }
        const wanted = whole.filter(eventMatcher(bounded)).sort(newestFirst)
        const found = await exported(bounded)
        expect(found.events.map(eventKey), what).toEqual(wanted.map(eventKey))
        expect(found.end).toEqual({ events: wanted.length, complete: true })
      }
    })
  })
}

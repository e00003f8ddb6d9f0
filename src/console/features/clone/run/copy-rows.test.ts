import { describe, expect, it } from 'vitest'
import type { CloneOrder } from '../../../../contract/clone/order.ts'
import type { Job } from '../../../../contract/job.ts'
import { newDraft } from '../drafts/new-draft.ts'
import type { CloneRun, Seen } from './clone-run.ts'
import { draftOfCopy, orderOfCopy, seenOf } from './clone-run.ts'
import { copyRows } from './copy-rows.ts'
import { RunShelf } from './run-shelf.ts'
import { countsSentence, rowWords, runCsv } from './run-words.ts'

const order: CloneOrder = {
  source: { vm: 'vm-1' },
  template: false,
  copies: [{ name: 'web-1', address: '192.0.2.1', netmask: '255.255.255.0' }, { name: 'web-2' }],
  placement: {},
  disks: [],
  nics: [],
  powerOn: false,
  linked: false,
  customization: { kind: 'linux', domain: 'example.test', password: 'hidden', adapters: [] },
}

function run(...seen: (Seen | undefined)[]): CloneRun {
  return {
    id: 'r',
    system: 'a',
    startedAt: 0,
    order,
    draft: {
      ...newDraft('vm-1'),
      names: { pattern: 'web-{n}', count: 2 },
      copies: order.copies,
      customization: order.customization,
    },
    bare: false,
    copies: order.copies.map(({ name }, index) => {
      const last = seen[index]
      return { name, intent: `i${index}`, attempt: 1, ...(last === undefined ? {} : { seen: last }) }
    }),
  }
}

function job(id: string, more: Partial<Job> = {}): Job {
  return {
    id,
    system: 'a',
    verb: 'clone',
    title: 'Clone',
    target: { id: 'vm-1', name: 'source' },
    startedAt: 1,
    state: 'running',
    cancel: true,
    own: true,
    run: 'r',
    ...more,
  }
}

const jobs = (...list: Job[]) => new Map(list.map((each) => [`a/${each.id}`, each]))
const states = (of: CloneRun | undefined, map: ReadonlyMap<string, Job>, known = true) =>
  copyRows('r', of, map, known).map(({ state }) => state)

describe('the rows of a run', () => {
  it('follow the jobs of their intents', () => {
    const waits = job('i1', { state: 'queued' })
    const map = jobs(job('i0', { percent: 40, step: 'Copying' }), waits)
    const rows = copyRows('r', run(), map, true)
    expect(rows.map(({ state }) => state)).toEqual(['running', 'waiting'])
    expect(rows[0] === undefined ? '' : rowWords(rows[0])).toBe('40 % · Copying')
    expect(countsSentence(rows)).toBe('1 running, 1 waiting')
    expect(copyRows('r', run(), map, true, rows)[0]).not.toBe(rows[0])
    const same = run()
    const first = copyRows('r', same, map, true)
    expect(copyRows('r', same, map, true, first)[1]).toBe(first[1])
  })

  it('sent and not taken is not waiting', () => {
    expect(
      states(run(), jobs(job('i0', { state: 'queued', cancel: 'The system has not taken it yet.' })))[0],
    ).toBe('queued')
    expect(states(run(), jobs(job('i0', { state: 'queued', upstreamId: 'task-1' })))[0]).toBe('queued')
  })

  it('what no job is told of was never sent, unless it was seen to be', () => {
    expect(states(run(), jobs(), false)).toEqual(['unseen', 'unseen'])
    expect(states(run(undefined, { state: 'queued', waits: true }), jobs())).toEqual(['lost', 'lost'])
    expect(states(run({ state: 'queued' }, { state: 'running', upstreamId: 't' }), jobs())).toEqual([
      'unknown',
      'unknown',
    ])
    expect(states(run({ state: 'done', madeId: 'vm-9' }, { state: 'failed' }), jobs())).toEqual([
      'done',
      'failed',
    ])
  })

  it('a copy is found again by the system’s own job', () => {
    const found = job('task-7', {
      state: 'done',
      own: false,
      makes: { kind: 'vm', name: 'web-1', id: 'vm-9' },
    })
    const [row] = copyRows('r', run({ state: 'running', upstreamId: 'task-7' }), jobs(found), true)
    expect(row).toMatchObject({ state: 'done', madeId: 'vm-9' })
  })

  it('without the memory of the tab the jobs of the run stand for it', () => {
    const other = job('x', { run: 'other' })
    const named = job('i0', { makes: { kind: 'vm', name: 'web-1' } })
    expect(copyRows('r', undefined, jobs(named, other), true)).toMatchObject([
      { name: 'web-1', state: 'running' },
    ])
  })

  it('a fault says what to do, and goes into the file', () => {
    const failed = job('i0', {
      state: 'failed',
      upstreamId: 'task-1',
      fault: {
        kind: 'conflict',
        message: 'The name is taken.',
        code: 'DuplicateName',
        field: 'copies.0.name',
      },
      left: [{ kind: 'vm', name: 'web-1', id: 'vm-9', what: 'The half-made VM.' }],
    })
    const rows = copyRows('r', run(), jobs(failed), true)
    expect(rows[0] === undefined ? '' : rowWords(rows[0])).toMatch(/^The name is taken\. \(DuplicateName\) /)
    const [, lines = ''] = runCsv(rows, 'east')
    expect(lines).toContain('web-1,east,source,Failed,,The name is taken. (DuplicateName)')
    expect(lines).toContain('copies.0.name,web-1,1,')
  })
})

describe('one copy of a run', () => {
  it('can be asked for alone', () => {
    expect(orderOfCopy(run(), 1).copies).toEqual([{ name: 'web-2' }])
    expect(draftOfCopy(run(), 0)).toMatchObject({
      names: { pattern: 'web-1', count: 1 },
      copies: [{ name: 'web-1', address: '192.0.2.1', byHand: true }],
    })
    const own = { order: { ...order, copies: [{ name: 'other' }] }, draft: newDraft('vm-1') }
    const changed = { ...run(), copies: [{ name: 'other', intent: 'i9', attempt: 2, own }] }
    expect(orderOfCopy(changed, 0).copies).toEqual([{ name: 'other' }])
    expect(draftOfCopy(changed, 0)).toBe(own.draft)
  })

  it('is remembered by few facts, which stay the same while nothing changes', () => {
    const seen = seenOf(job('i0', { percent: 1, upstreamId: 't' }), undefined)
    expect(seen).toEqual({ state: 'running', upstreamId: 't' })
    expect(seenOf(job('i0', { percent: 2, upstreamId: 't' }), seen)).toBe(seen)
  })
})

describe('the shelf', () => {
  function storage(): {
    getItem(key: string): string | null
    setItem(key: string, value: string): void
    removeItem(): void
    text(): string
  } {
    let kept: string | null = null
    return {
      getItem: () => kept,
      setItem: (_, value) => {
        kept = value
      },
      removeItem: () => {},
      text: () => kept ?? '',
    }
  }

  it('keeps a run without its secrets, and says that they are gone', () => {
    const place = storage()
    const paces = new Map([['a', { atOnce: 2, staggerSeconds: 5, paused: true }]])
    const retries = new Map([['a/vm-1', { run: 'r', index: 1 }]])
    const kept = run({ state: 'running', upstreamId: 't' })
    expect(new RunShelf(place).write({ runs: [kept], paces, retries })).toBe(true)
    expect(place.text()).not.toContain('hidden')
    const read = new RunShelf(place).read()
    expect(read.runs[0]).toMatchObject({ id: 'r', bare: true, copies: kept.copies })
    expect(read.runs[0]?.order.copies).toEqual(order.copies)
    expect(read.paces).toEqual(paces)
    expect(read.retries).toEqual(retries)
  })

  it('an order that is not legal without its secret is kept as far as it is', () => {
    const place = storage()
    const windows: CloneOrder = {
      ...order,
      customization: {
        kind: 'windows',
        fullName: 'Ops',
        organization: 'Example',
        timeZone: 85,
        changeSid: true,
        deleteAccounts: false,
        membership: { kind: 'domain', name: 'example.test', userName: 'joiner', password: 'hidden' },
        adapters: [],
      },
    }
    const whole = run()
    const draft = { ...whole.draft, customization: windows.customization }
    new RunShelf(place).write({
      runs: [{ ...whole, order: windows, draft }],
      paces: new Map(),
      retries: new Map(),
    })
    expect(place.text()).not.toContain('hidden')
    const [read] = new RunShelf(place).read().runs
    expect(read).toMatchObject({ bare: true, order: { customization: { kind: 'none' } } })
    expect(read?.draft.customization).toMatchObject({ kind: 'windows', fullName: 'Ops' })
  })

  it('begins anew with what it cannot read', () => {
    const place = storage()
    place.setItem('', '{"version":1,"runs":[{}]}')
    expect(new RunShelf(place).read().runs).toEqual([])
    place.setItem('', 'no JSON')
    expect(new RunShelf(place).read().runs).toEqual([])
    expect(new RunShelf(undefined).write({ runs: [], paces: new Map(), retries: new Map() })).toBe(false)
  })
})

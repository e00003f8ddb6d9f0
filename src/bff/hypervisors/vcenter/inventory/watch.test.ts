import { expect, test, vi } from 'vitest'
import { RecordingSink } from '../../recording-sink.ts'
import { lineTo, soapFaultReply, soapReply } from '../test-line.ts'
import { vimFaultToFault } from '../transport/faults.ts'
import { VimClient } from '../transport/vim-client.ts'
import { readServiceContent } from '../wire/service-content.ts'
import { watchInventory } from './watch.ts'

const object = (kind: string, type: string, id: string, props: Record<string, string>) =>
  `<objectSet><kind>${kind}</kind><obj type="${type}">${id}</obj>${Object.entries(props)
    .map(([name, value]) => `<changeSet><name>${name}</name><op>assign</op>${value}</changeSet>`)
    .join('')}</objectSet>`
const text = (value: string) => `<val xsi:type="xsd:string">${value}</val>`
const to = (type: string, id: string) => `<val type="${type}" xsi:type="ManagedObjectReference">${id}</val>`
const set = (version: string, truncated: boolean, ...objects: string[]) =>
  soapReply(
    'WaitForUpdatesEx',
    `<returnval><version>${version}</version><filterSet><filter type="PropertyFilter">f</filter>${objects.join('')}</filterSet>` +
      `${truncated ? '<truncated>true</truncated>' : ''}</returnval>`,
  )

const folder = (id: string, name: string, parent: string) =>
  object('enter', 'Folder', id, { name: text(name), ...(parent === '' ? {} : { parent }) })
const root = folder('group-d1', 'Datacenters', '')
const datacenter = object('enter', 'Datacenter', 'datacenter-1', {
  name: text('DC'),
  parent: to('Folder', 'group-d1'),
})
const vms = folder('group-v1', 'vm', to('Datacenter', 'datacenter-1'))
const vm = (id: string, kind = 'enter') =>
  object(kind, 'VirtualMachine', id, { name: text(id), parent: to('Folder', 'group-v1') })
const everything = [root, datacenter, vms, vm('vm-1'), vm('vm-2')]

type Answer = Response | (() => Response | Promise<Response>)

/** Watches a system that answers each wait with the next of these, and then no more. */
function watch(answers: Answer[], session: 'live' | 'dead' = 'live') {
  const asked: string[] = []
  const methods: string[] = []
  const line = lineTo((request, body) => {
    const method = /<soapenv:Body><(\w+)/.exec(body)?.[1] ?? ''
    methods.push(method)
    if (method !== 'WaitForUpdatesEx')
      return soapReply(method, `<returnval type="Any">session[1]${method}</returnval>`)
    asked.push(/<version>(.*)<\/version>/.exec(body)?.[1] ?? '')
    const answer = answers.shift()
    if (answer !== undefined) return typeof answer === 'function' ? answer() : answer
    return new Promise((_resolve, reject) => {
      request.signal.addEventListener('abort', () => reject(request.signal.reason))
    })
  })
  const sink = new RecordingSink()
  const ending = new AbortController()
  const ended = watchInventory({
    vim: new VimClient(line, 'soap', '7.0.3.0', '"t"'),
    content: readServiceContent({}),
    rest: undefined,
    sink,
    signal: ending.signal,
    proveSession: async () => {
      if (session === 'live') return
      const gone = { type: 'NotAuthenticated', message: undefined, detail: undefined, causes: [] }
      throw vimFaultToFault(gone, 'vc')
    },
    onTags: () => {},
  })
  ended.catch(() => {})
  return { sink, asked, methods, ending, ended }
}

test('an inventory in pieces is complete with the last one, whatever comes first', async () => {
  const { sink, asked, ending, ended } = watch([
    set('0_1', true, vm('vm-1'), vms),
    () => {
      // Its folder is known but not yet the data center above: no row before it is whole.
      expect(sink.rows.size).toBe(0)
      return set('0_2', true, datacenter, root)
    },
    set('1', false, vm('vm-2')),
  ])
  await sink.until('complete', () => sink.completions === 1, 1000)
  expect(sink.rows.get('vm-1')).toMatchObject({ folderId: 'group-v1', datacenterId: 'datacenter-1' })
  expect([...sink.rows.keys()].sort()).toEqual(['datacenter-1', 'group-d1', 'group-v1', 'vm-1', 'vm-2'])
  ending.abort()
  await ended
  expect(asked).toEqual(['', '0_1', '0_2', '1'])
})

test('changes, departures and quiet waits', async () => {
  const { sink, ending, ended } = watch([
    set('1', false, ...everything),
    soapReply('WaitForUpdatesEx', ''),
    set('2', false, object('modify', 'VirtualMachine', 'vm-1', { name: text('new') })),
    set('3', false, '<objectSet><kind>leave</kind><obj type="VirtualMachine">vm-2</obj></objectSet>'),
  ])
  await sink.until('all', () => sink.confirmations === 4, 1000)
  expect(sink.rows.get('vm-1')?.name).toBe('new')
  expect(sink.rows.has('vm-2')).toBe(false)
  ending.abort()
  await ended
})

test('rows below a folder that moves are given again', async () => {
  const { sink, ending, ended } = watch([
    set('1', false, ...everything),
    set(
      '2',
      false,
      object('enter', 'Datacenter', 'datacenter-2', { name: text('DC2'), parent: to('Folder', 'group-d1') }),
      object('modify', 'Folder', 'group-v1', { parent: to('Datacenter', 'datacenter-2') }),
    ),
  ])
  await sink.until('moved', () => sink.confirmations === 2, 1000)
  expect(sink.rows.get('vm-2')).toMatchObject({ datacenterId: 'datacenter-2' })
  ending.abort()
  await ended
})

test('one collector, one filter, one wait at a time, and no call for single VMs', async () => {
  let waiting = 0
  let most = 0
  const page =
    (version: string, truncated: boolean, ...objects: string[]) =>
    async () => {
      waiting += 1
      most = Math.max(most, waiting)
      await new Promise((resolve) => setImmediate(resolve))
      waiting -= 1
      return set(version, truncated, ...objects)
    }
  const many = (page: number) => Array.from({ length: 100 }, (_, index) => vm(`vm-${page * 100 + index}`))
  const { sink, asked, methods, ending, ended } = watch([
    page('0_1', true, root, datacenter, vms, ...many(0)),
    page('0_2', true, ...many(1)),
    page('0_3', true, ...many(2)),
    page('1', false, ...many(3)),
    page('2', false, vm('vm-7', 'modify')),
  ])
  await sink.until('complete', () => sink.confirmations === 2, 1000)
  expect(sink.of('vm')).toHaveLength(400)
  expect(most).toBe(1)
  expect(methods).toEqual([
    'CreatePropertyCollector',
    'CreateContainerView',
    'CreateFilter',
    ...asked.map(() => 'WaitForUpdatesEx'),
  ])
  expect(asked.slice(0, 5)).toEqual(['', '0_1', '0_2', '0_3', '1'])
  ending.abort()
  await ended
})

test('an outdated version is read anew with the same filter', async () => {
  const { sink, asked, methods, ending, ended } = watch([
    set('7', false, ...everything),
    soapFaultReply('InvalidCollectorVersion', 'Outdated.'),
    set('8', false, ...everything.slice(0, 4)),
  ])
  await sink.until('complete again', () => sink.completions === 2, 1000)
  expect(asked.slice(0, 3)).toEqual(['', '7', ''])
  expect(methods.filter((method) => method === 'CreateFilter')).toHaveLength(1)
  expect(sink.rows.has('vm-2')).toBe(false)
  ending.abort()
  await ended
})

test('a lost collector is made again while the session lives', async () => {
  const { sink, methods, ending, ended } = watch([
    set('7', false, ...everything),
    soapFaultReply('ManagedObjectNotFound', 'Gone.', '<obj type="PropertyCollector">session[1]u1</obj>'),
    set('1', false, ...everything),
  ])
  await sink.until('complete again', () => sink.completions === 2, 1000)
  expect(methods.filter((method) => method === 'CreatePropertyCollector')).toHaveLength(2)
  ending.abort()
  await ended
})

test('a lost collector of a dead session is an ended session', async () => {
  const gone = soapFaultReply(
    'ManagedObjectNotFound',
    'Gone.',
    '<obj type="PropertyCollector">session[1]u1</obj>',
  )
  const { ended } = watch([set('7', false, ...everything), gone], 'dead')
  await expect(ended).rejects.toMatchObject({ info: { kind: 'auth' } })
})

test('a collector that is lost again and again is given up', async () => {
  const gone = () => soapFaultReply('RequestCanceled', 'Cancelled.')
  const { ended } = watch([gone, gone, gone, gone, gone])
  await expect(ended).rejects.toMatchObject({ info: { code: 'RequestCanceled' } })
})

test('an ended session is told at once', async () => {
  const { ended, sink } = watch([
    set('1', false, ...everything),
    soapFaultReply('NotAuthenticated', 'No session.'),
  ])
  await expect(ended).rejects.toMatchObject({ info: { kind: 'auth', message: 'No session.' } })
  expect(sink.rows.size).toBe(5)
})

test('one lost reply to a complete version is asked for again, a second one is not', async () => {
  const lost = () => Promise.reject(new TypeError('fetch failed'))
  const once = watch([set('4', false, ...everything), lost, soapReply('WaitForUpdatesEx', '')])
  await once.sink.until('confirmed', () => once.sink.confirmations === 2, 1000)
  expect(once.asked.slice(0, 3)).toEqual(['', '4', '4'])
  once.ending.abort()
  await once.ended
  const twice = watch([set('4', false, ...everything), lost, lost])
  await expect(twice.ended).rejects.toMatchObject({ info: { kind: 'unavailable' } })
})

test('what it made upstream is removed when nobody watches any more', async () => {
  const { sink, methods, ending, ended } = watch([set('1', false, ...everything)])
  await sink.until('complete', () => sink.completions === 1, 1000)
  ending.abort()
  await ended
  await vi.waitFor(() => {
    expect(methods).toContain('DestroyPropertyCollector')
    expect(methods).toContain('DestroyView')
  })
})

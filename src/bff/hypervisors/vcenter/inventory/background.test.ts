import { expect, test } from 'vitest'
import type { Clock } from '../../port.ts'
import { RecordingSink } from '../../recording-sink.ts'
import { lineTo, soapFaultReply, soapReply } from '../test-line.ts'
import { callTimeoutMs } from '../transport/line.ts'
import { RestClient } from '../transport/rest-client.ts'
import { VimClient } from '../transport/vim-client.ts'
import { readServiceContent } from '../wire/service-content.ts'
import { followAlarms, followTags } from './background.ts'
import { WatchedEstate } from './watched-estate.ts'

/** Sleeps of the loops end one by one, when the test says so; time-outs of calls never do. */
function steppedClock() {
  const waiting: (() => void)[] = []
  let arrived = () => {}
  const clock: Clock = {
    now: () => 0,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
        if (ms === callTimeoutMs) return
        waiting.push(resolve)
        arrived()
      }),
  }
  return {
    clock,
    async step() {
      while (waiting.length === 0) {
        await new Promise<void>((resolve) => {
          arrived = resolve
        })
      }
      for (const wake of waiting.splice(0)) wake()
    },
  }
}

const state = (status: string) =>
  `<AlarmState><key>alarm-5.vm-1</key><entity type="VirtualMachine">vm-1</entity><alarm type="Alarm">alarm-5</alarm><overallStatus>${status}</overallStatus></AlarmState>`
const prop = (name: string, val: string) => `<propSet><name>${name}</name>${val}</propSet>`
const alarms = (inner: string) =>
  prop('triggeredAlarmState', `<val xsi:type="ArrayOfAlarmState">${inner}</val>`)
const objects = (type: string, id: string, props: string) =>
  soapReply(
    'RetrievePropertiesEx',
    `<returnval><objects><obj type="${type}">${id}</obj>${props}</objects></returnval>`,
  )

test('alarms that no update reports show, with their names, and go again', async () => {
  const { clock, step } = steppedClock()
  const looks = [state('red'), undefined, '']
  let standing: string | undefined
  const line = lineTo(
    (_request, body) => {
      if (body.includes('info.name'))
        return objects('Alarm', 'alarm-5', prop('info.name', '<val>CPU usage</val>'))
      if (body.includes('>Folder<')) {
        standing = looks.shift()
        if (standing === undefined) return soapFaultReply('SystemError', 'Not now.')
        return objects('Folder', 'group-d1', alarms(standing))
      }
      return objects(
        'VirtualMachine',
        'vm-1',
        alarms(standing ?? '') + prop('overallStatus', '<val>green</val>'),
      )
    },
    { clock },
  )
  const vim = new VimClient(line, 'soap', '7.0.3.0')
  const content = readServiceContent({})
  const sink = new RecordingSink()
  const estate = new WatchedEstate(vim, content.propertyCollector, sink)
  const ending = new AbortController()
  estate.begin()
  const obj = { type: 'VirtualMachine', value: 'vm-1' }
  await estate.take([{ kind: 'enter', obj, props: { name: 'web' }, denied: [] }], ending.signal)
  estate.complete()
  expect(sink.rows.get('vm-1')?.health).toBe('ok')

  const followed = followAlarms(vim, content, estate, ending.signal)
  await step()
  await sink.until('alarm', () => sink.rows.get('vm-1')?.health === 'error', 1000)
  expect(sink.rows.get('vm-1')?.issues).toEqual(['CPU usage'])
  await step()
  await step()
  await sink.until('cleared', () => sink.rows.get('vm-1')?.health === 'ok', 1000)
  ending.abort()
  await followed
})

test('tags come, change and go; a passing failure is tried again, a missing endpoint is not', async () => {
  const { clock, step } = steppedClock()
  const answers = [
    Response.json([{ object_id: { type: 'VirtualMachine', id: 'vm-1' }, tag_ids: ['t1'] }]),
    new Response('', { status: 503 }),
    Response.json([]),
    new Response('', { status: 404 }),
  ]
  const line = lineTo(
    (request) =>
      request.method === 'POST'
        ? (answers.shift() ?? Response.error())
        : Response.json({ name: 'gold', category_id: 'c' }),
    { clock },
  )
  const sink = new RecordingSink()
  const estate = new WatchedEstate(new VimClient(line, 'soap', '7.0.3.0'), { type: 'P', value: 'p' }, sink)
  const ending = new AbortController()
  estate.begin()
  const obj = { type: 'VirtualMachine', value: 'vm-1' }
  await estate.take([{ kind: 'enter', obj, props: { name: 'web' }, denied: [] }], ending.signal)
  estate.complete()
  const tags = () => {
    const row = sink.rows.get('vm-1')
    return row?.kind === 'vm' ? row.tags : undefined
  }
  const troubles: (string | undefined)[] = []
  const followed = followTags(new RestClient(line, '/api', 't'), estate, ending.signal, (trouble) =>
    troubles.push(trouble),
  )
  await sink.until('tags', () => tags()?.join() === 'gold:gold', 1000)
  await step()
  await step()
  await sink.until('no tags', () => tags() === undefined, 1000)
  await step()
  await followed
  expect(troubles.map((trouble) => trouble === undefined)).toEqual([true, false, true, false])
})

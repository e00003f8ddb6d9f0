import { describe, expect, test } from 'vitest'
import { type EventFilter, eventFilterSchema } from '../../../../contract/events/filter.ts'
import { criteriaOf, searchOf } from './criteria.ts'

const day = 86_400_000
const search = (filter: EventFilter, joins = true) => {
  const criteria = criteriaOf(eventFilterSchema.parse(filter), 'rhv', [])
  return criteria === undefined ? 'nothing' : searchOf(criteria, joins).search
}

describe('a filter in the engine’s search', () => {
  test.each<[EventFilter, string]>([
    [{}, ''],
    [{ text: 'web' }, ''],
    [{ severities: ['error', 'alert'] }, 'severity>=error'],
    [{ severities: ['alert'] }, 'severity=alert'],
    [{ severities: ['info', 'error'] }, 'severity=normal or severity=error'],
    [{ severities: ['info', 'warning', 'error', 'alert'] }, ''],
    [{ users: ['admin@internal'] }, 'usrname="admin@internal"'],
    [{ types: ['33', '61', 'VmPoweredOffEvent'] }, 'type=33 or type=61'],
    [{ types: ['VmPoweredOffEvent'] }, 'nothing'],
    [{ types: ['33', 'unknown'] }, ''],
    [{ chains: ['rhv/ui-42'] }, 'correlation_id=ui-42'],
    [{ chains: ['rhv/ui-42', 'other/7', 'rhv/ui-43'] }, 'correlation_id=ui-42 or correlation_id=ui-43'],
    [{ chains: ['other/ui-42'] }, 'nothing'],
    [{ from: 10 * day + 5, until: 20 * day + 5 }, 'time>1970-01-09 and time<1970-01-23'],
    [
      { types: ['33', '61'], users: ['a', 'b'], severities: ['info'] },
      'severity=normal and type=33 and usrname=a or severity=normal and type=33 and usrname=b or ' +
        'severity=normal and type=61 and usrname=a or severity=normal and type=61 and usrname=b',
    ],
  ])('%j is %s', (filter, expected) => expect(search(filter)).toBe(expected))

  test('where "and" may not bind closer than "or", only one part has alternatives', () => {
    expect(search({ types: ['33', '61'], severities: ['info'] }, false)).toBe('severity=normal')
    expect(search({ types: ['33', '61'] }, false)).toBe('type=33 or type=61')
  })

  test('alternatives that would fill the address are picked out later', () => {
    const types = Array.from({ length: 25 }, (_, n) => String(n))
    expect(search({ types, users: ['a'] })).toBe('usrname=a')
  })

  test('objects of one kind are searched for, of several they are not', () => {
    const vm = (value: string) => ({ field: '_event_vm_id', value })
    const both = (objects: { field: string; value: string }[]) =>
      searchOf(criteriaOf({}, 'rhv', objects) ?? [], true).search
    expect(both([vm('1'), vm('2')])).toBe('_event_vm_id=1 or _event_vm_id=2')
    expect(both([{ field: 'event_host', value: 'esx 1' }])).toBe('event_host="esx 1"')
    expect(both([vm('1'), { field: 'event_host', value: 'h' }])).toBe('')
  })
})

import { expect, test } from 'vitest'
import { RowCounter } from './row-counter.ts'

function counted(format: 'csv' | 'jsonl', text: string, step = 7) {
  const counter = new RowCounter(format)
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += step) counter.add(bytes.subarray(at, at + step))
  const { entries, gaps, cut } = counter
  return { entries, gaps, cut }
}

test('counts entries of CSV, also where a message has several lines', () => {
  const text = [
    '\uFEFFTime,System,Severity,Message',
    '2026,"a, b",info,"one\r\ntwo, ""gap"""',
    '2026,a,warning,limit',
    '2026,a,gap,Nothing older of this system could be read: No.',
    ',,limit,The export was cut at 2 entries',
    '',
  ].join('\r\n')
  for (const step of [1, 5, 1000]) {
    expect(counted('csv', text, step)).toEqual({ entries: 2, gaps: 1, cut: true })
  }
})

test('counts lines of JSON', () => {
  const entry = `{"time":"2026","message":"${'x'.repeat(500)}"}\n`
  expect(counted('jsonl', `${entry}${entry}{"gap":{}}\n{"end":{"events":2,"complete":true}}\n`)).toEqual({
    entries: 2,
    gaps: 1,
    cut: false,
  })
  expect(counted('jsonl', '{"end":{"events":0,"complete":false,"limit":5}}\n').cut).toBe(true)
})

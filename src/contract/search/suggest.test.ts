import { describe, expect, test } from 'vitest'
import type { VmRow } from '../inventory.ts'
import { vmFields } from './machine-fields.ts'
import { readValues } from './read-values.ts'
import { lookup, vms } from './sample-rows.ts'
import { suggest } from './suggest.ts'

/** `|` marks the cursor. */
function valuesOf(...about: Parameters<typeof readValues<VmRow>>): string[] {
  const source = readValues(...about)
  for (;;) {
    const { done, value } = source.next()
    if (done) return value
  }
}

function suggestions(marked: string) {
  const cursor = marked.indexOf('|')
  const text = marked.replace('|', '')
  return suggest(text, cursor, vmFields, (field) => valuesOf(vms, field, lookup)).map((suggestion) => ({
    ...suggestion,
    result: text.slice(0, suggestion.start) + suggestion.insert + text.slice(suggestion.end),
  }))
}

describe('suggest', () => {
  test('names every field when nothing is typed', () => {
    const labels = suggestions('|').map(({ label }) => label)
    expect(labels.length).toBe(vmFields.fields.length)
    expect(labels).toContain('power:')
    expect(labels).toContain('memory>')
  })

  test.each<[string, string]>([
    ['na|', 'name:'],
    ['-pow|', '-power:'],
    ['(dat|', '(datacenter:'],
    ['web mem|', 'web memory>'],
    ['power:o|', 'power:on '],
    ['power:on,s|', 'power:on,suspended '],
    ['power:of| web', 'power:off  web'],
    ['host:esx|', 'host:esx01.example.test '],
    ['cluster:|', 'cluster:"Cluster A" '],
    ['cluster:"clu|', 'cluster:"Cluster A" '],
    ['network:net|', 'network:"VM Network" '],
    ['system:ov|', 'system:"oVirt lab" '],
    ['tag:en|', 'tag:env:prod '],
    ['memory>8|', 'memory>8GiB '],
    ['uptime>7|', 'uptime>7d '],
    ['used>8|', 'used>8GiB '],
    ['a OR|', 'a ORx'],
  ])('%s first offers %s', (marked, result) => {
    if (result === 'a ORx') expect(suggestions(marked)).toEqual([])
    else expect(suggestions(marked)[0]?.result).toBe(result)
  })

  test('offers the operators of a complete field name, and keywords', () => {
    expect(suggestions('memory|').map(({ label }) => label)).toEqual([
      'memory>',
      'memory>=',
      'memory<',
      'memory<=',
      'memory:',
    ])
    expect(suggestions('a O|').map(({ insert }) => insert)).toContain('OR ')
    expect(suggestions('tag:|').map(({ label }) => label)).toContain('none')
  })

  test('knows nothing of unknown fields and text in quotes', () => {
    expect(suggestions('nonsense:a|')).toEqual([])
    expect(suggestions('"na|')).toEqual([])
  })

  test.each([
    'power:on|',
    'memory>8GiB|',
    'cluster:"Cluster A"|',
    'system:vc-east|',
    'power:off,on|',
    'tag:none|',
  ])('%s is complete', (marked) => expect(suggestions(marked)).toEqual([]))

  test('values come by frequency', () => {
    const field = vmFields.fields.find(({ name }) => name === 'datastore')
    expect(field && valuesOf(vms, field, lookup)).toEqual(['slow-1', 'fast-1'])
  })
})

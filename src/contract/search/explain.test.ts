import { expect, test } from 'vitest'
import { explain } from './explain.ts'
import { vmFields } from './machine-fields.ts'
import { now } from './sample-rows.ts'
import { readSearch } from './search.ts'

test.each<[string, string]>([
  ['', 'All virtual machines.'],
  ['web', 'Virtual machines where any text contains “web”.'],
  ['-web*', 'Virtual machines where no text fits “web*”.'],
  ['name:web power:on', 'Virtual machines where name contains “web” and power is on.'],
  ['power:on,off', 'Virtual machines where power is on or off.'],
  ['-power:on,off', 'Virtual machines where power is not on nor off.'],
  [
    'a OR b power:off',
    'Virtual machines where any text contains “a” or (any text contains “b” and power is off).',
  ],
  ['-(a OR b)', 'Virtual machines where not (any text contains “a” or any text contains “b”).'],
  ['memory>8GB', 'Virtual machines where memory is more than 8 GiB.'],
  ['-memory>8192MiB', 'Virtual machines where memory is not more than 8 GiB.'],
  ['cpus:2..8', 'Virtual machines where vCPUs is between 2 and 8.'],
  ['used>80%', 'Virtual machines where used storage is more than 80 %.'],
  ['uptime>36h', 'Virtual machines where uptime is more than 1 d 12 h.'],
  ['created<30d', 'Virtual machines where creation is less than 30 d ago.'],
  ['created>2024-01-01', 'Virtual machines where creation is after 2024-01-01.'],
  ['ip:none', 'Virtual machines where IP address is empty.'],
  ['-ip:none', 'Virtual machines where IP address has a value.'],
  ['host!=esx01', 'Virtual machines where host is not “esx01”.'],
  ['--web', 'Virtual machines where any text contains “web”.'],
])('%s: %s', (text, sentence) => {
  const { ast } = readSearch(text, vmFields, now)
  expect(ast && explain(ast, vmFields, now)).toBe(sentence)
})

import { describe, expect, test } from 'vitest'
import { compile } from './compile.ts'
import { datastoreFields, hostFields } from './field-sets.ts'
import { vmFields } from './machine-fields.ts'
import { gib, lookup, now, vm, vms } from './sample-rows.ts'
import { readSearch } from './search.ts'

function found(text: string): string[] {
  const { ast, errors } = readSearch(text, vmFields, now)
  if (errors) throw new Error(errors[0]?.message)
  const letters: Record<string, string> = { 'web-01': 'web', 'db-02': 'db', 'Test VM (copy)': 'test' }
  return vms.filter(compile(ast, vmFields, lookup)).map(({ name }) => letters[name] ?? name)
}

describe('compile', () => {
  test.each<[string, string]>([
    ['', 'web db test'],
    ['*', 'web db test'],
    ['WEB', 'web'],
    ['web*', 'web'],
    ['10.1.2', 'web'],
    ['fe80::250', 'web'],
    ['ann', 'db'],
    ['esx', 'web db'],
    ['"cluster a"', 'web db'],
    ['ubuntu', 'web'],
    ['tag:prod', 'web'],
    ['"env:prod"', 'web'],
    ['name:web', 'web'],
    ['name=web', ''],
    ['name=web-01', 'web'],
    ['name!=web-01', 'db test'],
    ['name:*0*', 'web db'],
    ['name:*-0?', ''],
    ['name:"*"', ''],
    ['name:"test vm (copy)"', 'test'],
    ['name:web,db', 'web db'],
    ['-name:web,db', 'test'],
    ['-name:web -name:db', 'test'],
    ['name:web OR name:db', 'web db'],
    ['(name:web OR name:db) power:off', ''],
    ['system:vc-east', 'web db'],
    ['system:"ovirt lab"', 'test'],
    ['system=lab', 'test'],
    ['power:on', 'web db'],
    ['power:poweredOff', 'test'],
    ['power:off,suspended', 'test'],
    ['power!=on', 'test'],
    ['status:down', 'test'],
    ['tools:not-installed', 'test'],
    ['tools:none', 'test'],
    ['health:warning', 'test'],
    ['issue:"nearly full"', 'test'],
    ['question:yes', 'web'],
    ['host:esx01*', 'web'],
    ['host:kvm', 'test'],
    ['host=esx01', ''],
    ['cluster:"Cluster A"', 'web db'],
    ['cluster:none', 'test'],
    ['datacenter:paris', 'web db'],
    ['dc:paris', 'web db'],
    ['folder:web', 'web'],
    ['folder:prod/*', 'web'],
    ['folder=Prod/Web', 'web'],
    ['os:linux', 'web'],
    ['os:none', 'db test'],
    ['ip:10.1.0.0/16', 'web'],
    ['ip:10.2.0.0/16', ''],
    ['ip:10.1.2.*', 'web'],
    ['ip:none', 'db test'],
    ['ip:*', 'web'],
    ['datastore:slow-1', 'web db'],
    ['datastore:fast-1,none', 'web test'],
    ['network:"vm network"', 'web'],
    ['template:db-template', 'db'],
    ['template:none', 'web test'],
    ['tag:env:prod', 'web'],
    ['tag:prod', 'web'],
    ['tag=prod', ''],
    ['-tag:none', 'web'],
    ['notes:database', 'db'],
    ['cpus>=2', 'web db'],
    ['cpus:2', 'web'],
    ['cpus:2..8', 'web db'],
    ['cpus:1,8', 'db test'],
    ['cpus!=2', 'db test'],
    ['memory>4GiB', 'db'],
    ['memory>=4GiB', 'web db'],
    ['memory<1GB', 'test'],
    ['memory:4096MiB', 'web'],
    ['memory=0.5g', 'test'],
    ['memory > 3 GiB', 'web db'],
    ['used>80%', 'web'],
    ['used:85%', 'web'],
    ['used>50GiB', 'web db'],
    ['provisioned:100GiB..1TiB', 'web db'],
    ['used:none', 'test'],
    ['uptime>7d', 'web'],
    ['uptime<2h', 'db'],
    ['uptime:10d', 'web'],
    ['uptime>1d12h', 'web'],
    ['uptime:none', 'test'],
    ['created<30d', 'db'],
    ['created>30d', 'web'],
    ['created:2024-01-01', 'web'],
    ['created>2024-01-01', 'db'],
    ['created>=2024-01-01', 'web db'],
    ['created<=2024-01', 'web'],
    ['created:2024', 'web db'],
    ['created<2024', ''],
    ['created>2024-01-01T08:59', 'web db'],
    ['created:2024-01..2024-03', 'web'],
    ['created:today', ''],
    ['id:id-of-web*', 'web'],
    ['hostname:*.example.test', 'web'],
  ])('%s finds %s', (text, names) => expect(found(text).join(' ')).toBe(names))

  test('a network of addresses is told from a text with a slash', () => {
    expect(found('ip:10.1.2.3/32')).toEqual(['web'])
    expect(found('ip:"10.1.0.0/16"')).toEqual([])
  })

  test('hosts and datastores have their own fields', () => {
    const host = {
      kind: 'host' as const,
      system: 's',
      id: 'h',
      name: 'h',
      health: 'ok' as const,
      state: 'maintenance' as const,
      status: 'maintenance',
      version: 'VMware ESXi 8.0.3',
      memoryBytes: 100 * gib,
      memoryUsedBytes: 95 * gib,
      cpuUsedPercent: 12.4,
    }
    const isHost = (text: string) => {
      const { ast, errors } = readSearch(text, hostFields, now)
      if (errors) throw new Error(errors[0]?.message)
      return compile(ast, hostFields, lookup)(host)
    }
    for (const text of [
      'state:maintenance',
      'version>=8',
      'version:8.0',
      'version>7.0.3',
      'version<=8.0',
      'version<10',
      'used>90%',
      'cpu<20',
      'cpu:12%',
      'vms:3',
    ]) {
      expect(isHost(text), text).toBe(true)
    }
    for (const text of ['state:up', 'version>8', 'version<8', 'version>=8.0.10', 'used<90%', 'vms>3']) {
      expect(isHost(text), text).toBe(false)
    }
    const { ast } = readSearch('used>80% free<30GiB usedpercent>=80', datastoreFields, now)
    const store = {
      ...host,
      kind: 'datastore' as const,
      state: 'up' as const,
      capacityBytes: 100 * gib,
      freeBytes: 19 * gib,
    }
    expect(ast && compile(ast, datastoreFields, lookup)(store)).toBe(true)
  })

  test('a pattern of many stars over 45,000 rows takes no time to speak of', () => {
    const rows = Array.from({ length: 45_000 }, (_, index) =>
      vm({ name: `${'a'.repeat(30)}-${index}`, hostId: `h${index % 200}`, notes: 'aaaa '.repeat(20) }),
    )
    const { ast } = readSearch(`name:${'*a'.repeat(25)}*b OR aab`, vmFields, now)
    if (!ast) throw new Error('not parsed')
    const started = performance.now()
    expect(rows.filter(compile(ast, vmFields, lookup))).toEqual([])
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

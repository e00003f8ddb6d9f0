import type { TemplateRow, VmRow } from '../inventory.ts'
import { commonFields, datacenter, folder } from './common-fields.ts'
import { choice, flag, number, reference, text } from './field-builders.ts'
import type { FieldSet } from './fields.ts'

/** What virtual machines and templates share. */
const machine = [
  ...commonFields,
  reference<VmRow | TemplateRow>('host', 'host', 'Host it runs on', (row) => row.hostId),
  reference<VmRow | TemplateRow>('cluster', 'cluster', 'Cluster', (row) => row.clusterId),
  datacenter,
  folder,
  text<VmRow | TemplateRow>('status', 'status', 'State in the vendor’s own word', (row) => row.status),
  text<VmRow | TemplateRow>('os', 'guest OS', 'Guest operating system', (row) => row.os, ['guest']),
  {
    ...text<VmRow | TemplateRow>('ip', 'IP address', 'IP address, pattern or network', (row) => row.ips, [
      'address',
    ]),
    type: 'address' as const,
  },
  text<VmRow | TemplateRow>(
    'hostname',
    'guest host name',
    'Host name in the guest',
    (row) => row.guestHostName,
    ['dns', 'fqdn'],
  ),
  reference<VmRow | TemplateRow>(
    'datastore',
    'datastore',
    'Datastore or storage domain of its disks',
    (row) => row.datastoreIds,
    ['storage'],
  ),
  reference<VmRow | TemplateRow>('network', 'network', 'Network of its cards', (row) => row.networkIds),
  reference<VmRow | TemplateRow>('pool', 'resource pool', 'Resource pool', (row) => row.poolId),
  text<VmRow | TemplateRow>('tag', 'tag', 'Tag, or category:tag', (row) => row.tags, ['tags']),
  text<VmRow | TemplateRow>('notes', 'notes', 'Notes or description', (row) => row.notes, [
    'description',
    'note',
  ]),
  text<VmRow | TemplateRow>(
    'hardware',
    'virtual hardware',
    'Virtual hardware version',
    (row) => row.hardwareVersion,
  ),
  number<VmRow | TemplateRow>('cpus', 'count', 'vCPUs', 'Number of virtual CPUs', (row) => row.cpus, [
    'cpu',
    'vcpus',
  ]),
  number<VmRow | TemplateRow>('memory', 'bytes', 'memory', 'Memory size', (row) => row.memoryBytes, [
    'mem',
    'ram',
  ]),
  number<VmRow | TemplateRow>(
    'provisioned',
    'bytes',
    'provisioned storage',
    'Storage promised to its disks',
    (row) => row.provisionedBytes,
  ),
  {
    ...number<VmRow | TemplateRow>(
      'used',
      'bytes',
      'used storage',
      'Storage in use, also as % of provisioned',
      (row) => row.usedBytes,
    ),
    whole: (row: VmRow | TemplateRow) => row.provisionedBytes,
  },
  number<VmRow | TemplateRow>(
    'created',
    'date',
    'creation',
    'Date, or age such as 30d',
    (row) => row.createdAt,
  ),
]

export const vmFields: FieldSet<VmRow> = {
  kind: 'vm',
  noun: 'virtual machines',
  freeText: ['name', 'hostname', 'ip', 'notes', 'tag', 'id', 'uuid', 'host', 'cluster', 'os'],
  fields: [
    ...machine,
    choice<VmRow>('power', 'power', 'Power state', (row) => row.power, [
      { value: 'on', noun: 'on', aliases: ['poweredOn', 'running', 'up'] },
      { value: 'off', noun: 'off', aliases: ['poweredOff', 'stopped', 'down'] },
      { value: 'suspended', noun: 'suspended' },
      { value: 'paused', noun: 'paused' },
      { value: 'transition', noun: 'in transition', aliases: ['changing'] },
      { value: 'unknown', noun: 'unknown' },
    ]),
    choice<VmRow>('tools', 'tools', 'VMware Tools or guest agent', (row) => row.tools, [
      { value: 'running', noun: 'running', aliases: ['ok'] },
      { value: 'outdated', noun: 'outdated', aliases: ['old'] },
      { value: 'not-running', noun: 'not running', aliases: ['stopped'] },
      { value: 'not-installed', noun: 'not installed', aliases: ['none', 'missing'] },
      { value: 'unknown', noun: 'unknown' },
    ]),
    reference<VmRow>('template', 'template', 'Template it was made from', (row) => row.templateId),
    number<VmRow>('uptime', 'duration', 'uptime', 'Time since it was switched on', (row, { now }) =>
      row.bootedAt === undefined || row.power !== 'on' ? undefined : Math.max(0, now - row.bootedAt),
    ),
    flag<VmRow>(
      'question',
      'waits for an answer',
      'Waits for an answer of the admin',
      (row) => row.question ?? false,
    ),
    flag<VmRow>('connected', 'connected', 'Reachable through its host', (row) => row.connected),
    text<VmRow>('uuid', 'UUID', 'BIOS or instance UUID', (row) => row.uuid),
  ],
}

export const templateFields: FieldSet<TemplateRow> = {
  kind: 'template',
  noun: 'templates',
  freeText: ['name', 'notes', 'tag', 'id', 'host', 'cluster', 'os'],
  fields: machine,
}

import { describe, expect, test } from 'vitest'
import type { VmStatus } from './estate/model.ts'
import { openVm, versions } from './vm-test.ts'
import type { WireObject } from './wire/value.ts'

const states: VmStatus[] = [
  'down',
  'up',
  'powering_up',
  'powering_down',
  'wait_for_launch',
  'reboot_in_progress',
  'migrating',
  'paused',
  'suspended',
  'not_responding',
  'saving_state',
  'restoring_state',
  'image_locked',
  'unknown',
  'unassigned',
]

const running: VmStatus[] = [
  'up',
  'powering_up',
  'powering_down',
  'wait_for_launch',
  'reboot_in_progress',
  'migrating',
  'paused',
  'suspended',
  'not_responding',
]
const shown = running.filter((state) => state !== 'suspended' && state !== 'not_responding')

/** Fact sheet §5.5, action by action: the states that accept it. */
const accepted: Record<string, VmStatus[]> = {
  start: ['down', 'suspended', 'paused'],
  'run once': ['down'],
  stop: running,
  shutdown: running,
  reboot: ['up', 'powering_up'],
  reset: ['up', 'powering_up', 'reboot_in_progress'],
  suspend: ['up'],
  migrate: ['up', 'powering_up', 'reboot_in_progress', 'paused'],
  cancelmigration: ['migrating'],
  export: ['down'],
  ticket: shown,
  remove: ['down'],
  'create snapshot': ['down', 'up', 'paused', 'powering_up', 'reboot_in_progress', 'not_responding'],
  'make template': ['down'],
  clone: ['down', 'up', 'powering_up', 'paused'],
  logon: ['up'],
  freezefilesystems: ['up'],
  thawfilesystems: ['up'],
  'change cd': shown,
}
const newOnly = ['reset', 'clone', 'logon', 'freezefilesystems', 'thawfilesystems']

describe.each(versions)('states and actions (%s)', (version) => {
  test.each(Object.keys(accepted))('%s', async (action) => {
    const vm = await openVm(version)
    const exporting = { storage_domain: { name: 'export' }, exclusive: true }
    const image = vm.old ? 'rhel-server-6.5-x86_64-dvd.iso' : 'Rocky-8.9-x86_64-dvd1.iso'
    const current = vm.old ? ';current' : '?current=true'
    const zero = '00000000-0000-0000-0000-000000000000'
    const ways: Record<string, () => ReturnType<typeof vm.ask>> = {
      'run once': () => vm.act('start', { vm: { stateless: true } }),
      export: () => vm.act('export', exporting),
      remove: () => vm.ask('DELETE', vm.path),
      'create snapshot': () =>
        vm.ask('POST', `${vm.path}/snapshots`, { description: 'x' }, { root: 'snapshot' }),
      'make template': () =>
        vm.ask('POST', '/templates', { name: `t-${n}`, vm: { id: vm.id } }, { root: 'template' }),
      clone: () => vm.act('clone', { vm: { name: `copy-${n}` } }),
      'change cd': () =>
        vm.ask('PUT', `${vm.path}/cdroms/${zero}${current}`, { file: { id: image } }, { root: 'cdrom' }),
    }
    let n = 0
    const took: VmStatus[] = []
    for (const state of states) {
      n += 1
      vm.upstream.setStatus(vm.name, state)
      vm.upstream.setAgent(vm.name, true)
      const reply = await (ways[action] ?? (() => vm.act(action)))()
      if (vm.old && newOnly.includes(action)) {
        expect(reply.status).toBe(404)
        continue
      }
      if (reply.status < 300) took.push(state)
      else {
        expect([state, reply.status]).toEqual([state, 409])
        const detail = reply.at('fault.detail') ?? reply.at('detail')
        expect(detail).toMatch(/^\[Cannot .*\.\]$/)
      }
      if (action === 'create snapshot') vm.advance(30)
    }
    if (!(vm.old && newOnly.includes(action))) {
      expect(took.toSorted()).toEqual(accepted[action]?.toSorted())
    }
  })

  test('snapshots are looked at and gone back to while the VM is down only', async () => {
    const vm = await openVm(version)
    const wrong: [string, WireObject][] = [
      [vm.old ? 'commit_snapshot' : 'commitsnapshot', {}],
      [vm.old ? 'undo_snapshot' : 'undosnapshot', {}],
    ]
    for (const [action, body] of wrong) {
      const reply = await vm.act(action, body)
      expect(reply.status).toBe(409)
      expect(reply.at('fault.detail')).toContain('not previewing')
    }
    await vm.ask('POST', `${vm.path}/snapshots`, { description: 'x' }, { root: 'snapshot' })
    vm.advance(30)
    const [, made] = (await vm.body(`${vm.path}/snapshots`)).list('snapshot')
    const id = made?.text('id')
    for (const state of states.filter((one) => one !== 'down')) {
      vm.upstream.setStatus(vm.name, state)
      const preview = vm.old ? 'preview_snapshot' : 'previewsnapshot'
      expect((await vm.act(preview, { snapshot: { id } })).status).toBe(409)
      expect((await vm.ask('POST', `${vm.path}/snapshots/${id}/restore`, {})).status).toBe(409)
    }
  })
})

import { expect, test } from 'vitest'
import { realClock, silentLog } from '../../recording-sink.ts'
import { Engine } from '../transport/engine.ts'
import { Reader } from './collections.ts'
import { MachineReader } from './machine-parts.ts'

const never = () => new AbortController().signal
const disk = { id: 'd1', name: 'disk', provisioned_size: '10', actual_size: '4' }
const attachment = { id: 'd1', bootable: 'true', interface: 'virtio' }
const nic = { id: 'n1', name: 'nic1' }

function machines(answer: (address: string) => Response) {
  const asked: string[] = []
  const engine = new Engine(
    {
      system: { id: 'e', name: 'e', kind: 'ovirt', url: 'https://e.example.test' },
      clock: realClock,
      log: silentLog,
      async send(request) {
        const url = new URL(request.url)
        const address = decodeURIComponent(url.pathname + url.search)
        asked.push(address)
        return answer(address)
      },
    },
    { base: '', dialect: 'v4', filter: false },
  )
  return { machines: new MachineReader(new Reader(engine)), asked }
}

/** Sub-collections of an engine, whatever it does with `follow`. */
function apart(address: string): Response {
  if (address.endsWith('/diskattachments')) return Response.json({ disk_attachment: [attachment] })
  if (address.endsWith('/nics')) return Response.json({ nic: [nic] })
  if (address.endsWith('/reporteddevices')) return Response.json({})
  if (address.endsWith('/tags')) return Response.json({ tag: [{ id: 't1', name: 'prod' }] })
  if (address === '/disks/d1') return Response.json(disk)
  if (/^\/vms\/v\d$/.test(address)) return Response.json({ id: address.slice(5), name: 'vm' })
  return new Response('', { status: 404 })
}

const follow = '?follow=disk_attachments.disk,nics,reported_devices,tags'

test('one request tells all where the engine inlines', async () => {
  const whole = {
    id: 'v1',
    disk_attachments: { disk_attachment: [{ ...attachment, disk }] },
    nics: { nic: [nic] },
    tags: {
      tag: [
        { id: '00000000-0000-0000-0000-000000000000', name: 'root' },
        { id: 't1', name: 'prod' },
      ],
    },
  }
  const { machines: reader, asked } = machines((address) =>
    address.startsWith('/vms/v1') ? Response.json(whole) : Response.json({ id: 'v2' }),
  )
  expect(await reader.read('vm', 'v1', false, never())).toMatchObject({
    disks: [{ disk: { provisioned_size: 10 }, bootable: true, bus: 'virtio' }],
    nics: [{ id: 'n1' }],
    tags: ['prod'],
  })
  // Known to work, so an absent list is an empty one.
  expect(await reader.read('vm', 'v2', false, never())).toMatchObject({ disks: [], nics: [], tags: [] })
  expect(asked).toEqual([`/vms/v1${follow}`, `/vms/v2${follow}`])
})

test('an engine that ignores follow is asked part by part, and not with follow again', async () => {
  const { machines: reader, asked } = machines((address) => apart(address.replace(follow, '')))
  for (const id of ['v1', 'v2']) {
    expect(await reader.read('vm', id, true, never())).toMatchObject({
      disks: [{ disk: { provisioned_size: 10 } }],
      nics: [{ id: 'n1' }],
      tags: ['prod'],
    })
  }
  expect(asked.filter((address) => address.includes('follow'))).toEqual([`/vms/v1${follow}`])
})

test('a server error on following one VM costs nothing but more requests', async () => {
  const { machines: reader } = machines((address) => {
    if (address === `/vms/v2${follow}`) return new Response('', { status: 500 })
    if (address === `/vms/v1${follow}`) return Response.json({ id: 'v1', nics: { nic: [nic] } })
    return apart(address)
  })
  expect(await reader.read('vm', 'v1', false, never())).toMatchObject({ nics: [{ id: 'n1' }], disks: [] })
  expect(await reader.read('vm', 'v2', false, never())).toMatchObject({
    disks: [{ disk: { provisioned_size: 10 } }],
    nics: [{ id: 'n1' }],
  })
})

test('an unknown id is nothing', async () => {
  const { machines: reader } = machines(() => new Response('', { status: 404 }))
  expect(await reader.read('vm', 'x', true, never())).toBeUndefined()
})

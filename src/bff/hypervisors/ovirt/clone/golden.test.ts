import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { type CloneOrder, cloneOrderSchema } from '../../../../contract/clone/order.ts'
import { orderOf, sceneOf } from '../testing/clone-scene.ts'
import { conflictsOf } from './conflicts.ts'
import { type CopyRequest, createRequest } from './create.ts'
import { editRequest, nicChanges, startRequest } from './follow-up.ts'
import { goldensOfTemplates } from './golden-of-templates.ts'
import { goldensOfVms } from './golden-of-vms.ts'
import { masked } from './guest.ts'
import type { Scene } from './scene.ts'
import { chooseWay } from './ways.ts'

const goldens = [...goldensOfTemplates, ...goldensOfVms]
const profiles = new Map([['net1', 'profile-of-net1']])

/** Everything that is sent for one copy, in its order. */
function requestsOf(order: CloneOrder, scene: Scene): CopyRequest[] {
  const { way } = chooseWay(order, scene)
  expect(conflictsOf(order, way, scene).filter(({ level }) => level === 'error')).toEqual([])
  return [
    createRequest(order, way, scene),
    editRequest(order, way, scene, 'a1-id'),
    ...nicChanges(order, scene, profiles).map(({ name, request }) =>
      request('a1-id', `${name.replace('nic', 'n')}-id`),
    ),
    startRequest(order, scene, 'a1-id'),
  ].filter((one) => one !== undefined)
}

describe.each(goldens)('$name', ({ of, order, v4, v3, v3Release = '3.4' }) => {
  const whole = cloneOrderSchema.parse(orderOf(of, order))

  test.runIf(v4 !== undefined)('in v4 JSON', () => {
    const sent = requestsOf(whole, sceneOf(of, '4.5.5'))
    expect(
      sent.map(({ method, path, body, contentType }) => {
        if (body !== undefined) expect(contentType).toBe('application/json')
        const line = `${method} ${path}`
        return body === undefined ? [line] : [line, JSON.parse(body)]
      }),
    ).toEqual(v4)
  })

  test.runIf(v3 !== undefined)('in v3 XML', () => {
    const sent = requestsOf(whole, sceneOf(of, `${v3Release}.0`))
    expect(
      sent.map(({ method, path, body, contentType }) => {
        if (body !== undefined) expect(contentType).toBe('application/xml')
        const line = `${method} ${path}`
        return body === undefined ? [line] : [line, body]
      }),
    ).toEqual(v3)
  })

  test('shows no secret', () => {
    const shown = JSON.stringify(requestsOf(masked(whole), sceneOf(of, '4.5.5')))
    for (const secret of ['p<&', 'touch /x', 'unattend', '"root_password\\":\\"p\\"']) {
      expect(shown).not.toContain(secret)
    }
  })
})

/** Dotted paths to everything that an order can hold; `*` for any item of a list. */
function pathsOf(schema: z.core.$ZodType, path = ''): string[] {
  const inner = (key: string) => (path === '' ? key : `${path}.${key}`)
  // Inner schemas are of the same kind; zod names what it has inside by type.
  const { def } = schema._zod as unknown as { def: Record<string, unknown> & { type: string } }
  switch (def.type) {
    case 'object':
      // The shape of an object is a record of schemas.
      return Object.entries(def.shape as Record<string, z.core.$ZodType>).flatMap(([key, value]) =>
        pathsOf(value, inner(key)),
      )
    case 'array':
      return pathsOf(def.element as z.core.$ZodType, inner('*'))
    case 'optional':
      return pathsOf(def.innerType as z.core.$ZodType, path)
    case 'union': {
      // Options of a union are schemas.
      const options = def.options as z.core.$ZodType[]
      return options.flatMap((option) => pathsOf(option, path))
    }
    default:
      return [path]
  }
}

function given(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, inner]) => {
    if (inner === undefined) return []
    const name = Array.isArray(value) ? '*' : key
    return given(inner, path === '' ? name : `${path}.${name}`)
  })
}

/** Orders that oVirt has no words for, by the field at which that is said. */
const foreign: [paths: string[], field: string, order: Partial<CloneOrder>][] = [
  [['memory'], 'memory', { memory: true }],
  [['homePolicyId'], 'homePolicyId', { homePolicyId: 'p' }],
  [['diskPolicyId'], 'diskPolicyId', { diskPolicyId: 'p' }],
  [['fallbackToDefaultPolicy'], 'fallbackToDefaultPolicy', { fallbackToDefaultPolicy: true }],
  [['tpm'], 'tpm', { tpm: 'copy' }],
  [['moveType'], 'moveType', { moveType: 'createNewChildDiskBacking' }],
  [['extraSpec'], 'extraSpec', { extraSpec: {} }],
  [['placement.folderId'], 'placement.folderId', { placement: { folderId: 'f' } }],
  [['placement.poolId'], 'placement.poolId', { placement: { poolId: 'p' } }],
  [['disks.*.remove'], 'disks.0.remove', { disks: [{ id: 'd1', remove: true }] }],
  [['disks.*.policyId'], 'disks.0.policyId', { disks: [{ id: 'd1', policyId: 'p' }] }],
  [
    ['disks.*.moveType'],
    'disks.0.moveType',
    { disks: [{ id: 'd1', moveType: 'createNewChildDiskBacking' }] },
  ],
  [['customization.name'], 'customization', { customization: { kind: 'stored', name: 'spec' } }],
]

test('every field of an order is in a sample, or refused by name', () => {
  // A copy's own placement is worked in before an adapter gets the order; the other kinds of customization are vSphere's.
  const kinds = ['linux', 'windows'].flatMap((kind) => {
    const option = cloneOrderSchema.shape.customization.options.find(({ shape }) => shape.kind.value === kind)
    return option === undefined ? [] : pathsOf(option, 'customization')
  })
  const sampled = new Set(goldens.flatMap(({ of, order }) => given(orderOf(of, order))))
  const elsewhere = new Set([...foreign.flatMap(([paths]) => paths), ...kinds])
  const missing = pathsOf(cloneOrderSchema).filter(
    (path) => !sampled.has(path) && !elsewhere.has(path) && !path.startsWith('copies.*.placement.'),
  )
  expect(missing).toEqual([])
})

test.each(foreign)('%s is refused at %s', (_, field, order) => {
  const scene = sceneOf('template', '4.5.5')
  const found = conflictsOf(orderOf('template', order), 'from-template', scene)
  expect(found.filter(({ level }) => level === 'error').map((finding) => finding.field)).toEqual([field])
})

test.each(['linux', 'windows'] as const)('customization of kind %s is refused', (kind) => {
  // Its fields do not matter: none is sent.
  const customization = { kind, adapters: [] } as unknown as CloneOrder['customization']
  const found = conflictsOf(orderOf('vm', { customization }), 'vm-clone', sceneOf('vm', '4.5.5'))
  expect(found).toMatchObject([{ level: 'error', field: 'customization', step: 'guest' }])
})

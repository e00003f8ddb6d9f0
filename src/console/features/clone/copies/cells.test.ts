import { expect, test } from 'vitest'
import { newDraft } from '../drafts/new-draft.ts'
import { addressAfter, withBlock, withCell, withFilledDown } from './cells.ts'
import { withNames, withPattern } from './name-copies.ts'

const three = withPattern(withNames(newDraft('vm-1'), 'web'), { count: 3 }, 'web')

test('a typed name is by hand, other texts are just kept', () => {
  expect(withCell(three, 0, 'name', 'x').copies[0]).toEqual({ name: 'x', byHand: true })
  expect(withCell(three, 0, 'gateway', '192.0.2.1').copies[0]).toEqual({
    name: 'web-1',
    gateway: '192.0.2.1',
  })
})

test('puts down a block, makes rows for it, and says what found no place', () => {
  const { draft, lost } = withBlock(
    three,
    { row: 2, column: 2 },
    [
      ['192.0.2.3', '255.255.255.0', '192.0.2.1', 'too far'],
      ['192.0.2.4', '', ''],
    ],
    'web',
  )
  expect(lost).toBe(1)
  expect(draft.copies).toHaveLength(4)
  expect(draft.copies[2]).toMatchObject({
    address: '192.0.2.3',
    netmask: '255.255.255.0',
    gateway: '192.0.2.1',
  })
  expect(draft.copies[3]).toMatchObject({ name: 'web-4', address: '192.0.2.4' })
  const far = withBlock(three, { row: 99, column: 0 }, [['a'], ['b']], 'web')
  expect(far.lost).toBe(1)
})

test('fills down, counting', () => {
  const addresses = withFilledDown(withCell(three, 0, 'address', '192.0.2.254'), 0, 'address')
  expect(addresses.copies.map(({ address }) => address)).toEqual(['192.0.2.254', '192.0.2.255', '192.0.3.0'])
  const hosts = withFilledDown(withCell(three, 0, 'hostName', 'web-008.lab'), 0, 'hostName')
  expect(hosts.copies.map(({ hostName }) => hostName)).toEqual(['web-008.lab', 'web-009.lab', 'web-010.lab'])
  const masks = withFilledDown(withCell(three, 1, 'netmask', '255.255.255.0'), 1, 'netmask')
  expect(masks.copies.map(({ netmask }) => netmask)).toEqual([undefined, '255.255.255.0', '255.255.255.0'])
})

test('counts no further than addresses go', () => {
  expect(addressAfter('255.255.255.255', 1)).toBeUndefined()
  expect(addressAfter('web', 1)).toBeUndefined()
})

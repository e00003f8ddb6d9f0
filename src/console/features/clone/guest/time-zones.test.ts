import { expect, it } from 'vitest'
import { customizationSchema } from '../../../../contract/clone/customization.ts'
import { customizationOf, newCustomization } from './customization-draft.ts'
import { ianaZones, windowsZones } from './time-zones.ts'

it('knows the zones of both families', () => {
  expect(ianaZones()[0]?.id).toBe('UTC')
  expect(ianaZones().some(({ id }) => id === 'Europe/Berlin')).toBe(true)
  expect(windowsZones.find(({ id }) => id === '110')?.name).toContain('Berlin')
})

it('each number of Windows stands once, and an order takes it', () => {
  expect(new Set(windowsZones.map(({ id }) => id)).size).toBe(windowsZones.length)
  const windows = customizationOf(newCustomization('windows', 0), [])
  for (const { id } of windowsZones) {
    const found = customizationSchema.safeParse(Object.assign({}, windows, { timeZone: Number(id) }))
    expect(found.error?.issues.some(({ path }) => path[0] === 'timeZone')).toBe(false)
  }
})

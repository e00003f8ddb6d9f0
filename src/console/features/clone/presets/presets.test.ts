import { expect, test } from 'vitest'
import {
  engineOptions,
  engineRows,
  inventoryOf,
  vsphereOptions,
  vsphereRows,
} from '../../../../contract/clone/sample-estate.ts'
import type { InventoryRow } from '../../../../contract/inventory.ts'
import { inventoryOf as consoleInventory, systemState } from '../../../client/test-rows.ts'
import { withNames, withPattern } from '../copies/name-copies.ts'
import { newDraft } from '../drafts/new-draft.ts'
import type { CloneDraft } from '../wizard.ts'
import { applyPreset } from './apply-preset.ts'
import { presetOf, readPreset } from './preset.ts'
import { presetFile, readPresets } from './preset-store.ts'

const options = vsphereOptions()
const vm = options.source.id
const rows = vsphereRows()
const system = systemState({ id: 's', name: 'east' })
const of = <K extends InventoryRow['kind']>(kind: K) => {
  const row = rows.find((each) => each.kind === kind)
  if (row === undefined) throw new Error(`the sample has no ${kind}`)
  return row
}
const disk = options.disks[0]?.id ?? ''

const draft: CloneDraft = {
  ...withPattern(withNames(newDraft(vm), 'web'), { pattern: '{source}-x{n}', count: 2 }, 'web'),
  placement: { clusterId: of('cluster').id, datastoreId: of('datastore').id },
  disks: [{ id: disk, format: 'thin' }],
  powerOn: true,
  cpus: 4,
  customization: { kind: 'linux', domain: 'lab.example', password: 'S3cret', adapters: [] },
}
const preset = presetOf(
  { draft, system, source: undefined, options, inventory: consoleInventory(...rows) },
  { id: 'p', name: 'Mine', at: 7 },
)

test('keeps no secrets, and says so', () => {
  expect(JSON.stringify(preset)).not.toContain('S3cret')
  expect(preset.bare).toBe(true)
})

test('fits the same source in full', () => {
  const target = { draft: newDraft(vm), rows: inventoryOf(rows), system, options, sourceName: 'web' }
  const all = vsphereOptions({
    features: {
      ...options.features,
      hardware: true,
      'power-on': true,
      'disk-format': true,
      'customize-linux': true,
    },
  })
  const { draft: made, unfit } = applyPreset(preset, { ...target, options: all })
  expect(unfit).toEqual([])
  const { password: _, ...customization } = draft.customization
  expect(made).toMatchObject({ ...draft, customization })
})

test('says what does not fit another system, and names copies by the other source', () => {
  const other = engineOptions({ features: {} })
  const { draft: made, unfit } = applyPreset(preset, {
    draft: newDraft(other.source.id),
    rows: inventoryOf(engineRows()),
    system: systemState({ id: 'lab', name: 'lab', kind: 'ovirt' }),
    options: other,
    sourceName: 'db',
  })
  expect(made.source).toEqual({ vm: other.source.id })
  expect(made.copies.map(({ name }) => name)).toEqual(['db-x1', 'db-x2'])
  expect(made.customization).toEqual({ kind: 'none' })
  expect(made.powerOn).toBe(false)
  expect(unfit.join('\n')).toMatch(/Customization: not possible on lab/)
  expect(unfit.join('\n')).toMatch(/Another hardware/)
})

test('goes through a file, and says what in it is no preset', () => {
  const read = readPresets(presetFile([preset]))
  expect(read.presets).toEqual([preset])
  expect(readPresets('{')).toEqual({ fault: 'The file is not JSON.' })
  expect(readPresets('[]')).toEqual({ fault: 'The file holds no presets of Gantry.' })
  expect(readPresets('{"gantryClonePresets":9}').fault).toMatch(/version 9/)
  expect(readPresets('{"gantryClonePresets":1,"presets":[1,{"id":"x"}]}')).toEqual({
    presets: [],
    skipped: 2,
  })
})

test('takes no secrets out of a file', () => {
  const read = readPreset({ ...preset, bare: false, draft })
  expect(JSON.stringify(read)).not.toContain('S3cret')
  expect(read?.bare).toBe(true)
})

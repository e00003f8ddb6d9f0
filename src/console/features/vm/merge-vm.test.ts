import { describe, expect, it } from 'vitest'
import type { TemplateRow, VmRow } from '../../../contract/inventory.ts'
import { cpuText, mergeVm } from './merge-vm.ts'

const row: VmRow = {
  kind: 'vm',
  system: 'vc-east',
  id: 'vm-1',
  name: 'web-1',
  health: 'ok',
  status: 'poweredOn',
  power: 'on',
  tools: 'running',
  cpus: 2,
  memoryBytes: 1024,
}

describe('a machine from row and details', () => {
  it('is the live row, filled with what only the details know', () => {
    const detail: VmRow = { ...row, name: 'old name', power: 'off', uuid: 'abc', ips: ['10.0.0.1'] }
    expect(mergeVm(row, detail)).toEqual({ ...row, uuid: 'abc', ips: ['10.0.0.1'] })
  })

  it('is either one where the other is missing', () => {
    expect(mergeVm(row, undefined)).toBe(row)
    expect(mergeVm(undefined, row)).toBe(row)
    expect(mergeVm(undefined, undefined)).toBeUndefined()
  })

  it('follows the row when a VM became a template', () => {
    const { power: _power, tools: _tools, ...machine } = row
    const template: TemplateRow = { ...machine, kind: 'template' }
    expect(mergeVm(template, row)).toBe(template)
  })
})

describe('processors', () => {
  it('show their topology where it is known and fits', () => {
    expect(cpuText(4, 2)).toBe('4 (2 sockets × 2 cores)')
    expect(cpuText(1, 1)).toBe('1 (1 socket × 1 core)')
    expect(cpuText(4, undefined)).toBe('4')
    expect(cpuText(3, 2)).toBe('3')
  })
})

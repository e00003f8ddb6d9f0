import { describe, expect, it } from 'vitest'
import { consoleRequest, isViewerLink, remaining } from './console-options.ts'

describe('a ticket to a console', () => {
  it('is asked for with what was filled in', () => {
    expect(consoleRequest({ kind: 'vnc', expirySeconds: '', value: '' })).toEqual({
      options: { kind: 'vnc' },
    })
    expect(consoleRequest({ kind: 'spice', expirySeconds: 120, value: 'secret' })).toEqual({
      options: { kind: 'spice', expirySeconds: 120, value: 'secret' },
    })
  })

  it('marks wrong values at their fields', () => {
    const wrong = consoleRequest({ kind: 'vnc', expirySeconds: 5, value: 'far too long' })
    expect(Object.fromEntries(wrong.errors ?? [])).toEqual({
      expirySeconds: 'At least 30 s.',
      value: 'At most 8 characters (VNC cuts off the rest).',
    })
    expect(consoleRequest({ kind: '', expirySeconds: '', value: '' }).errors?.get('kind')).toBe(
      'Choose a console.',
    )
  })

  it('counts down to its end', () => {
    expect(remaining(7_260_000, 0)).toBe('2 h 1 min')
    expect(remaining(65_000, 0)).toBe('1 min 5 s')
    expect(remaining(65_000, 64_500)).toBe('1 s')
    expect(remaining(65_000, 65_000)).toBeUndefined()
  })

  it('links to viewer programs alone', () => {
    expect(isViewerLink('vmrc://clone:ticket@vc.example/?moid=vm-1')).toBe(true)
    expect(isViewerLink('wss://esx.example/ticket/1')).toBe(false)
    expect(isViewerLink('javascript:alert(1)')).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { createPageJar, rememberedSystems } from './signed-in-systems.ts'

function memoryStorage() {
  const items = new Map<string, string>()
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  }
}

describe('the session jar of the demo page', () => {
  it('keeps sessions in memory and only names in storage', () => {
    const storage = memoryStorage()
    const jar = createPageJar(storage)
    jar.set('vc-east', { userName: 'a', tokens: { soap: 'secret-token' } })
    jar.set('ovirt-lab', { userName: 'a', tokens: {} })
    jar.delete('ovirt-lab')
    expect(jar.get('vc-east')?.tokens).toEqual({ soap: 'secret-token' })
    expect([...storage.items.values()].join()).not.toContain('secret-token')
    expect(rememberedSystems(storage)).toEqual(['vc-east'])
  })

  it('survives a storage that refuses or holds something else', () => {
    const refusing = {
      setItem: () => {
        throw new Error('QuotaExceeded')
      },
    }
    const jar = createPageJar(refusing)
    jar.set('vc-east', { userName: 'a', tokens: {} })
    expect(jar.get('vc-east')).toBeDefined()
    expect(rememberedSystems({ getItem: () => '{"not":"a list"}' })).toEqual([])
    expect(rememberedSystems({ getItem: () => 'nonsense' })).toEqual([])
  })
})

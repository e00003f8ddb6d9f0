import { describe, expect, it } from 'vitest'
import { createMemoryJar, rememberedSystems, rememberSystems } from './signed-in-systems.ts'

function memoryStorage() {
  const items = new Map<string, string>()
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  }
}

describe('the sessions of the demo', () => {
  it('stay in memory, and only names are kept in storage', () => {
    const storage = memoryStorage()
    const jar = createMemoryJar((systems) => rememberSystems(storage, systems))
    jar.set('vc-east', { userName: 'a', tokens: { soap: 'secret-token' } })
    jar.set('ovirt-lab', { userName: 'a', tokens: {} })
    jar.delete('ovirt-lab')
    expect(jar.get('vc-east')?.tokens).toEqual({ soap: 'secret-token' })
    expect([...storage.items.values()].join()).not.toContain('secret-token')
    expect(rememberedSystems(storage)).toEqual(['vc-east'])
  })

  it('survive a storage that refuses or holds something else', () => {
    const refusing = {
      setItem: () => {
        throw new Error('QuotaExceeded')
      },
    }
    expect(() => rememberSystems(refusing, ['vc-east'])).not.toThrow()
    expect(rememberedSystems({ getItem: () => '{"not":"a list"}' })).toEqual([])
    expect(rememberedSystems({ getItem: () => 'nonsense' })).toEqual([])
  })
})

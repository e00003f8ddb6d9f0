import { describe, expect, it } from 'vitest'
import type { SystemState } from '../../contract/system.ts'
import { locate } from './use-object.ts'

function system(session: SystemState['session'], phase: SystemState['sync']['phase'] = 'live'): SystemState {
  return {
    id: 'vc-east',
    name: 'vc-east',
    kind: 'vcenter',
    address: 'vc-east.gantry.example',
    reach: 'reachable',
    session,
    sync: { phase, objects: 0 },
    warnings: [],
  }
}
const signedIn = { state: 'signed-in', userName: 'admin' } as const
const nothing = { systemsKnown: true, row: undefined, seen: undefined, now: 7 }
const row = { name: 'web-1' }

describe('the object of a page', () => {
  it('is present while the inventory has it, also when the session ended', () => {
    expect(locate({ ...nothing, row, system: system(signedIn) }).state).toBe('present')
    const expired = system({ state: 'expired', userName: 'admin' })
    expect(locate({ ...nothing, row, system: expired }).state).toBe('present')
  })

  it('stays when it vanishes upstream, and says when that was noticed', () => {
    const gone = locate({ ...nothing, seen: { row, goneAt: 5 }, system: system(signedIn) })
    expect(gone).toMatchObject({ state: 'removed', row, noticedAt: 5 })
  })

  it('is not called removed while the inventory is read anew', () => {
    const loading = system(signedIn, 'loading')
    expect(locate({ ...nothing, seen: { row }, system: loading })).toMatchObject({
      state: 'absent',
      settled: false,
    })
  })

  it('asks for a sign-in where there is no session', () => {
    expect(locate({ ...nothing, system: system({ state: 'signed-out' }) }).state).toBe('signed-out')
    const expired = system({ state: 'expired', userName: 'admin' }, 'idle')
    expect(locate({ ...nothing, system: expired }).state).toBe('signed-out')
  })

  it('tells an unknown system from one that is not known yet', () => {
    expect(locate({ ...nothing, system: undefined }).state).toBe('no-system')
    expect(locate({ ...nothing, systemsKnown: false, system: undefined }).state).toBe('connecting')
  })
})

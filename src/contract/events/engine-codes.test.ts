import { expect, test } from 'vitest'
import { type EngineCode, engineCodes } from './engine-codes.ts'

/** The codes that appendix E of the RHEV 3.4 guide lists. */
const printed =
  '0-2 12-22 26 30-66 68-145 149-153 182 201 204 250-251 300-320 325-339 342-357 360-361 400-409 430-463 467-468 ' +
  '470-473 494-507 509-531 555-556 600-603 800-833 835-836 850-865 900-901 920-996 1100-1107 1150-1169 9000-9004 9500-9501'

const byCode = new Map(engineCodes.map((one) => [one.code, one]))
const gaps = new Set([508, 834, 148, 67])

function told(code: number): EngineCode {
  const found = byCode.get(code)
  if (found === undefined) throw new Error(`no code ${code}`)
  return found
}

test('every code of the guide is there, once, with a name', () => {
  const codes = printed.split(' ').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, n) => first + n)
  })
  expect(codes).toHaveLength(453)
  for (const code of codes) expect(told(code).name).toMatch(/^[A-Z][A-Z_]+$/)
  for (const code of gaps) expect(codes).not.toContain(code)
  expect(byCode.size).toBe(engineCodes.length)
  expect(engineCodes).toHaveLength(486)
})

test('numbers that the guide prints twice, or for something else, keep both names', () => {
  expect(told(524)).toMatchObject({ name: 'AUTO_SUSPEND_VM', printed: ['HOST_DOMAIN_DELAY_INTERVAL'] })
  expect(told(145)).toMatchObject({ name: 'VM_PAUSED_EIO', printed: ['VM_BLK_VIRTIO_NO_CACHE'] })
  expect(told(342)).toMatchObject({ name: 'USER_REMOVE_SNAPSHOT', printed: ['USER_MERGE_SNAPSHOT'] })
})

test.each([
  [12, 'VDS_FAILURE', 'error', 'host'],
  [30, 'USER_VDC_LOGIN', 'info', 'session'],
  [33, 'USER_STOP_VM', 'info', 'power'],
  [44, 'USER_REMOVE_VDS', 'info', 'host'],
  [126, 'VM_NOT_RESPONDING', 'warning', 'health'],
  [152, 'USER_RUN_VM_ON_NON_DEFAULT_VDS', 'warning', 'power'],
  [506, 'VDS_INITIATED_RUN_VM', 'info', 'power'],
  [809, 'USER_ADD_CLUSTER', 'info', 'cluster'],
  [9000, 'VDS_ALERT_FENCING_IS_NOT_CONFIGURED', 'alert', 'host'],
  // Only newer engines have these.
  [67, 'VM_MIGRATION_START_SYSTEM_INITIATED', 'info', 'migration'],
  [2008, 'USER_MOVED_DISK', 'info', 'disk'],
])('%i is %s', (code, name, severity, family) => {
  expect(told(code)).toMatchObject({ name, severity, family })
})

test('no name begins with the guide’s word for a host', () => {
  expect(engineCodes.filter(({ name }) => /^(USER_|SYSTEM_)?HOST_/.test(name))).toEqual([])
})

test('what no source tells of a code stays open', () => expect(told(17)).not.toHaveProperty('severity'))

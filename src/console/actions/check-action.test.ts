import { expect, test } from 'vitest'
import { checkAction } from './check-action.ts'

test('a good draft is an action', () => {
  expect(checkAction('stop', { reason: ' tidy up ' })).toEqual({
    action: { verb: 'stop', reason: 'tidy up' },
  })
})

test('a verb in the draft does not change what was asked for', () => {
  expect(checkAction('start', { verb: 'remove' }).action).toEqual({ verb: 'start' })
})

test('errors stand at dotted paths, one each', () => {
  const nic = { name: 'eth0', protocol: 'static', address: '300.1.1.1', netmask: '255.0.0.0', onBoot: true }
  const { errors } = checkAction('run-once', { options: { cloudInit: { nics: [nic] } } })
  expect([...(errors ?? [])]).toEqual([
    ['options.cloudInit.nics.0.address', 'Enter an IPv4 address like 192.0.2.5.'],
  ])
  expect(checkAction('snapshot-create', { name: '', memory: false }).errors?.get('name')).toBe(
    'Enter a name.',
  )
})

import { expect, test } from 'vitest'
import { curlOf } from './curl.ts'
import { systemWith } from './test-machines.ts'

test('signs in to an engine by its account and keeps quotes of the body whole', () => {
  const system = systemWith(undefined, {
    kind: 'ovirt',
    address: 'engine.example',
    session: { state: 'signed-in', userName: 'admin@internal' },
  })
  const text = curlOf(
    {
      method: 'POST',
      path: '/ovirt-engine/api/vms/1/start',
      contentType: 'application/xml',
      body: "<action><name>it's</name></action>",
    },
    system,
  )
  expect(text).toBe(
    "curl --request POST --user 'admin@internal' --header 'Version: 4' --header 'Accept: application/xml'" +
      " --header 'Content-Type: application/xml' --data-raw '<action><name>it'\\''s</name></action>'" +
      " 'https://engine.example/ovirt-engine/api/vms/1/start'",
  )
})

test('names the session that a vCenter wants, by dialect', () => {
  const system = systemWith()
  const soap = { method: 'POST', path: '/sdk', contentType: 'text/xml; charset=utf-8', body: '<x/>' }
  expect(curlOf(soap, system)).toContain('--cookie "$VCENTER_COOKIE"')
  const rest = { method: 'POST', path: '/api/vcenter/vm/vm-1/power?action=stop' }
  expect(curlOf(rest, system)).toBe(
    'curl --request POST --header "vmware-api-session-id: $VCENTER_SESSION"' +
      " 'https://vc.gantry.example/api/vcenter/vm/vm-1/power?action=stop'",
  )
})

import type { Customization } from '../../../../contract/clone/customization.ts'
import type { CloneFeature } from '../../../../contract/clone/options.ts'
import { describeCloning } from '../../clone-suite.ts'
import { vcenterSubject } from './test-subject.ts'

const features: CloneFeature[] = [
  ...(['linked', 'template', 'folder', 'host', 'pool', 'hardware', 'notes', 'nics'] as const),
  ...(['disk-remove', 'disk-datastore', 'disk-format', 'disk-policy', 'move-type', 'policy'] as const),
  ...(['power-on', 'customize-stored', 'customize-linux', 'extra-spec'] as const),
]

const customization: Customization = {
  kind: 'linux',
  hostName: 'suite-guest',
  domain: 'corp.example',
  adapters: [{ ipv4: 'dhcp' }],
}

const ways = ['rest', 'task'] as const

describeCloning('vCenter 8.0.3 by VI JSON and /api', {
  features,
  ways,
  customization,
  open: () => vcenterSubject('8.0.3'),
})

describeCloning('vCenter 7.0.3 by SOAP and /rest', {
  features,
  ways,
  customization,
  open: () => vcenterSubject('7.0.3', { rest: '/rest' }),
})

describeCloning('vCenter 7.0.3 by SOAP alone', {
  features: features.filter((feature) => feature !== 'policy' && feature !== 'disk-policy'),
  ways: ['task'],
  customization,
  open: () => vcenterSubject('7.0.3', { rest: 'none' }),
})

import { createOvirtSimulator } from '../../simulators/ovirt/ovirt-simulator.ts'
import { createVcenterSimulator } from '../../simulators/vcenter/vcenter-simulator.ts'
import { describeHypervisor } from './behaviour-suite.ts'
import { simulated } from './test-subject.ts'

const small = (id: string) => ({
  id,
  seed: 'behaviour',
  estate: 'small' as const,
  startAt: Date.UTC(2026, 0, 5),
})

describeHypervisor('vCenter 8.0.3 by VI JSON', async () =>
  simulated(createVcenterSimulator({ ...small('vc-new'), version: '8.0.3' }), 'vcenter', 'vi-json', 3_000),
)

describeHypervisor('vCenter 7.0.3 by SOAP', async () =>
  simulated(createVcenterSimulator({ ...small('vc-old'), version: '7.0.3' }), 'vcenter', 'soap', 3_000),
)

describeHypervisor('oVirt 4.5 by v4', async () =>
  simulated(createOvirtSimulator({ ...small('ovirt-new'), version: '4.5' }), 'ovirt', 'v4', 10_000),
)

describeHypervisor('RHEV 3.4 by v3', async () =>
  simulated(createOvirtSimulator({ ...small('rhev-old'), version: '3.4' }), 'ovirt', 'v3', 10_000),
)

import { createOvirtSimulator } from '../../simulators/ovirt/ovirt-simulator.ts'
import { createVcenterSimulator } from '../../simulators/vcenter/vcenter-simulator.ts'
import { demoAccount } from '../../simulators/world/options.ts'
import type { Simulator } from '../../simulators/world/simulator.ts'
import { describeLog, type LogSubject } from './log-suite.ts'

const small = (id: string) => ({
  id,
  seed: 'log',
  estate: 'small' as const,
  startAt: Date.UTC(2026, 0, 5),
})

const quiet =
  (simulator: Simulator & { upstream: { quiet(on: boolean): void } }, kind: 'vcenter' | 'ovirt') =>
  async (): Promise<LogSubject> => {
    simulator.upstream.quiet(true)
    return {
      system: {
        config: { id: 'log', name: 'Log', kind, url: `https://${simulator.host}` },
        send: (request) => simulator.fetch(request),
        warnings: [],
      },
      account: demoAccount,
      close: async () => {},
    }
  }

describeLog(
  'the log of vCenter 8.0.3 by VI JSON',
  quiet(createVcenterSimulator({ ...small('vc-new'), version: '8.0.3' }), 'vcenter'),
)
describeLog(
  'the log of vCenter 7.0.3 by SOAP',
  quiet(createVcenterSimulator({ ...small('vc-old'), version: '7.0.3' }), 'vcenter'),
)
describeLog(
  'the log of oVirt 4.5 by v4',
  quiet(createOvirtSimulator({ ...small('ovirt-new'), version: '4.5' }), 'ovirt'),
)
describeLog(
  'the log of RHEV 3.4 by v3',
  quiet(createOvirtSimulator({ ...small('rhev-old'), version: '3.4' }), 'ovirt'),
)

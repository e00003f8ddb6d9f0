import { describeLog } from '../../src/bff/events/log-suite.ts'
import { account, startVcsim } from './vcsim.ts'

/** The log of a vCenter that is not ours, filtered in every way: what it cannot filter Gantry does. */
describeLog('the log of vcsim', async () => {
  const vcsim = await startVcsim(20)
  const paths = (await vcsim.govc('find', '-type', 'm', '/')).trim().split('\n').slice(0, 10)
  for (const power of ['-off', '-on']) await vcsim.govc('vm.power', power, ...paths).catch(() => '')
  await vcsim.govc('vm.change', '-vm', paths[0] ?? '', '-annotation', 'by govc')
  return {
    system: {
      config: { id: 'vcsim', name: 'vcsim', kind: 'vcenter', url: vcsim.url },
      send: (request) => fetch(request),
      warnings: [],
    },
    account,
    close: () => vcsim.stop(),
  }
})

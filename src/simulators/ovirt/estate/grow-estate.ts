import { type GrowthPlan, growInfrastructure } from './grow-infrastructure.ts'
import { MachineParts } from './grow-machine.ts'
import { growTemplates, growVms } from './grow-vms.ts'
import type { Estate } from './model.ts'

/** Grows a whole estate from its seed: the same plan grows the same estate. */
export function growEstate(plan: GrowthPlan): { estate: Estate; parts: MachineParts } {
  const estate = growInfrastructure(plan)
  const parts = new MachineParts(plan.random, plan.look, estate)
  for (const domain of estate.domains) {
    if (domain.type === 'data' && domain.status === 'active' && plan.look.level !== '3.4') {
      parts.ovfStores(domain, plan.startAt - 400 * 86_400_000)
    }
  }
  growTemplates(plan, estate, parts)
  growVms(plan, estate, parts)
  for (const dataCenter of estate.dataCenters) {
    parts.disk(
      undefined,
      dataCenter,
      `rescue-${dataCenter.name.toLowerCase()}`,
      plan.startAt - 30 * 86_400_000,
    )
  }
  sizeDomains(estate)
  return { estate, parts }
}

/** Every domain holds what lies on it; one is nearly full. */
function sizeDomains(estate: Estate): void {
  for (const domain of estate.domains) {
    if (domain.capacity === undefined) continue
    domain.capacity = Math.max(domain.capacity, Math.round(domain.used * 1.25))
  }
  const tight = estate.domains.find((domain) => domain.status === 'active' && domain.storage === 'iscsi')
  if (tight !== undefined) tight.capacity = Math.round(tight.used / 0.955)
}

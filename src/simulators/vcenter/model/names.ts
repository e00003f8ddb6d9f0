import type { Random } from '../../world/random.ts'

const services = [
  'web',
  'api',
  'auth',
  'billing',
  'catalog',
  'checkout',
  'search',
  'mail',
  'ldap',
  'dns',
  'ntp',
  'proxy',
  'cache',
  'queue',
  'broker',
  'postgres',
  'mysql',
  'oracle',
  'mssql',
  'mongo',
  'elastic',
  'kafka',
  'grafana',
  'prometheus',
  'jenkins',
  'gitlab',
  'runner',
  'registry',
  'vault',
  'backup',
  'files',
  'print',
  'sap-app',
  'sap-db',
  'erp',
  'crm',
  'wiki',
  'tickets',
  'monitor',
  'k8s-master',
  'k8s-node',
  'jump',
  'vpn',
  'radius',
  'scan',
  'etl',
  'report',
  'batch',
]
const stages = ['prod', 'prod', 'prod', 'test', 'dev', 'stage']
const owners = ['Platform', 'Commerce', 'Finance', 'Warehouse', 'Research', 'Workplace', 'Data', 'Security']
const windowsServices = new Set(['mssql', 'print', 'files', 'report', 'erp', 'crm'])

export interface ServiceName {
  service: string
  stage: string
  windows: boolean
}

export function pickService(random: Random): ServiceName {
  const service = random.pick(services)
  const windows = windowsServices.has(service) ? random.chance(0.85) : random.chance(0.12)
  return { service, stage: random.pick(stages), windows }
}

/** Hands out `web-prod-01`, `web-prod-02`, …: no name twice. */
export class NameBook {
  private readonly counts = new Map<string, number>()

  next({ service, stage }: ServiceName): string {
    const base = `${service}-${stage}`
    const count = (this.counts.get(base) ?? 0) + 1
    this.counts.set(base, count)
    return `${base}-${String(count).padStart(2, '0')}`
  }
}

export function pickNote(random: Random, { service, stage }: ServiceName): string {
  if (random.chance(0.45)) return ''
  const owner = random.pick(owners)
  return random.pick([
    `Owner: ${owner}`,
    `Owner: ${owner}\nService: ${service} (${stage})`,
    `${service} for ${owner}; call before a reboot`,
    `Ticket CHG-${random.int(10_000, 99_999)}. Owner: ${owner}`,
  ])
}

export const teamFolders = ['Commerce', 'Finance', 'Data', 'Platform', 'Workplace', 'Research']
export const datacenterNames = ['Frankfurt', 'Ashburn', 'Singapore', 'Dublin', 'Osaka', 'Montreal', 'Sydney']
export const clusterNames = ['Compute', 'Database', 'Edge', 'Desktop', 'Lab', 'Kubernetes', 'Storage']

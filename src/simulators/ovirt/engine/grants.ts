import { accountNamed } from '../api/accounts.ts'
import type { Engine } from './engine.ts'
import type { Permission } from './permissions.ts'

/** Gives an account a role on what has this name or id. */
export function grantOf(engine: Engine, userName: string, role: string, name: string): void {
  const account = accountNamed(userName)
  if (account === undefined) throw new Error(`nobody is named ${userName}`)
  engine.permissions.grant(account.id, role, objectNamed(engine, name))
}

function objectNamed({ estate }: Engine, name: string): Permission['object'] {
  const lists = [
    ['cluster', estate.clusters],
    ['data_center', estate.dataCenters],
    ['storage_domain', estate.domains],
    ['template', estate.templates],
    ['vm', [...estate.vms.values()]],
  ] as const
  const by = (key: 'id' | 'name'): Permission['object'] => {
    for (const [kind, all] of lists) {
      const found = all.find((one) => one[key] === name)
      if (found !== undefined) return { kind, id: found.id }
    }
    return undefined
  }
  const found = by('id') ?? by('name')
  if (found === undefined) throw new Error(`nothing is named ${name}`)
  return found
}

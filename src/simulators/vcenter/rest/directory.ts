import type { EstateSize } from '../../world/options.ts'
import { Random } from '../../world/random.ts'
import { type CustomizationSpec, customizationSpecs } from '../model/customization-specs.ts'
import { fraction } from '../model/detail.ts'
import type { Datastore } from '../model/entities.ts'
import type { Estate } from '../model/estate.ts'

export interface Category {
  id: string
  name: string
  cardinality: 'SINGLE' | 'MULTIPLE'
}

export interface Tag {
  id: string
  name: string
  category: Category
}

export interface StoragePolicy {
  policy: string
  name: string
  description: string
  /** Types of file systems that it can be on. */
  on: readonly string[]
}

const categories: [string, 'SINGLE' | 'MULTIPLE', string[]][] = [
  ['Environment', 'SINGLE', ['production', 'test', 'development']],
  ['Owner', 'SINGLE', ['platform', 'commerce', 'finance', 'research']],
  ['Compliance', 'MULTIPLE', ['pci', 'gdpr', 'sox']],
  ['Backup', 'SINGLE', ['daily', 'weekly', 'none']],
]

const everyType = ['VMFS', 'NFS', 'NFS41', 'vsan']

/** What lives beside the inventory: tags, customization specifications, storage policies. */
export class Directory {
  readonly categories: Category[] = []
  readonly tags: Tag[] = []
  readonly customizationSpecs: CustomizationSpec[]
  readonly policies: StoragePolicy[]
  private readonly estate: Estate

  constructor(estate: Estate, options: { seed: string; estate: EstateSize; startAt: number }) {
    this.estate = estate
    const random = new Random(`${options.seed}/directory`)
    for (const [name, cardinality, tags] of categories) {
      const id = `urn:vmomi:InventoryServiceCategory:${random.uuid()}:GLOBAL`
      const category: Category = { id, name, cardinality }
      this.categories.push(category)
      for (const tag of tags) {
        this.tags.push({ id: `urn:vmomi:InventoryServiceTag:${random.uuid()}:GLOBAL`, name: tag, category })
      }
    }
    this.customizationSpecs = customizationSpecs(options.startAt - 40 * 86_400_000)
    const policy = (name: string, description: string, on = everyType): StoragePolicy => ({
      policy: random.uuid(),
      name,
      description,
      on,
    })
    this.policies = [
      policy('Gold', 'Mirrored, encrypted', ['VMFS', 'vsan']),
      policy('Silver', 'Mirrored'),
      policy('VM Encryption Policy', 'Sample storage policy for VMware encryption'),
    ]
  }

  /** Whether a datastore can keep what a policy promises. */
  fits(policy: string, { fsType }: Datastore): boolean {
    return this.policies.find((known) => known.policy === policy)?.on.includes(fsType) ?? false
  }

  /** Tags of a VM; nothing else is tagged. */
  tagsOf(id: string): Tag[] {
    const vm = this.estate.vms.get(id)
    if (vm === undefined) return []
    return this.categories.flatMap((category, index) => {
      const choice = this.tags.filter((tag) => tag.category === category)
      const dice = fraction(vm.seed, 200 + index)
      if (category.name === 'Environment') {
        const stage = vm.name.includes('-prod-')
          ? 'production'
          : vm.name.includes('-test-')
            ? 'test'
            : 'development'
        return dice < 0.8 ? choice.filter((tag) => tag.name === stage) : []
      }
      if (dice > 0.4) return []
      const tag = choice[Math.floor((dice / 0.4) * choice.length)]
      return tag === undefined ? [] : [tag]
    })
  }
}

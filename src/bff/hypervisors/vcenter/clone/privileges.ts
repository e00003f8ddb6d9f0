import type { CloneOrder } from '../../../../contract/clone/order.ts'
import type { CloneFinding, ClonePrivilege } from '../../../../contract/clone/plan.ts'
import { stepOfField } from '../../../../contract/clone/plan.ts'
import { Fault } from '../../../../contract/fault.ts'
import type { CallOptions } from '../transport/line.ts'
import type { Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { retrieve } from '../wire/property-collector.ts'
import { bool, get, list, refId, str } from '../wire/read.ts'
import type { ServiceContent } from '../wire/service-content.ts'
import type { SourceFacts, Targets } from './facts.ts'
import { namedRefs, placeOf } from './place.ts'

export interface Need {
  privilege: string
  on: Ref
  name: string
  /** Path of the order that it comes from. */
  field: string
}

/** The privilege on the source, by what is made of what. */
function provisioning(order: CloneOrder, source: SourceFacts): string {
  if (source.template) return order.template ? 'CloneTemplate' : 'DeployTemplate'
  return order.template ? 'CreateTemplateFromVM' : 'Clone'
}

/** Datastores that something is written to, with the field that says so. */
function datastoresOf(order: CloneOrder, source: SourceFacts): Map<string, string> {
  const { placement, disks } = order
  const found = new Map<string, string>()
  const add = (id: string | undefined, field: string) => {
    if (id !== undefined && !found.has(id)) found.set(id, field)
  }
  add(placement.datastoreId ?? source.homeDatastoreId, 'placement.datastoreId')
  for (const disk of source.disks) {
    const index = disks.findIndex(({ id }) => id === disk.id)
    const own = disks[index]
    if (own?.remove === true) continue
    if (own?.datastoreId !== undefined) add(own.datastoreId, `disks.${index}.datastoreId`)
    else add(placement.datastoreId ?? disk.datastoreId, 'placement.datastoreId')
  }
  return found
}

/**
 * Which privileges the copy needs where. Sources: reference of `CloneVM_Task`; `Network.Assign` where cards change, and
 * `VirtualMachine.Inventory.CreateFromExisting` on the folder.
 */
export function neededPrivileges(
  order: CloneOrder,
  source: SourceFacts,
  targets: Targets,
  rootFolder: Ref,
): Need[] {
  const vm: Ref = { type: 'VirtualMachine', value: source.id }
  const needs: Need[] = []
  const datastoreNames = new Map(
    source.disks.map(({ datastoreId, datastoreName }) => [datastoreId, datastoreName]),
  )
  const nameOf = (id: string) => targets.names.get(id) ?? datastoreNames.get(id) ?? id
  const need = (privilege: string, on: Ref, field: string, name = nameOf(on.value)) =>
    needs.push({ privilege, on, name, field })
  need(`VirtualMachine.Provisioning.${provisioning(order, source)}`, vm, 'source.vm', source.name)
  if (source.encrypted) need('Cryptographer.Clone', vm, 'source.vm', source.name)
  const customizes = order.customization.kind !== 'none' && !order.template
  if (customizes) need('VirtualMachine.Provisioning.Customize', vm, 'customization', source.name)
  if (customizes && order.customization.kind === 'stored') {
    need('VirtualMachine.Provisioning.ReadCustSpecs', rootFolder, 'customization.name', 'this vCenter')
  }
  const { folderId, poolId, hostId } = placeOf(order, source, targets)
  if (folderId !== undefined) {
    const folder = { type: 'Folder', value: folderId }
    need('VirtualMachine.Inventory.CreateFromExisting', folder, 'placement.folderId')
  }
  const pool = poolId ?? source.poolId
  if (!order.template && pool !== undefined) {
    const type = pool.startsWith('resgroup-v') ? 'VirtualApp' : 'ResourcePool'
    need('Resource.AssignVMToPool', { type, value: pool }, 'placement.poolId')
  }
  for (const [id, field] of datastoresOf(order, source)) {
    need('Datastore.AllocateSpace', { type: 'Datastore', value: id }, field)
  }
  for (const on of namedRefs({ ...order, placement: {}, disks: [] })) need('Network.Assign', on, 'nics')
  const host = hostId ?? source.hostId
  if (source.encrypted && host !== undefined && hostId !== undefined) {
    need('Cryptographer.RegisterHost', { type: 'HostSystem', value: host }, 'placement.hostId')
  }
  return needs
}

/** Which of them the account has. `undefined` where vCenter did not say, with why. */
async function ask(
  vim: VimClient,
  content: ServiceContent,
  needs: readonly Need[],
  options: CallOptions,
): Promise<{ held: ReadonlySet<string>; told: ReadonlySet<string> }> {
  const { authorizationManager, sessionManager, propertyCollector } = content
  if (authorizationManager === undefined) {
    throw new Fault({ kind: 'unsupported', message: 'This system has no authorization manager.' })
  }
  const paths = { SessionManager: ['currentSession'] }
  const [found] = await retrieve(vim, propertyCollector, paths, [{ obj: sessionManager }], options)
  const sessionId = str(get(found?.props.currentSession, 'key'))
  if (sessionId === undefined)
    throw new Fault({ kind: 'protocol', message: 'vCenter did not name the session.' })
  const entity = [...new Map(needs.map(({ on }) => [on.value, on])).values()]
  const privId = [...new Set(needs.map(({ privilege }) => privilege))]
  const reply = await vim.call(
    authorizationManager,
    'HasPrivilegeOnEntities',
    { entity, sessionId, privId },
    options,
  )
  const held = new Set<string>()
  const told = new Set<string>()
  for (const answer of list(reply)) {
    const id = refId(get(answer, 'entity')) ?? ''
    for (const each of list(get(answer, 'privAvailability'))) {
      const key = `${id} ${str(get(each, 'privId')) ?? ''}`
      told.add(key)
      if (bool(get(each, 'isGranted')) === true) held.add(key)
    }
  }
  return { held, told }
}

/** The privileges of a copy, which of them the account has, and what that means. */
export async function checkPrivileges(
  vim: VimClient,
  content: ServiceContent,
  needs: readonly Need[],
  options: CallOptions,
): Promise<{ privileges: ClonePrivilege[]; findings: CloneFinding[] }> {
  let answer: Awaited<ReturnType<typeof ask>> | undefined
  let why = ''
  try {
    answer = await ask(vim, content, needs, options)
  } catch (error) {
    options.signal.throwIfAborted()
    if (!(error instanceof Fault) || error.kind === 'auth') throw error
    why = error.message
  }
  const privileges = needs.map(({ privilege, on, name }): ClonePrivilege => {
    const key = `${on.value} ${privilege}`
    const object = { id: on.value, name }
    return answer?.told.has(key) ? { privilege, object, held: answer.held.has(key) } : { privilege, object }
  })
  const findings = needs.flatMap(({ privilege, name, field }, index): CloneFinding[] => {
    if (privileges[index]?.held !== false) return []
    return [
      {
        level: 'error',
        step: stepOfField(field),
        field,
        message: `Your account lacks ${privilege} on “${name}”.`,
        advice: 'Ask the administrator of this vCenter for it, or choose another place.',
      },
    ]
  })
  if (answer !== undefined) return { privileges, findings }
  const message = `Whether your account may do this could not be checked: ${why}`
  return { privileges, findings: [{ level: 'info', step: 'review', message }] }
}

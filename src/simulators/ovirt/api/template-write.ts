import { copyTime } from '../engine/copy-base.ts'
import type { Template } from '../estate/model.ts'
import type { RequestBody } from '../wire/body.ts'
import { checkExportDomain } from './action-copies.ts'
import { EngineFault } from './engine-fault.ts'
import type { Outcome } from './resource.ts'
import type { Shape } from './shape.ts'
import { copySize, noRoom } from './space.ts'
import type { View } from './view.ts'
import { created } from './vm-create.ts'
import { readSettings } from './vm-settings.ts'
import {
  adminOnly,
  allow,
  complete,
  flag,
  incomplete,
  permitted,
  referred,
  referredDomain,
  task,
} from './wants.ts'

const refuse = (verb: string, why: string) =>
  new EngineFault(409, 'Operation Failed', `[Cannot ${verb} Template. ${why}]`)

/** POST to the list of templates: a copy of a stopped VM's disks, or a new version of another template. */
export function createTemplate(view: View, shape: Shape, body: RequestBody): Outcome {
  const { engine } = view
  const { estate } = engine
  const name = body.text('name')
  const vm = referred(body, 'vm', estate.vms.values())
  if (!name || vm === undefined) {
    const missing = [...(name ? [] : ['name']), ...(vm === undefined ? ['vm.id|name'] : [])]
    throw incomplete(`Template [${missing.join(', ')}] required for add`)
  }
  const base = shape.old ? undefined : referred(body, 'version.base_template', estate.templates)
  allow(view, vm, 'make template', false)
  const seal = !shape.old && view.query.flag('seal') === true
  if (seal && vm.os.family === 'Windows') throw refuse('add', 'Only Linux VMs can be sealed.')
  if (base === undefined && estate.templates.some((one) => one.name === name)) {
    throw refuse('add', 'The Template name is already in use.')
  }
  const disks = shape.old ? 'vm.disks.disk' : 'vm.disk_attachments.disk_attachment'
  const prefix = shape.old ? '' : 'disk.'
  const wanted = new Map(
    body.list(disks).map((disk) => {
      const first = disk.list(`${prefix}storage_domains.storage_domain`)[0]
      const domain = first === undefined ? undefined : referred(first, '', estate.domains)
      if (domain !== undefined && (domain.type !== 'data' || domain.status !== 'active')) {
        throw refuse('add', `Storage Domain ${domain.name} cannot be accessed or takes no disks.`)
      }
      return [disk.text(`${prefix}id`) ?? disk.text('id'), domain] as const
    }),
  )
  const whole = referredDomain(view, body, 'storage_domain')
  const { dataCenter } = vm.cluster
  const taken = vm.disks.map((disk) => ({
    domain: wanted.get(disk.id) ?? whole ?? disk.domain,
    bytes: copySize(disk, disk.sparse),
  }))
  for (const { domain } of taken) permitted(view, 'create_disk', [domain.id, dataCenter.id], false)
  const why = noRoom(taken, dataCenter)
  if (why !== undefined) throw refuse('add', why)
  const operation = engine.operations.begin(vm, 'make template', view.caller, {
    description: `Creating Template ${name} from VM ${vm.name}`,
    takes: engine.templates.duration(vm, seal),
    storage: seal ? 'Copying and sealing disks' : 'Copying disks',
  })
  const made = engine.templates.make(
    vm,
    {
      name,
      description: body.text('description') ?? '',
      base: base?.base ?? base,
      versionName: body.text('version.version_name'),
      seal,
      place: (disk) => ({ domain: wanted.get(disk.id) ?? whole }),
    },
    operation,
  )
  const permissions = shape.old ? flag(body, 'permissions.clone') : view.query.flag('clone_permissions')
  if (permissions === true) {
    engine.permissions.copy({ kind: 'vm', id: vm.id }, { kind: 'template', id: made.id })
  }
  return created(
    view,
    shape.template(view, made),
    'template',
    `templates/${made.id}`,
    true,
    operation.job?.taskId,
  )
}

export function updateTemplate(view: View, shape: Shape, template: Template, body: RequestBody): Outcome {
  adminOnly(view, false)
  if (template.blank || template.status === 'locked')
    throw refuse('edit', 'The Template cannot be changed now.')
  const { memory, sockets, cores, os } = readSettings(view, body, template)
  if (memory !== undefined) template.memory = memory
  if (sockets !== undefined) template.sockets = sockets
  if (cores !== undefined) template.cores = cores
  if (os !== undefined) template.os = os
  template.name = body.text('name') ?? template.name
  template.description = body.text('description') ?? template.description
  template.comment = body.text('comment') ?? template.comment
  view.engine.say(
    49,
    `Template ${template.name} configuration was updated by ${view.account.userName}.`,
    view.caller,
  )
  return { status: 200, document: { root: 'template', body: shape.template(view, template) } }
}

export function removeTemplate(view: View, template: Template): Outcome {
  adminOnly(view, false)
  const { engine } = view
  if (template.blank) throw refuse('remove', 'The Blank Template cannot be removed.')
  if (template.status === 'locked') throw refuse('remove', 'The Template is locked.')
  for (const vm of engine.estate.vms.values()) {
    if (vm.template === template) throw refuse('remove', 'The Template is being used by VMs.')
  }
  const operation = engine.operations.begin(template, 'remove template', view.caller, {
    description: `Removing Template ${template.name}`,
    takes: 3_000,
  })
  engine.templates.remove(template, operation)
  return complete(view, operation)
}

/** To an export domain. */
export function exportTemplate(view: View, template: Template, body: RequestBody): Outcome {
  const domain = referredDomain(view, body, 'storage_domain')
  if (domain === undefined) throw incomplete('Action [storageDomain.id|name] required for export')
  const exclusive = flag(body, 'exclusive') ?? false
  adminOnly(view, true)
  checkExportDomain(domain, template.cluster.dataCenter)
  if (template.status === 'locked') throw refuse('export', 'The Template is locked.')
  if (domain.exported.has(template.name) && !exclusive) {
    throw refuse('export', 'The Template already exists in the target Export Domain.')
  }
  const { engine } = view
  const takes = copyTime(template.disks, false)
  const operation = engine.operations.begin(template, 'export template', view.caller, {
    description: `Exporting Template ${template.name} to Export Domain ${domain.name}`,
    takes,
    storage: 'Copying disks',
  })
  template.status = 'locked'
  engine.timeline.after(takes, () => {
    template.status = 'ok'
    if (operation.doom === undefined) domain.exported.add(template.name)
    operation.end(operation.doom === undefined ? 'finished' : 'failed')
  })
  return task(view, view.href(`templates/${template.id}`), 'export', operation)
}

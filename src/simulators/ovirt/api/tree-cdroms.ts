import { type Vm, zeroId } from '../estate/model.ts'
import type { RequestBody } from '../wire/body.ts'
import { isoExists } from './action-start.ts'
import { EngineFault } from './engine-fault.ts'
import { collection, type Outcome, type Resource } from './resource.ts'
import type { Shape } from './shape.ts'
import type { View } from './view.ts'
import { allow, incomplete } from './wants.ts'

/** The one drive of a VM: what is in it now with `current`, what is stored without. */
export function cdromCollection(view: View, shape: Shape, vm: Vm): Resource {
  const one = (status: number): Outcome => ({
    status,
    document: { root: 'cdrom', body: shape.cdrom(view, vm) },
  })
  const change = (body: RequestBody) => insert(view, vm, body.text('file.id'))
  return collection<Vm>(view, {
    root: 'cdroms',
    item: 'cdrom',
    items: () => [vm],
    id: () => zeroId,
    render: () => shape.cdrom(view, vm),
    put(_, body) {
      change(body)
      return one(200)
    },
    ...(shape.old
      ? {
          add(body: RequestBody) {
            change(body)
            return one(201)
          },
          remove() {
            insert(view, vm, '')
            return one(200)
          },
        }
      : {}),
  })
}

/** An empty name ejects. */
function insert(view: View, vm: Vm, image: string | undefined): void {
  if (image === undefined) throw incomplete('Cdrom [file.id] required for update')
  const { current } = view.query
  allow(view, vm, current ? 'change cd' : 'update', false)
  if (image !== '' && !isoExists(view, image)) {
    throw new EngineFault(
      409,
      'Operation Failed',
      `[Cannot change CD. The image ${image} was not found on an ISO domain.]`,
    )
  }
  const file = image === '' ? undefined : image
  const subject = { vm, host: vm.host, ...view.caller }
  if (!current) {
    vm.cd = file
    view.engine.say(35, `VM ${vm.name} configuration was updated by ${view.account.userName}.`, subject)
    return
  }
  vm.loaded = file
  if (file === undefined) {
    view.engine.say(528, `CD was ejected from VM ${vm.name} by ${view.account.userName}.`, subject)
  } else {
    view.engine.say(38, `CD ${file} was inserted to VM ${vm.name} by ${view.account.userName}.`, subject)
  }
}

import { shownDisplay } from '../estate/guest.ts'
import type { Vm } from '../estate/model.ts'
import { graphicsConsole } from '../v4/vm-parts.ts'
import type { RequestBody } from '../wire/body.ts'
import { ticketOf } from './action-power.ts'
import { collection, type Outcome, type Resource } from './resource.ts'
import type { View } from './view.ts'
import { allow, complete } from './wants.ts'

const viewerType = 'application/x-virt-viewer'

/** A VM's console in 4.x: its address, passwords for it, and the file that a viewer opens. */
export function consoleCollection(view: View, vm: Vm): Resource {
  return collection<Vm>(view, {
    root: 'graphics_consoles',
    item: 'graphics_console',
    items: () => [vm],
    id: () => (shownDisplay(vm) === 'spice' ? '7370696365' : '766e63'),
    render: () => graphicsConsole(view, vm),
    actions: ['ticket', 'remoteviewerconnectionfile', 'proxyticket'],
    post: (_, action, body) => consoleAction(view, vm, action, body),
    getRaw(_, accept) {
      if (!accept.includes(viewerType)) return undefined
      if (vm.host === undefined) return { status: 204 }
      return { status: 200, raw: { type: viewerType, text: viewerFile(view, vm) } }
    },
  })
}

function consoleAction(view: View, vm: Vm, action: string, body: RequestBody): Outcome {
  if (action === 'ticket') return ticketOf({ view, vm, body })
  allow(view, vm, 'ticket')
  if (action === 'proxyticket') {
    return complete(view, undefined, { proxy_ticket: { value: btoa(view.engine.random.hex(60)) } })
  }
  return complete(view, undefined, { remote_viewer_connection_file: viewerFile(view, vm) })
}

/** Holds a password that lives for two minutes. */
function viewerFile(view: View, vm: Vm): string {
  const type = shownDisplay(vm)
  const value = view.engine.random.hex(12)
  vm.ticket = { value, until: view.engine.now + 120_000 }
  const port = 5900 + (vm.seed % 90) * 2
  return [
    '[virt-viewer]',
    `type=${type}`,
    `host=${vm.host?.nics[0]?.ip ?? ''}`,
    `port=${port}`,
    `password=${value}`,
    ...(type === 'spice' ? [`tls-port=${port + 1}`] : []),
    '# Password is valid for 120 seconds.',
    'delete-this-file=1',
    'fullscreen=0',
    `title=${vm.name}:%d`,
    'toggle-fullscreen=shift+f11',
    'release-cursor=shift+f12',
    '',
  ].join('\n')
}

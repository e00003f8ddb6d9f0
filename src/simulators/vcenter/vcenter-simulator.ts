import type { SimulatorOptions } from '../world/options.ts'
import { Random } from '../world/random.ts'
import { FaultRules, type Simulator, type Upstream, withFaults } from '../world/simulator.ts'
import { collectorMethods } from './methods/collector-methods.ts'
import { eventMethods, eventTables } from './methods/event-methods.ts'
import { sessionMethods } from './methods/session-methods.ts'
import { viewMethods } from './methods/view-methods.ts'
import { vmMethods } from './methods/vm-methods.ts'
import { Actions } from './model/actions.ts'
import type { Host, Vm } from './model/entities.ts'
import { EventStore } from './model/events.ts'
import { growEstate } from './model/grow.ts'
import { Happenings } from './model/happenings.ts'
import { TaskStore } from './model/tasks.ts'
import { clusterTable, hostTable, standAloneTable } from './properties/host.ts'
import { inventoryTables } from './properties/inventory.ts'
import { serviceTables, singletons } from './properties/service.ts'
import { PropertyReader } from './properties/table.ts'
import { snapshotTable, vmTable } from './properties/vm.ts'
import { Directory } from './rest/directory.ts'
import { restEndpoint } from './rest/rest-endpoint.ts'
import { RestSessions } from './rest/rest-sessions.ts'
import { collectorTable } from './vim/collector.ts'
import { filterTable } from './vim/filter.ts'
import { jsonEndpoint, sessionHeader } from './vim/json-endpoint.ts'
import { MethodTable } from './vim/method.ts'
import { serviceVersions } from './vim/releases.ts'
import { SessionBook } from './vim/sessions.ts'
import { soapEndpoint, soapToken } from './vim/soap-endpoint.ts'
import { viewTables } from './vim/views.ts'
import type { VcenterVersion, World } from './world.ts'

/** Simulated ms between two happenings. */
const pace = { small: 10_000, large: 5_000, max: 2_500 } as const

const methods = new MethodTable([sessionMethods, collectorMethods, viewMethods, vmMethods, eventMethods])

/** A vCenter of the given version: SOAP and REST, and VI JSON from 8.0. */
export function createVcenterSimulator(options: SimulatorOptions & { version: VcenterVersion }): Simulator {
  const host = `${options.id}.gantry.example`
  const seed = `${options.seed}/${options.id}`
  const estate = growEstate({ ...options, domain: host })
  const events = new EventStore(estate, seed)
  const actions = new Actions(estate, events)
  const random = new Random(`${seed}/sessions`)
  const clock = () => estate.now
  const rest = new RestSessions(random, clock)
  const world: World = {
    version: options.version,
    host,
    estate,
    events,
    actions,
    tasks: new TaskStore(estate),
    properties: new PropertyReader([
      vmTable,
      snapshotTable,
      hostTable,
      clusterTable,
      standAloneTable,
      ...inventoryTables,
      ...serviceTables,
      ...viewTables,
      ...eventTables,
      collectorTable,
      filterTable,
    ]),
    sessions: new SessionBook(random, clock),
    directory: new Directory(estate, { ...options, seed }),
  }
  for (const [type, id] of Object.entries(singletons)) estate.add({ type, id })
  new Happenings({ estate, actions, events, random: new Random(`${seed}/happenings`) }).start(
    pace[options.estate],
  )

  const faults = new FaultRules()
  const dropSession = (request: Request) => {
    const header = request.headers.get(sessionHeader)
    for (const token of [soapToken(request.headers), header]) if (token) world.sessions.end(token)
    rest.end(request.headers)
  }
  const handle = async (request: Request): Promise<Response> => {
    request.signal.throwIfAborted()
    const { pathname } = new URL(request.url)
    if (pathname === '/sdk/vimServiceVersions.xml') {
      return new Response(serviceVersions(world.version), { headers: { 'content-type': 'text/xml' } })
    }
    if (/^\/sdk\/?$/.test(pathname) && request.method === 'POST') return soapEndpoint(world, methods, request)
    if (pathname.startsWith('/sdk/vim25/')) return jsonEndpoint(world, methods, request)
    if (/^\/(api|rest)\//.test(pathname)) return restEndpoint(world, rest, request)
    return new Response('404 page not found', { status: 404, headers: { 'content-type': 'text/plain' } })
  }
  return {
    host,
    faults,
    fetch: (request) => withFaults(faults, request, dropSession, handle),
    advance: (ms) => estate.timers.advance(ms),
    restart() {
      world.sessions.endAll()
      rest.endAll()
    },
    upstream: upstreamOf(world),
  }
}

const powerWords = { poweredOn: 'on', poweredOff: 'off', suspended: 'suspended' } as const

function upstreamOf({ estate, actions }: World): Upstream {
  // A thousand changes a second name a thousand VMs: looking through all of them each time takes too long.
  const byName = new Map<string, Vm>()
  const vmNamed = (name: string): Vm => {
    const known = byName.get(name)
    if (known?.name === name && estate.vms.get(known.id) === known) return known
    byName.clear()
    for (const vm of estate.vms.values()) if (!byName.has(vm.name)) byName.set(vm.name, vm)
    const found = byName.get(name)
    if (found === undefined) throw new Error(`no virtual machine ${name}`)
    return found
  }
  const noteName = (vm: Vm) => {
    if (!byName.has(vm.name)) byName.set(vm.name, vm)
  }
  const hostNamed = (name: string): Host => {
    const found = estate.hosts.find((host) => host.name === name)
    if (found === undefined) throw new Error(`no host ${name}`)
    return found
  }
  return {
    vms: () =>
      [...estate.vms.values()]
        .filter((vm) => !vm.template)
        .map((vm) => ({ id: vm.id, name: vm.name, power: powerWords[vm.power], host: vm.host.name })),
    hosts: () => estate.hosts.map(({ id, name }) => ({ id, name })),
    setPower(name, power) {
      const vm = vmNamed(name)
      if (powerWords[vm.power] === power) return
      if (power === 'on') actions.powerOn(vm)
      else if (power === 'off') actions.powerOff(vm)
      else actions.suspend(vm)
    },
    rename(name, newName) {
      const vm = vmNamed(name)
      actions.rename(vm, newName)
      noteName(vm)
    },
    create: (name) => noteName(actions.create(name)),
    remove: (vm) => actions.remove(vmNamed(vm)),
    move: (vm, host) => actions.move(vmNamed(vm), hostNamed(host)),
  }
}

import { type EstateSize, estateVms, type SimulatorOptions } from '../world/options.ts'
import { Random } from '../world/random.ts'
import { FaultRules, type Simulator, withFaults } from '../world/simulator.ts'
import { FileTransfers } from './guest/file-transfers.ts'
import { GuestFaults } from './guest/guest-access.ts'
import { GuestMachines } from './guest/guest-machines.ts'
import { authorizationMethods } from './methods/authorization-methods.ts'
import { collectorMethods } from './methods/collector-methods.ts'
import { customizationMethods } from './methods/customization-methods.ts'
import { eventMethods, eventTables } from './methods/event-methods.ts'
import { guestMethods } from './methods/guest-methods.ts'
import { historyMethods } from './methods/history-collectors.ts'
import { searchMethods } from './methods/search-methods.ts'
import { sessionMethods } from './methods/session-methods.ts'
import { taskMethods, taskTables } from './methods/task-methods.ts'
import { viewMethods } from './methods/view-methods.ts'
import { vmChangeMethods } from './methods/vm-change-methods.ts'
import { vmConsoleMethods } from './methods/vm-console-methods.ts'
import { vmPowerMethods } from './methods/vm-power-methods.ts'
import { vmSnapshotMethods } from './methods/vm-snapshot-methods.ts'
import { Actions } from './model/actions.ts'
import { Authority } from './model/authority.ts'
import { EventStore } from './model/events.ts'
import { growEstate } from './model/grow.ts'
import { GuestLife } from './model/guest-life.ts'
import { Happenings } from './model/happenings.ts'
import { Questions } from './model/questions.ts'
import { Snapshots } from './model/snapshots.ts'
import { TaskStore } from './model/tasks.ts'
import { Whereabouts } from './model/whereabouts.ts'
import { authorityTable } from './properties/authority.ts'
import { clusterTable, hostTable, standAloneTable } from './properties/host.ts'
import { inventoryTables } from './properties/inventory.ts'
import { serviceTables, singletons } from './properties/service.ts'
import { PropertyReader } from './properties/table.ts'
import { snapshotTable, vmTable } from './properties/vm.ts'
import { Directory } from './rest/directory.ts'
import { restEndpoint } from './rest/rest-endpoint.ts'
import { RestSessions } from './rest/rest-sessions.ts'
import { upstreamOf, type VcenterUpstream } from './upstream.ts'
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

/** Events in 30 days of an estate of this size: five a VM. */
const eventsOf = (size: EstateSize | undefined) => (size === undefined ? 0 : 5 * estateVms.vcenter[size])

const methods = new MethodTable([
  sessionMethods,
  authorizationMethods,
  collectorMethods,
  viewMethods,
  eventMethods,
  historyMethods,
  taskMethods,
  customizationMethods,
  searchMethods,
  vmPowerMethods,
  vmSnapshotMethods,
  vmChangeMethods,
  vmConsoleMethods,
  guestMethods,
])

export interface VcenterSimulator extends Simulator {
  readonly upstream: VcenterUpstream
}

/** A vCenter of the given version: SOAP and REST, and VI JSON from 8.0. */
export function createVcenterSimulator(
  options: SimulatorOptions & { version: VcenterVersion },
): VcenterSimulator {
  const host = `${options.id}.gantry.example`
  const seed = `${options.seed}/${options.id}`
  const estate = growEstate({ ...options, domain: host })
  const events = new EventStore(estate, seed, eventsOf(options.history))
  const places = new Whereabouts(estate)
  const guests = new GuestLife(estate, events)
  const actions = new Actions(estate, { events, places, guests })
  const random = new Random(`${seed}/sessions`)
  const clock = () => estate.now
  const rest = new RestSessions(random, clock)
  const world: World = {
    version: options.version,
    host,
    estate,
    events,
    actions,
    places,
    guests,
    guestMachines: new GuestMachines(estate),
    guestFaults: new GuestFaults(),
    transfers: new FileTransfers(() => world),
    snapshots: new Snapshots(estate, actions, places),
    questions: new Questions(estate, events, actions),
    authority: new Authority(estate),
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
      ...taskTables,
      authorityTable,
      collectorTable,
      filterTable,
    ]),
    sessions: new SessionBook(random, clock),
    directory: new Directory(estate, { ...options, seed }),
  }
  for (const [type, id] of Object.entries(singletons)) estate.add({ type, id })
  const happenings = new Happenings({ estate, actions, events, random: new Random(`${seed}/happenings`) })
  happenings.start(pace[options.estate])

  const faults = new FaultRules()
  const dropSession = (request: Request) => {
    const header = request.headers.get(sessionHeader)
    for (const token of [soapToken(request.headers), header]) if (token) world.sessions.end(token)
    rest.end(request.headers)
  }
  const handle = async (request: Request): Promise<Response> => {
    request.signal.throwIfAborted()
    const { pathname } = new URL(request.url)
    if (pathname === '/guestFile') return world.transfers.serve(request)
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
    peer: (name) => world.transfers.peer(name),
    upstream: upstreamOf(world, happenings),
  }
}

import { type Managed, ref } from '../model/entities.ts'
import { typed } from '../properties/table.ts'
import { PropertyCollector } from '../vim/collector.ts'
import { invalidArgument, localizedFault, notAuthenticated, notFound } from '../vim/faults.ts'
import type { PropertyFilter } from '../vim/filter.ts'
import { anonymous, type Call, flagOf, method, needText, numberOf } from '../vim/method.ts'
import { dataList, Selection } from '../vim/selection.ts'
import type { Session } from '../vim/sessions.ts'
import { type Data, isData, type Ref, type Value } from '../vim/value.ts'

/** As vpxd pages its replies, whatever `maxObjects` allows. */
const pageSize = 100

/** The collector called; the one everybody names `propertyCollector` is another for every session. */
function collectorOf({ world, session, self, context }: Call): PropertyCollector {
  if (self instanceof PropertyCollector) return self
  const collector = new PropertyCollector(self.id, session, context)
  world.sessions.keep(session, collector)
  return collector
}

export const collectorMethods = [
  method('PropertyCollector.CreatePropertyCollector', '', 'ref', ({ world, session, context }) => {
    const collector = new PropertyCollector(world.sessions.newObjectId(session), session, context)
    world.sessions.keep(session, collector)
    return ref(collector)
  }),
  method('PropertyCollector.DestroyPropertyCollector', '', 'void', (call: Call) => {
    const collector = collectorOf(call)
    collector.cancel()
    call.session.objects.delete(collector.id)
    collector.dispose()
    return undefined
  }),
  method(
    'PropertyCollector.CreateFilter',
    'spec PropertyFilterSpec, partialUpdates boolean',
    'ref',
    (call: Call) => {
      const { spec } = call.args
      if (!isData(spec)) throw invalidArgument('spec')
      return ref(collectorOf(call).createFilter(spec, flagOf(call.args, 'partialUpdates') ?? false))
    },
  ),
  method<PropertyFilter>('PropertyFilter.DestroyPropertyFilter', '', 'void', ({ self }) => {
    self.dispose()
    return undefined
  }),
  method(
    'PropertyCollector.WaitForUpdatesEx',
    'version? string, options? WaitOptions',
    'UpdateSet?',
    (call: Call) => {
      const options = isData(call.args.options) ? call.args.options : {}
      const version = call.args.version
      return collectorOf(call).wait(typeof version === 'string' ? version : '', {
        maxSeconds: numberOf(options, 'maxWaitSeconds'),
        maxObjects: numberOf(options, 'maxObjectUpdates'),
        signal: call.caller.signal,
      })
    },
  ),
  method('PropertyCollector.CancelWaitForUpdates', '', 'void', (call: Call) => {
    collectorOf(call).cancel()
    return undefined
  }),
  anonymous(
    method(
      'PropertyCollector.RetrievePropertiesEx',
      'specSet* PropertyFilterSpec, options RetrieveOptions',
      'RetrieveResult?',
      (call: Call) => {
        const options = isData(call.args.options) ? call.args.options : {}
        return page(call, retrieve(call), numberOf(options, 'maxObjects') ?? pageSize)
      },
    ),
  ),
  anonymous(
    method(
      'PropertyCollector.RetrieveProperties',
      'specSet* PropertyFilterSpec',
      'ObjectContent*',
      (call: Call) => retrieve(call),
    ),
  ),
  method('PropertyCollector.ContinueRetrievePropertiesEx', 'token string', 'RetrieveResult', (call: Call) => {
    const collector = collectorOf(call)
    const token = needText(call.args, 'token')
    const rest = collector.pages.get(token)
    if (rest === undefined) throw invalidArgument('token')
    collector.pages.delete(token)
    return page(call, rest, pageSize)
  }),
  method('PropertyCollector.CancelRetrievePropertiesEx', 'token string', 'void', (call: Call) => {
    if (!collectorOf(call).pages.delete(needText(call.args, 'token'))) throw invalidArgument('token')
    return undefined
  }),
]

function page(call: Call, objects: Data[], limit: number): Value {
  if (objects.length === 0) return undefined
  const session: Session | undefined = call.caller.session
  const size = Math.max(1, Math.min(limit, pageSize))
  if (session === undefined || objects.length <= size) return { _typeName: 'RetrieveResult', objects }
  const token = call.world.sessions.newToken().slice(0, 16)
  collectorOf(call).pages.set(token, objects.slice(size))
  return { _typeName: 'RetrieveResult', token, objects: objects.slice(0, size) }
}

function retrieve(call: Call): Data[] {
  const { args, context, caller } = call
  const found = new Map<string, Data>()
  for (const spec of dataList(args, 'specSet')) {
    const selection = new Selection(spec, context)
    if (caller.session === undefined) {
      // The silent expiry: nobody is signed in, and yet the call succeeds without a single value.
      for (const obj of selection.starts()) found.set(obj.value, content(call, selection, obj))
      continue
    }
    const { objects, missing } = selection.select()
    const lost = missing[0]
    if (lost !== undefined && flagOf(spec, 'reportMissingObjectsInResults') !== true) throw notFound(lost)
    for (const object of objects.values()) {
      found.set(object.id, joined(found.get(object.id), content(call, selection, ref(object), object)))
    }
  }
  return [...found.values()]
}

/** What `selection` reads of one object; nothing but the service instance answers strangers. */
function content(call: Call, selection: Selection, obj: Ref, object?: Managed): Data {
  const propSet: Data[] = []
  const missingSet: Data[] = []
  const open = obj.type === 'ServiceInstance' ? call.world.estate.objects.get(obj.value) : undefined
  const readable = object ?? open
  for (const property of selection.propertiesOf(obj.type)) {
    if (readable === undefined) {
      const fault = localizedFault(notAuthenticated(obj))
      missingSet.push({ _typeName: 'MissingProperty', path: property.path, fault })
      continue
    }
    const val = typed(property, property.read(readable, call.context))
    if (val !== undefined) propSet.push({ _typeName: 'DynamicProperty', name: property.path, val })
  }
  return { _typeName: 'ObjectContent', obj, propSet, missingSet }
}

function joined(before: Data | undefined, more: Data): Data {
  if (before === undefined) return more
  return { ...before, propSet: [...dataList(before, 'propSet'), ...dataList(more, 'propSet')] }
}

import { Fault } from '../../../../contract/fault.ts'
import { blankOf } from '../../../../contract/row-shape.ts'
import { nestedFault, VimError, type VimFault, vimFaultToFault } from '../transport/faults.ts'
import type { CallOptions } from '../transport/line.ts'
import type { Args, Decoded, Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { bool, get, list, ref, str } from './read.ts'

/** Paths to read per type. Types match their subtypes too. */
export type Paths = Record<string, readonly string[]>

/** An object to start from, and how to go on from there. */
export interface Start {
  obj: Ref
  /** Walk through it without reporting it. */
  skip?: boolean
  select?: Traversal[]
}

/** One step along a property that holds references; `next` may name a step to repeat. */
export interface Traversal {
  name: string
  type: string
  path: string
  next?: (Traversal | { name: string })[]
}

/** Values by path. What is unset is absent or `undefined`. */
export type Props = Record<string, Decoded>

/** Properties of one object. `denied` are paths that exist but could not be read. */
export interface ObjectContent {
  obj: Ref
  props: Props
  denied: readonly { path: string; fault: VimFault }[]
}

export interface ObjectUpdate extends ObjectContent {
  kind: 'enter' | 'modify' | 'leave'
}

export interface UpdateSet {
  version: string
  /** More follows at once; the set is not complete yet. */
  truncated: boolean
  updates: ObjectUpdate[]
}

function traversalArgs(step: Traversal | { name: string }): Args {
  if (!('path' in step)) return { name: step.name }
  return {
    _typeName: 'TraversalSpec',
    name: step.name,
    type: step.type,
    path: step.path,
    skip: false,
    selectSet: (step.next ?? []).map(traversalArgs),
  }
}

function filterArgs(paths: Paths, starts: Start[]): Args {
  return {
    propSet: Object.entries(paths).map(([type, pathSet]) => ({ type, pathSet })),
    objectSet: starts.map(({ obj, skip, select }) => ({
      obj,
      skip: skip ?? false,
      selectSet: (select ?? []).map(traversalArgs),
    })),
  }
}

/** The way from a view to its objects. */
export const throughView: Traversal = { name: 'view', type: 'ContainerView', path: 'view' }

/** A view of everything of these types below `container`; lives until `destroy` or the session's end. */
export async function createContainerView(
  vim: VimClient,
  viewManager: Ref,
  container: Ref,
  types: readonly string[],
  options: CallOptions,
): Promise<Ref> {
  const args = { container, type: types, recursive: true }
  return expectRef(vim, await vim.call(viewManager, 'CreateContainerView', args, options))
}

/** A collector of one's own: waits on the default one serve all filters of the session one after the other. */
export async function createCollector(vim: VimClient, collector: Ref, options: CallOptions): Promise<Ref> {
  return expectRef(vim, await vim.call(collector, 'CreatePropertyCollector', {}, options))
}

/** A filter that reports whole values (no partial updates), without the paths that this server does not know. */
export async function createFilter(
  vim: VimClient,
  collector: Ref,
  paths: Paths,
  starts: Start[],
  options: CallOptions,
): Promise<Ref> {
  return withKnownPaths(vim, paths, async (known) => {
    const args = { spec: filterArgs(known, starts), partialUpdates: false }
    return expectRef(vim, await vim.call(collector, 'CreateFilter', args, options))
  })
}

/**
 * QUIRK(vcenter): one unknown path fails the whole call with `InvalidProperty` (vcsim only reports it as
 * missing). Older releases lack newer paths, so each one that is refused is left out. Test:
 * `property-collector.test.ts`.
 */
async function withKnownPaths<T>(
  vim: VimClient,
  paths: Paths,
  attempt: (paths: Paths) => Promise<T>,
): Promise<T> {
  const { unknownPaths } = vim.line
  let known = drop(paths, (path) => unknownPaths.has(`${vim.release}:${path}`))
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt(known)
    } catch (error) {
      if (!(error instanceof VimError) || error.vim.type !== 'InvalidProperty' || tries >= 20) throw error
      const unknown = str(get(error.vim.detail, 'name'))
      const fewer = unknown === undefined ? known : without(known, unknown)
      if (unknown === undefined || countOf(fewer) === countOf(known)) throw error
      vim.line.log.info({ system: vim.system, path: unknown }, 'property unknown to this release, left out')
      for (const path of Object.values(known).flat()) {
        if (!Object.values(fewer).some((list) => list.includes(path)))
          unknownPaths.add(`${vim.release}:${path}`)
      }
      known = fewer
    }
  }
}

/** Servers name the path as it was sent, or only its last or first part. */
function without(paths: Paths, unknown: string): Paths {
  const exact = drop(paths, (path) => path === unknown)
  if (countOf(exact) < countOf(paths)) return exact
  return drop(paths, (path) => path.endsWith(`.${unknown}`) || path.startsWith(`${unknown}.`))
}

function drop(paths: Paths, match: (path: string) => boolean): Paths {
  return Object.fromEntries(
    Object.entries(paths).map(([type, list]) => [type, list.filter((path) => !match(path))] as const),
  )
}

function countOf(paths: Paths): number {
  return Object.values(paths).reduce((sum, list) => sum + list.length, 0)
}

/**
 * Waits for the next changes, at most `maxWaitSeconds`; `undefined` when there were none. `version` is `''`
 * for everything, then that of the last set.
 */
export async function waitForUpdates(
  vim: VimClient,
  collector: Ref,
  version: string,
  maxWaitSeconds: number,
  options: CallOptions,
): Promise<UpdateSet | undefined> {
  const args = { version, options: { maxWaitSeconds, maxObjectUpdates: 1000 } }
  const reply = await vim.call(collector, 'WaitForUpdatesEx', args, options)
  const next = str(get(reply, 'version'))
  if (next === undefined) return undefined
  const updates: ObjectUpdate[] = []
  for (const filter of list(get(reply, 'filterSet'))) {
    for (const update of list(get(filter, 'objectSet'))) {
      const read = readUpdate(update)
      if (read !== undefined) updates.push(read)
    }
  }
  const expired = updates.length > 0 && updates.every((update) => update.kind !== 'leave' && isBlind(update))
  if (expired) throw sessionEnded(vim)
  return { version: next, truncated: bool(get(reply, 'truncated')) ?? false, updates }
}

function readUpdate(update: Decoded): ObjectUpdate | undefined {
  const obj = ref(get(update, 'obj'))
  const kind = str(get(update, 'kind'))
  if (obj === undefined || (kind !== 'enter' && kind !== 'modify' && kind !== 'leave')) return undefined
  // What enters brings all its properties; those of one type get one shape.
  const props = readProps(get(update, 'changeSet'), kind === 'enter' ? obj.type : undefined)
  return { kind, obj, props, denied: readMissing(get(update, 'missingSet')) }
}

function readProps(pairs: Decoded, shape?: string): Props {
  const names: string[] = []
  const values: Decoded[] = []
  for (const pair of list(pairs)) {
    const name = str(get(pair, 'name'))
    if (name === undefined) continue
    names.push(name)
    values.push(get(pair, 'val'))
  }
  const props: Props = shape === undefined ? {} : { ...blankOf(shape, names) }
  for (const [index, name] of names.entries()) props[name] = values[index]
  return props
}

const nothingDenied: ObjectContent['denied'] = []

function readMissing(missingSet: Decoded): ObjectContent['denied'] {
  if (missingSet === undefined) return nothingDenied
  return list(missingSet).flatMap((missing) => {
    const path = str(get(missing, 'path'))
    const fault = nestedFault(get(missing, 'fault'))
    // QUIRK(vcsim 0.56): unset and unknown paths are reported as InvalidProperty; they are merely absent.
    if (path === undefined || fault === undefined || fault.type === 'InvalidProperty') return []
    return [{ path, fault }]
  })
}

/**
 * QUIRK(vcenter): with a dead session a property read is answered with HTTP 200 and every path in
 * `missingSet` as `NotAuthenticated` (recorded). Test: `property-collector.test.ts`.
 */
function isBlind(content: ObjectContent): boolean {
  return (
    Object.values(content.props).every((value) => value === undefined) &&
    content.denied.some((missing) => missing.fault.type === 'NotAuthenticated')
  )
}

function sessionEnded(vim: VimClient): Fault {
  const fault = { type: 'NotAuthenticated', message: undefined, detail: undefined, causes: [] }
  return vimFaultToFault(fault, vim.system)
}

/** Reads properties once, through all pages. Throws `auth` when the session is dead. */
export async function retrieve(
  vim: VimClient,
  collector: Ref,
  paths: Paths,
  starts: Start[],
  options: CallOptions,
): Promise<ObjectContent[]> {
  let reply = await withKnownPaths(vim, paths, (known) =>
    vim.call(
      collector,
      'RetrievePropertiesEx',
      { specSet: [filterArgs(known, starts)], options: {} },
      options,
    ),
  )
  const contents: ObjectContent[] = []
  for (;;) {
    for (const object of list(get(reply, 'objects'))) {
      const obj = ref(get(object, 'obj'))
      if (obj === undefined) continue
      const props = readProps(get(object, 'propSet'))
      contents.push({ obj, props, denied: readMissing(get(object, 'missingSet')) })
    }
    const token = str(get(reply, 'token'))
    if (token === undefined) break
    reply = await vim.call(collector, 'ContinueRetrievePropertiesEx', { token }, options)
  }
  if (contents.length > 0 && contents.every(isBlind)) throw sessionEnded(vim)
  return contents
}

/** Removes a view, filter or collector; best effort, since it dies with the session anyway. */
export async function destroy(
  vim: VimClient,
  method: string,
  target: Ref,
  options: CallOptions,
): Promise<void> {
  try {
    await vim.call(target, method, {}, options)
  } catch (error) {
    vim.line.log.debug({ system: vim.system, method, error: String(error) }, 'not destroyed')
  }
}

function expectRef(vim: VimClient, value: Decoded): Ref {
  const found = ref(value)
  if (found !== undefined) return found
  throw new Fault({
    kind: 'protocol',
    system: vim.system,
    message: 'The system answered without the reference that was asked for.',
  })
}

import type { Managed } from '../model/entities.ts'
import type { ReadContext } from '../properties/table.ts'
import type { World } from '../world.ts'
import { invalidRequest, methodNotFound, notAuthenticated, notFound } from './faults.ts'
import { type Field, managedShape, parseFields } from './schema.ts'
import type { Session } from './sessions.ts'
import { isList, isRef, type Ref, type Value } from './value.ts'

/** Who calls: the connection's token stands before there is a session on it. */
export interface Caller {
  token: string
  session: Session | undefined
  agent: string
  signal: AbortSignal
}

export interface Call<T extends Managed = Managed> {
  world: World
  caller: Caller
  /** Of the caller; methods that need none must look at `caller.session`. */
  session: Session
  self: T
  args: Readonly<Record<string, Value>>
  context: ReadContext
}

export interface Method {
  name: string
  params: readonly Field[]
  result: Omit<Field, 'name'> | undefined
  /** Answers without a session. */
  anonymous: boolean
  run(call: Call<never>): Value | Promise<Value>
}

/**
 * Declares `Type.Method`. `params` is written as in the schema, `result` as `type`, `type?`, `type*` or `void`.
 */
export function method<T extends Managed>(
  name: string,
  params: string,
  result: string,
  run: (call: Call<T>) => Value | Promise<Value>,
): Method {
  const [field] = result === 'void' ? [] : parseFields(result.replace(/^(\w+)([?*]?)$/, 'result$2 $1'))
  return { name, params: parseFields(params), result: field, anonymous: false, run }
}

export function anonymous(open: Method): Method {
  return { ...open, anonymous: true }
}

export class MethodTable {
  private readonly methods = new Map<string, Method>()

  constructor(groups: readonly (readonly Method[])[]) {
    for (const one of groups.flat()) this.methods.set(one.name, one)
  }

  /** The method of a managed type or of the types it inherits from. */
  find(target: Ref, name: string): Method {
    for (let type: string | undefined = target.type; type !== undefined; type = managedShape(type)?.base) {
      const found = this.methods.get(`${type}.${name}`)
      if (found !== undefined) return found
    }
    throw methodNotFound(target, name)
  }

  /** Throws VimFault for whatever the service refuses. */
  async call(
    world: World,
    caller: Caller,
    request: { target: Ref; found: Method; args: Readonly<Record<string, Value>> },
  ): Promise<Value> {
    const { target, found, args } = request
    if (caller.session === undefined && !found.anonymous) throw notAuthenticated(target)
    const self = lookUp(world, caller.session, target)
    if (self === undefined) throw notFound(target)
    const call = {
      world,
      caller,
      // Methods that are declared anonymous look at the caller instead.
      session: caller.session as Session,
      self: self as never,
      args,
      context: { world, session: caller.session },
    }
    return found.run(call)
  }
}

/** The object of a reference as this session sees it. */
export function lookUp(world: World, session: Session | undefined, target: Ref): Managed | undefined {
  const found = session?.objects.get(target.value) ?? world.estate.objects.get(target.value)
  return found?.type === target.type ? found : undefined
}

/** Parameters by kind; the codecs have checked them against the declaration. */
export function textOf(args: Readonly<Record<string, Value>>, name: string): string | undefined {
  const value = args[name]
  return typeof value === 'string' ? value : undefined
}

export function needText(args: Readonly<Record<string, Value>>, name: string): string {
  const value = textOf(args, name)
  if (value === undefined) throw invalidRequest(`${name} is missing`)
  return value
}

export function numberOf(args: Readonly<Record<string, Value>>, name: string): number | undefined {
  const value = args[name]
  return typeof value === 'number' ? value : undefined
}

export function flagOf(args: Readonly<Record<string, Value>>, name: string): boolean | undefined {
  const value = args[name]
  return typeof value === 'boolean' ? value : undefined
}

export function refOf(args: Readonly<Record<string, Value>>, name: string): Ref | undefined {
  const value = args[name]
  return isRef(value) ? value : undefined
}

export function listOf(args: Readonly<Record<string, Value>>, name: string): readonly Value[] {
  const value = args[name]
  return isList(value) ? value : []
}

import { Fault } from '../../../../contract/fault.ts'
import type { Dialect } from '../../../../contract/system.ts'
import { type Release, releaseOf } from '../actions/release.ts'
import type { Engine } from '../transport/engine.ts'
import { wireEntry } from '../wire/entry.ts'
import type { Source } from './source.ts'

/** The engine, as far as requests depend on it. */
export interface EngineFacts {
  dialect: Dialect
  release: Release
  /** As the engine says it. */
  version: string
  /** The account's own id; engines of 3.x do not tell it. */
  userId: string | undefined
}

/** What requests are made from beside the order. */
export interface Scene extends EngineFacts {
  source: Source
}

export async function readFacts(engine: Engine, signal: AbortSignal): Promise<EngineFacts> {
  const entry = wireEntry.parse(await engine.get('', {}, signal))
  const version = entry.product_info?.full_version ?? entry.product_info?.version ?? ''
  return {
    dialect: engine.dialect,
    release: releaseOf(version),
    version: version === '' ? 'unknown' : version,
    userId: entry.authenticated_user?.id,
  }
}

/** What cannot be asked of this engine or of this way. */
export function refuse(field: string, message: string): never {
  throw new Fault({ kind: 'unsupported', field, message })
}

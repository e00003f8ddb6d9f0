import { atLeast, type Release, releaseOf } from '../actions/release.ts'
import type { Marks } from '../map/marks.ts'
import type { Engine } from '../transport/engine.ts'
import { wireEntry } from '../wire/entry.ts'

/** The release as the engine's entry point tells it; empty when it does not. Throws `Fault`. */
export async function releaseNow(engine: Engine, signal: AbortSignal): Promise<Release> {
  const entry = wireEntry.parse(await engine.get('', {}, signal))
  return releaseOf(entry.product_info?.full_version ?? entry.product_info?.version)
}

/** Has `marks` know what the release of the engine decides about its VMs. */
export async function markRelease(engine: Engine, marks: Marks, signal: AbortSignal): Promise<void> {
  marks.coldMerge = engine.dialect === 'v3' && !atLeast(await releaseNow(engine, signal), 3, 5)
}

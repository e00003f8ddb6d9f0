import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { GuestRun } from '../../../../contract/guest/guest.ts'
import { api, faultOf } from '../../../client/api.ts'

/** Outputs as far as they were fetched from the server. */

export type Stream = 'stdout' | 'stderr'

interface Fetched {
  bytes: Uint8Array
  /** Why the rest could not be fetched. */
  fault?: string
}

const store = createStore<{ fetched: ReadonlyMap<string, Fetched> }>(() => ({ fetched: new Map() }))
const pending = new Map<string, Promise<void>>()
/** So many bytes are held in this page; the outputs fetched first go first. */
const most = 64 * 1024 ** 2

const keyOf = ({ system, id }: Pick<GuestRun, 'system' | 'id'>, stream: Stream) => `${system}/${id}/${stream}`

/** Fetches what the server has and this page does not. */
export function fetchOutput(run: GuestRun, stream: Stream): Promise<void> {
  const key = keyOf(run, stream)
  const under = pending.get(key)
  if (under !== undefined) return under
  const work = fetchRest(run, stream, key).finally(() => pending.delete(key))
  pending.set(key, work)
  return work
}

async function fetchRest(run: GuestRun, stream: Stream, key: string): Promise<void> {
  const wanted = run[stream]?.keptBytes ?? 0
  const have = store.getState().fetched.get(key)?.bytes ?? new Uint8Array()
  if (have.length >= wanted) return
  try {
    const { base64 } = await api.guest.output({ system: run.system, id: run.id, stream, offset: have.length })
    const more = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
    const bytes = new Uint8Array(have.length + more.length)
    bytes.set(have)
    bytes.set(more, have.length)
    put(key, more.length > 0 ? { bytes } : { bytes, fault: 'The server no longer has all of it.' })
  } catch (error) {
    put(key, { bytes: have, fault: faultOf(error).message })
  }
}

function put(key: string, value: Fetched): void {
  const fetched = new Map(store.getState().fetched)
  fetched.delete(key)
  fetched.set(key, value)
  let total = 0
  for (const { bytes } of fetched.values()) total += bytes.length
  for (const [old, { bytes }] of fetched) {
    if (total <= most || old === key) break
    total -= bytes.length
    fetched.delete(old)
  }
  store.setState({ fetched })
}

const nothing: Fetched = { bytes: new Uint8Array() }

/** An output as it grows. */
export function useOutput(run: GuestRun, stream: Stream): Fetched {
  const kept = run[stream]?.keptBytes ?? 0
  const fetched = useStore(store, (state) => state.fetched.get(keyOf(run, stream)) ?? nothing)
  useEffect(() => {
    // What comes while one part is fetched is fetched after it.
    if (kept > fetched.bytes.length && fetched.fault === undefined) void fetchOutput(run, stream)
  }, [run, stream, kept, fetched])
  return fetched
}

/** What was fetched so far, outside of React. */
export function fetchedOutput(run: GuestRun, stream: Stream): Uint8Array {
  return (store.getState().fetched.get(keyOf(run, stream)) ?? nothing).bytes
}

/** Renders again when any output was fetched. */
export function useFetchedOutputs(): ReadonlyMap<string, unknown> {
  return useStore(store, ({ fetched }) => fetched)
}

/** Fetches the outputs of many runs, a few at a time. */
export async function fetchOutputs(runs: readonly GuestRun[], stream: Stream): Promise<void> {
  const queue = [...runs]
  const worker = async () => {
    for (let run = queue.shift(); run !== undefined; run = queue.shift()) await fetchOutput(run, stream)
  }
  await Promise.all(Array.from({ length: 6 }, worker))
}

import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { LiveMessage } from '../../contract/live.ts'
import type { SystemState } from '../../contract/system.ts'
import { apiBase } from './base.ts'
import { applyEvents, resumeEvents, retainEvents } from './event-tail.ts'
import { applyGuestRuns, retainGuestRuns } from './guest-runs.ts'
import { inventoryRows } from './inventory.ts'
import { applyJobs, retainJobs } from './jobs.ts'
import { type LiveConnection, LiveStream } from './live-stream.ts'
import { followSleep } from './page-sleep.ts'
import { putSystem, putSystems } from './systems.ts'

const connectionStore = createStore<LiveConnection>(() => ({ state: 'connecting' }))

/** State of this page's one stream from the Gantry server. */
export function useLiveConnection(): LiveConnection {
  return useStore(connectionStore)
}

/** The same outside of React. */
export function liveConnection(): LiveConnection {
  return connectionStore.getState()
}

/** Calls `listener` after every change of it; returns the way to stop it. */
export function onLiveConnection(listener: () => void): () => void {
  return connectionStore.subscribe(listener)
}

const stream = new LiveStream({
  fetch: (url, init) => fetch(url, init),
  url: () => {
    const url = new URL(`${apiBase()}/live`)
    const resume = inventoryRows.resume()
    if (resume !== '') url.searchParams.set('resume', resume)
    const events = resumeEvents()
    if (events !== '') url.searchParams.set('events', events)
    return url.href
  },
  onMessage: receive,
  onConnection: (connection) => connectionStore.setState(connection, true),
  onEnd: () => inventoryRows.interrupt(),
  now: () => Date.now(),
  random: () => Math.random(),
})

function receive(message: LiveMessage): boolean {
  if (message.type === 'beat') return true
  if (message.type === 'jobs') {
    applyJobs(message)
    return true
  }
  if (message.type === 'guest-runs') {
    applyGuestRuns(message)
    return true
  }
  if (message.type === 'events') {
    applyEvents(message)
    return true
  }
  if (message.type !== 'systems') return inventoryRows.apply(message)
  putSystems(message.systems)
  // Rows of an expired session stay, marked as old; those of a system that was left or taken away go.
  const kept = new Set(
    message.systems.filter(({ session }) => session.state !== 'signed-out').map(({ id }) => id),
  )
  inventoryRows.retain((system) => kept.has(system))
  retainJobs((system) => kept.has(system))
  retainGuestRuns((system) => kept.has(system))
  retainEvents((system) => kept.has(system))
  return true
}

/** Opens the stream of this page; call once. */
export function startLive(): void {
  stream.open()
  followSleep(stream, { document, window, now: () => Date.now() })
}

/** Tries to connect at once instead of at the next planned attempt. */
export function retryLive(): void {
  stream.open()
}

/** Takes the answer of a sign-in or sign-out, and lets the stream follow the sessions of now. */
export function sessionChanged(system: SystemState): void {
  putSystem(system)
  if (system.session.state === 'signed-out') inventoryRows.retain((id) => id !== system.id)
  stream.open()
}

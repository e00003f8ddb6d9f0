import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { SystemState } from '../../contract/system.ts'

interface SystemsState {
  /** `undefined` until the server has named its systems. */
  systems: readonly SystemState[] | undefined
}

const none: readonly SystemState[] = []
const systemsStore = createStore<SystemsState>(() => ({ systems: undefined }))

/** All configured systems in the order of the configuration; empty until they are known. */
export function useSystems(): readonly SystemState[] {
  return useStore(systemsStore, (state) => state.systems ?? none)
}

/** Whether the server has named its systems yet. */
export function useSystemsKnown(): boolean {
  return useStore(systemsStore, (state) => state.systems !== undefined)
}

export function currentSystems(): readonly SystemState[] {
  return systemsStore.getState().systems ?? none
}

/** Calls `listener` after every change; returns the way to stop it. */
export function onSystemsChange(listener: () => void): () => void {
  return systemsStore.subscribe(listener)
}

export function putSystems(systems: readonly SystemState[]): void {
  systemsStore.setState({ systems })
}

/** Puts the answer of a sign-in or sign-out in place before the stream repeats it. */
export function putSystem(system: SystemState): void {
  const systems = currentSystems()
  if (systems.some(({ id }) => id === system.id)) {
    putSystems(systems.map((old) => (old.id === system.id ? system : old)))
  }
}

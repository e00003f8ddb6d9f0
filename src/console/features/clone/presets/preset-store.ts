import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { type Preset, readPreset } from './preset.ts'

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>

const key = 'gantry.clone.presets'
const version = 1
/** So many presets a browser keeps. */
export const mostPresets = 100

/** The presets of this browser, and of files. */
export class PresetShelf {
  private readonly storage: Storage | undefined

  constructor(storage: Storage | undefined) {
    this.storage = storage
  }

  read(): Preset[] {
    try {
      const text = this.storage?.getItem(key) ?? null
      return text === null ? [] : (readPresets(text).presets ?? [])
    } catch {
      return []
    }
  }

  /** Whether they were kept. */
  write(presets: readonly Preset[]): boolean {
    try {
      this.storage?.setItem(key, presetFile(presets))
      return this.storage !== undefined
    } catch {
      return false
    }
  }
}

/** Presets as the text of a file. */
export function presetFile(presets: readonly Preset[]): string {
  return JSON.stringify({ gantryClonePresets: version, presets }, undefined, 2)
}

/** The presets of a file; how many entries were none; or why it cannot be read. */
export function readPresets(
  text: string,
): { presets: Preset[]; skipped: number; fault?: never } | { presets?: never; fault: string } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { fault: 'The file is not JSON.' }
  }
  if (typeof value !== 'object' || value === null || !('gantryClonePresets' in value))
    return { fault: 'The file holds no presets of Gantry.' }
  if (value.gantryClonePresets !== version)
    return {
      fault: `The file was written by another release of Gantry (version ${String(value.gantryClonePresets)}).`,
    }
  const list = 'presets' in value && Array.isArray(value.presets) ? value.presets : []
  const presets = list.flatMap((item: unknown) => readPreset(item) ?? [])
  return { presets, skipped: list.length - presets.length }
}

const shelf = new PresetShelf(browserStorage())
const store = createStore<{ presets: readonly Preset[] }>(() => ({ presets: shelf.read() }))

export function usePresets(): readonly Preset[] {
  return useStore(store, ({ presets }) => presets)
}

/** Puts presets in, in place of those of the same name; newest first. Whether they were kept. */
export function putPresets(added: readonly Preset[]): boolean {
  // Another tab may have written meanwhile.
  const old = shelf.read().filter((preset) => !added.some(({ name }) => name === preset.name))
  return keep([...added, ...old].slice(0, mostPresets))
}

export function dropPreset(id: string): boolean {
  return keep(shelf.read().filter((preset) => preset.id !== id))
}

function keep(presets: readonly Preset[]): boolean {
  store.setState({ presets })
  return shelf.write(presets)
}

function browserStorage(): Storage | undefined {
  try {
    return globalThis.localStorage
  } catch {
    // Blocked by the browser: presets then live as long as the page.
    return undefined
  }
}

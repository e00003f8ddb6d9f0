import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { exportedLibrary, importedLibrary, type SavedCommand } from '../../../../contract/guest/library.ts'

/** Saved commands, as this browser keeps them. Values of secret parameters are not among them. */

const keptAs = 'gantry.guest-commands'

interface Shelf {
  /** By name. */
  commands: readonly SavedCommand[]
  /** This browser has no room, or forbids it: they go with the page. */
  unkept: boolean
}

const store = createStore<Shelf>(() => ({ commands: read(), unkept: false }))

export function useSavedCommands(): Shelf {
  return useStore(store)
}

/** Saves a command; one of the same name is replaced. */
export function saveCommand(command: SavedCommand): void {
  put([...store.getState().commands.filter(({ name }) => name !== command.name), command])
}

export function removeCommand(id: string): void {
  put(store.getState().commands.filter((command) => command.id !== id))
}

/** Adds what a file holds beside what is there; gives what could not be read, in sentences. */
export function importCommands(text: string): { added: number; problems: string[] } {
  const { commands } = store.getState()
  const { commands: found, problems } = importedLibrary(text, new Set(commands.map(({ id }) => id)))
  if (found.length > 0) put([...commands, ...named(found, commands)])
  return {
    added: found.length,
    problems: problems.map(({ at, message }) => (at === '' ? message : `${at}: ${message}`)),
  }
}

/** Names of their own for those that would be taken for others. */
function named(found: readonly SavedCommand[], known: readonly SavedCommand[]): SavedCommand[] {
  const taken = new Set(known.map(({ name }) => name))
  return found.map((command) => {
    let { name } = command
    for (let count = 2; taken.has(name); count += 1) name = `${command.name.slice(0, 110)} (${count})`
    taken.add(name)
    return { ...command, name }
  })
}

function put(commands: readonly SavedCommand[]): void {
  const sorted = commands.toSorted((a, b) => a.name.localeCompare(b.name))
  let unkept = false
  try {
    localStorage.setItem(keptAs, exportedLibrary(sorted))
  } catch {
    unkept = true
  }
  store.setState({ commands: sorted, unkept })
}

function read(): SavedCommand[] {
  try {
    const text = localStorage.getItem(keptAs)
    return text === null ? [] : importedLibrary(text).commands
  } catch {
    return []
  }
}

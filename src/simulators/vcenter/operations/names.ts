import { type Folder, ref, type Vm } from '../model/entities.ts'
import { duplicateName, invalidName, type VimFault } from '../vim/faults.ts'

/** Longest name of a virtual machine. */
const longest = 80

/** Why a VM cannot have this name in this folder; `self` may keep its own. */
export function nameRefusal(name: string, folder: Folder, self?: Vm): VimFault | undefined {
  if (name.trim() === '' || name.length > longest) return invalidName(name, self && ref(self))
  for (const sibling of folder.children) {
    if (sibling !== self && sibling.name === name) return duplicateName(name, ref(sibling))
  }
  return undefined
}

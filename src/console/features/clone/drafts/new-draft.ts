import type { CloneDraft } from '../wizard.ts'

/** One copy beside its source, in everything like it. */
export function newDraft(vm: string): CloneDraft {
  return {
    source: { vm },
    names: { pattern: '{source}-{n}', count: 1 },
    template: false,
    copies: [],
    placement: {},
    disks: [],
    nics: [],
    powerOn: false,
    linked: false,
    customization: { kind: 'none' },
  }
}

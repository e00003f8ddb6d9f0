import type { SystemState } from '../../contract/system.ts'

/** Each warning once, with the names of the systems it is about, in their order. */
export function sharedWarnings(systems: readonly SystemState[]): { text: string; names: string[] }[] {
  const byText = new Map<string, string[]>()
  for (const { name, warnings } of systems) {
    for (const text of warnings) byText.set(text, [...(byText.get(text) ?? []), name])
  }
  return [...byText].map(([text, names]) => ({ text, names }))
}

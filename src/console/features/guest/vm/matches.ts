/** Whether every word of a filter stands somewhere in these texts, in any case of letters. */
export function matches(filter: string, ...texts: readonly string[]): boolean {
  const all = texts.join('\n').toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word))
}

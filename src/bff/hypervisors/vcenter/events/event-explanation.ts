const longest = 4_000

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' }

/** Elements that begin a paragraph of their own. */
const blocks = new Set(['description', 'cause', 'action', 'p', 'li', 'br', 'ul', 'ol', 'div'])

/**
 * What a vCenter says at length of a kind of event, a paragraph a line, causes and what to do marked as such; undefined where it
 * says nothing.
 *
 * QUIRK(vcenter): `longDescription` is XML in a text: `<EventLongDescription id="…"><description>…</description><cause>
 * <description>…</description><action>…</action></cause></EventLongDescription>`, with elements of HTML within. Whatever else
 * it is, its text is shown without its tags.
 */
export function readExplanation(longDescription: string | undefined): string | undefined {
  if (longDescription === undefined) return undefined
  const paragraphs: string[] = []
  let text = ''
  let within: string[] = []
  let label = ''
  const flush = () => {
    const paragraph = text.replace(/\s+/g, ' ').trim()
    text = ''
    if (paragraph === '') return
    paragraphs.push(`${label}${paragraph}`)
    label = ''
  }
  for (const [part, close, name] of longDescription.matchAll(
    /<(\/?)([a-zA-Z]\w*)[^<>]*>|<[^<>]*>|[^<]+|</g,
  )) {
    if (name === undefined) {
      if (!/^<[!?]/.test(part)) text += decoded(part)
      continue
    }
    const element = name.toLowerCase()
    if (!blocks.has(element)) continue
    flush()
    if (close === '/') {
      within = within.slice(0, Math.max(0, within.lastIndexOf(element)))
      label = ''
      continue
    }
    if (part.endsWith('/>') || element === 'br') continue
    if (element === 'description' && within.includes('cause')) label = 'Possible cause: '
    else if (element === 'action') label = 'What to do: '
    within = [...within, element]
  }
  flush()
  const whole = paragraphs.join('\n')
  return whole === '' ? undefined : whole.slice(0, longest)
}

function decoded(text: string): string {
  return text.replace(
    /&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}

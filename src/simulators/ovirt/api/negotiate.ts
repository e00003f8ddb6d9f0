export type Encoding = 'json' | 'xml'

/** How the reply is to be written; nothing when none of the accepted types is known. XML where all is the same. */
export function negotiate(accept: string, old: boolean): Encoding | undefined {
  const ranges = accept
    .split(',')
    .map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim())
      const q = parameters.find((parameter) => parameter.startsWith('q='))
      return { type: type.toLowerCase(), q: q === undefined ? 1 : Number(q.slice(2)) }
    })
    .filter(({ type }) => type !== '')
    .sort((a, b) => b.q - a.q)
  if (ranges.length === 0) return 'xml'
  for (const { type } of ranges) {
    if (type === 'application/json' && !old) return 'json'
    if (['application/xml', 'text/xml', 'application/*', '*/*'].includes(type)) return 'xml'
  }
  return undefined
}

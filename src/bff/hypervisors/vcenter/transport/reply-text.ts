/** The text of a reply in the pieces it comes in; `heard` is called for each. */
export async function* textOf(response: Response, heard?: () => void): AsyncGenerator<string> {
  if (response.body === null) return
  const reader = response.body.getReader()
  const utf8 = new TextDecoder()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      heard?.()
      const text = utf8.decode(value, { stream: true })
      if (text !== '') yield text
    }
  } finally {
    // Lets the host free the connection when the rest is of no use.
    reader.cancel().catch(() => {})
  }
  const rest = utf8.decode()
  if (rest !== '') yield rest
}

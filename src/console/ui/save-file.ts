/** Hands a text, in pieces (bytes are UTF-8), to the browser as a file to keep. */
export function saveFile(pieces: BlobPart[], name: string, type = 'text/csv'): void {
  const url = URL.createObjectURL(new Blob(pieces, { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken the address by the next task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

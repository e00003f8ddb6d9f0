const maxBodyBytes = 1024 * 1024

/**
 * A request of Node's own class with its whole body in memory, or `undefined` when that is larger than 1 MiB.
 * The HTTP server's own object only resembles a `Request`, and `new Request(it)` refuses it.
 */
export async function boundedRequest(incoming: Request): Promise<Request | undefined> {
  const { method, headers, signal, url } = incoming
  // A file on its way into a guest is passed on as it comes.
  if (method === 'PUT' && new URL(url).pathname.startsWith('/api/transfers/')) {
    // `duplex` is asked for with a stream; the DOM's types do not know it yet.
    const streamed = { method, headers, signal, body: incoming.body, duplex: 'half' }
    return new Request(url, streamed)
  }
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers, signal })
  if (Number(headers.get('content-length') ?? 0) > maxBodyBytes) return undefined
  const body = await readUpTo(incoming.body, maxBodyBytes)
  if (body === undefined) return undefined
  return new Request(url, { method, headers, signal, ...(body.length === 0 ? {} : { body }) })
}

async function readUpTo(
  stream: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream ?? []) {
    size += chunk.length
    // Leaving the loop cancels the rest of the upload.
    if (size > limit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { gzippedEvents } from './gzipped-events.ts'

const compressible = /^(text\/|application\/(json|x-ndjson|javascript|manifest\+json)|image\/svg)/

/** What is written piece by piece, so that each is of use at once. */
const piecewise = /^(text\/(event-stream|csv)|application\/x-ndjson)/

/** The reply compressed with gzip where the client takes it and it is worth it. */
export function compressed(request: Request, response: Response): Response {
  const type = response.headers.get('content-type') ?? ''
  const length = response.headers.get('content-length')
  if (response.body === null || !compressible.test(type) || response.headers.has('content-encoding'))
    return response
  if (length !== null && Number(length) < 1024) return response
  response.headers.append('vary', 'accept-encoding')
  if (!acceptsGzip(request)) return response
  const body = piecewise.test(type) ? gzippedEvents(response.body) : gzipped(response.body)
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  headers.set('content-encoding', 'gzip')
  return new Response(body, { status: response.status, headers })
}

function gzipped(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const gzip = createGzip({ level: 4 })
  // Node's stream types and the DOM's describe the same class at run time.
  const source = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0])
  source.on('error', (error) => gzip.destroy(error))
  gzip.on('close', () => source.destroy())
  source.pipe(gzip)
  return Readable.toWeb(gzip) as ReadableStream<Uint8Array>
}

function acceptsGzip(request: Request): boolean {
  const codings = (request.headers.get('accept-encoding') ?? '').split(',')
  return codings.some((coding) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(coding))
}

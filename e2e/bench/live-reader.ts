import { get } from 'node:http'
import { createGunzip } from 'node:zlib'

export interface LiveRead {
  /** As they came over the wire. */
  bytes: number
  firstMs: number
  lastMs: number
  rows: number
}

/** Reads `/api/live` as a browser does, until the first system is complete. */
export function readLive(origin: string, cookie: string): Promise<LiveRead> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now()
    const headers = { cookie, accept: 'text/event-stream', 'accept-encoding': 'gzip' }
    const request = get(new URL('api/live', origin), { headers }, (response) => {
      if (response.statusCode !== 200 || response.headers['content-encoding'] !== 'gzip') {
        request.destroy(new Error(`/api/live: HTTP ${response.statusCode}, not compressed or refused`))
        return
      }
      const read: LiveRead = { bytes: 0, firstMs: 0, lastMs: 0, rows: 0 }
      response.on('data', (chunk: Buffer) => {
        read.bytes += chunk.length
      })
      const gunzip = createGunzip()
      let rest = ''
      gunzip.setEncoding('utf8')
      gunzip.on('data', (text: string) => {
        const events = (rest + text).split('\n\n')
        rest = events.pop() ?? ''
        for (const event of events) {
          if (event.includes('\nevent: rows\n')) {
            if (read.rows === 0) read.firstMs = performance.now() - startedAt
            // Counted, not parsed: the reader must not be what is measured.
            read.rows += event.split('{"kind":').length - 1
          } else if (event.includes('\nevent: complete\n')) {
            resolve({ ...read, lastMs: performance.now() - startedAt })
            request.destroy()
          }
        }
      })
      gunzip.on('error', reject)
      response.pipe(gunzip)
    })
    request.on('error', reject)
  })
}

import { get } from 'node:http'
import { createGunzip } from 'node:zlib'
import { createParser } from 'eventsource-parser'
import { decodeLiveData } from '../../src/contract/live-wire.ts'

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
      const blocks: string[] = []
      const parser = createParser({
        onEvent({ event, data }) {
          if (event === 'rows') {
            if (blocks.length === 0) read.firstMs = performance.now() - startedAt
            // Read later: the reader must not be what is measured.
            blocks.push(data)
          } else if (event === 'complete') {
            read.lastMs = performance.now() - startedAt
            read.rows = blocks.reduce((sum, block) => sum + rowsIn(block), 0)
            resolve(read)
            request.destroy()
          }
        },
      })
      const gunzip = createGunzip()
      gunzip.setEncoding('utf8')
      gunzip.on('data', (text: string) => parser.feed(text))
      gunzip.on('error', reject)
      response.pipe(gunzip)
    })
    request.on('error', reject)
  })
}

function rowsIn(data: string): number {
  const message = decodeLiveData(data)
  if (message?.type !== 'rows') throw new Error('/api/live: a message that its own decoder does not know')
  return message.rows.length
}

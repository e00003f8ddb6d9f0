import { Agent, type ClientRequest, get } from 'node:http'
import { createGunzip } from 'node:zlib'
import { answerLines } from './control-lines.ts'
import { markerPrefix } from './markers.ts'

/** One browser's stream: what it knows of the markers, in the order in which they came. */
interface Reader {
  request: ClientRequest | undefined
  complete: boolean
  bytes: number
  /** Number of the newest marker seen, and when each was (epoch ms). */
  newest: number
  arrivals: Map<number, number>
  failure: string | undefined
}

const prefix = Buffer.from(markerPrefix)
const ended = Buffer.from('event: complete')
/** A text can be cut in two where chunks meet. */
const overlap = 40
const readers: Reader[] = []
const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY })

/** Opens a stream as a browser does; unpacks all of it, and looks for names in it instead of making rows. */
function open(url: string, cookie: string): void {
  const reader: Reader = {
    request: undefined,
    complete: false,
    bytes: 0,
    newest: 0,
    arrivals: new Map(),
    failure: undefined,
  }
  readers.push(reader)
  const fail = (why: string) => {
    reader.failure ??= why
  }
  const headers = { cookie, accept: 'text/event-stream', 'accept-encoding': 'gzip', 'x-gantry': '1' }
  reader.request = get(new URL('api/live', url), { headers, agent }, (response) => {
    if (response.statusCode !== 200) fail(`HTTP ${response.statusCode}`)
    const gunzip = createGunzip()
    let tail = Buffer.alloc(0)
    response.on('data', (chunk: Buffer) => {
      reader.bytes += chunk.length
    })
    gunzip.on('data', (chunk: Buffer) => {
      const text = tail.length === 0 ? chunk : Buffer.concat([tail, chunk])
      if (!reader.complete && text.includes(ended)) reader.complete = true
      note(reader, text)
      tail = Buffer.from(text.subarray(-overlap))
    })
    gunzip.on('error', (error) => fail(error.message))
    response.on('close', () => fail('the stream ended'))
    response.pipe(gunzip)
  })
  reader.request.on('error', (error) => fail(error.message))
}

/** A newer marker stands for all before it: a viewer that gets two states of a row as one has missed nothing. */
function note(reader: Reader, text: Buffer): void {
  const now = Date.now()
  for (let at = text.indexOf(prefix); at >= 0; at = text.indexOf(prefix, at + 1)) {
    // At the very end the number may not be whole; the next chunk repeats it.
    const digits = /^(\d+)"/.exec(text.toString('latin1', at + prefix.length, at + prefix.length + 12))?.[1]
    const number = Number(digits ?? 0)
    for (let each = reader.newest + 1; each <= number; each += 1) reader.arrivals.set(each, now)
    reader.newest = Math.max(reader.newest, number)
  }
}

const commands = {
  /** Opens `count` streams within `overMs`. */
  async open({
    url,
    cookies,
    count,
    overMs,
  }: {
    url: string
    cookies: string[]
    count: number
    overMs: number
  }) {
    for (let index = 0; index < count; index += 1) {
      open(url, cookies[index % cookies.length] ?? '')
      await new Promise((resolve) => setTimeout(resolve, overMs / count))
    }
  },
  /** How many have the whole inventory, and what went wrong with the others. */
  state: () => ({
    complete: readers.filter(({ complete, failure }) => complete && failure === undefined).length,
    failures: readers.flatMap(({ failure }) => failure ?? []),
    bytes: readers.reduce((sum, { bytes }) => sum + bytes, 0),
  }),
  /** When each reader saw each marker from `from` to `to`; `null` where it never did. */
  arrivals: ({ from, to }: { from: number; to: number }) =>
    readers.map(({ arrivals }) =>
      Array.from({ length: to - from + 1 }, (_, index) => arrivals.get(from + index) ?? null),
    ),
}
export type ReaderCommands = typeof commands

answerLines(commands)

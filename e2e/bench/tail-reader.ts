import { get } from 'node:http'
import { createParser } from 'eventsource-parser'
import { decodeLiveData } from '../../src/contract/live-wire.ts'

export interface TailReader {
  /** Epoch ms at which an entry came that says this; rejects after half a minute. */
  whenNamed(name: string): Promise<number>
}

/** Reads the entries of a system's log as they are told; resolves when the system is followed. */
export function tailTimes(
  origin: string,
  cookie: string,
  system: string,
  signal: AbortSignal,
): Promise<TailReader> {
  return new Promise((resolve, reject) => {
    const seen: { text: string; at: number }[] = []
    let look = () => {}
    const reader: TailReader = {
      whenNamed: (name) =>
        new Promise((found, missed) => {
          const timer = setTimeout(() => missed(new Error(`no entry tells of ${name}`)), 30_000)
          look = () => {
            const entry = seen.find(({ text }) => text.includes(name))
            if (entry === undefined) return
            clearTimeout(timer)
            found(entry.at)
          }
          look()
        }),
    }
    const headers = { cookie, accept: 'text/event-stream' }
    const request = get(new URL('api/live', origin), { headers, signal }, (response) => {
      const parser = createParser({
        onEvent({ data }) {
          const message = decodeLiveData(data)
          if (message?.type !== 'events' || message.system !== system) return
          const at = Date.now()
          for (const event of message.events) seen.push({ text: JSON.stringify(event), at })
          if (message.full) resolve(reader)
          look()
        },
      })
      response.setEncoding('utf8')
      response.on('data', (text: string) => parser.feed(text))
    })
    request.on('error', (error) => {
      if (!signal.aborted) reject(error)
    })
  })
}

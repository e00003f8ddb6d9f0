/// <reference types="vite/client" />
import type { Send } from '../../port.ts'

interface Recording {
  responses: { method: string; uri: string; status: number; file: string }[]
}

const bodies = import.meta.glob<string>('../fixtures/engine-4.3/*.xml', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const index = import.meta.glob<Recording>('../fixtures/index.json', { import: 'default', eager: true })

const base = '/ovirt-engine/api'

/**
 * Made up after the fact sheet: the recording has no entry point, no sign-on and no events. Nothing here is a
 * recorded reply.
 */
const entry = `<api><product_info><name>oVirt Engine</name><vendor>ovirt.org</vendor>
<instance_id>11111111-2222-3333-4444-555555555555</instance_id>
<version><build>10</build><full_version>4.3.10.4-1.el7</full_version><major>4</major><minor>3</minor></version>
</product_info><summary><hosts><active>2</active><total>2</total></hosts></summary></api>`

export interface RecordedEngine {
  send: Send
  /** Requests so far, `METHOD path?query`. */
  log: string[]
  /** What the log of the engine holds, as XML of single `event` elements, any order. */
  events: string[]
  /** Replaces the body of a recorded list, e.g. to let an object vanish. */
  change(path: string, edit: (body: string) => string): void
}

/**
 * Answers with what a real engine once answered. Queries are ignored, as the recording lacks them; a single
 * object is cut out of its list; everything else is unknown (404, empty body) as on the engine.
 */
export function recordedEngine(): RecordedEngine {
  const lists = new Map<string, string>()
  for (const { uri, file } of Object.values(index)[0]?.responses ?? []) {
    const body = bodies[`../fixtures/${file}`]
    if (body !== undefined) lists.set(uri.slice(base.length), body)
  }
  const engine: RecordedEngine = {
    log: [],
    events: [],
    change: (path, edit) => lists.set(path, edit(lists.get(path) ?? '')),
    async send(request) {
      const url = new URL(request.url)
      engine.log.push(`${request.method} ${url.pathname}${decodeURIComponent(url.search)}`)
      if (url.pathname === '/ovirt-engine/sso/oauth/token') {
        const token = { access_token: 'recorded', scope: 'ovirt-app-api', token_type: 'bearer' }
        return Response.json(token)
      }
      if (!url.pathname.startsWith(base)) return new Response('', { status: 404 })
      if (request.headers.get('authorization') !== 'Bearer recorded') return new Response('', { status: 401 })
      const path = url.pathname.slice(base.length)
      if (path === '') return xml(entry)
      if (path === '/events') return xml(`<events>${engine.events.filter(after(url)).join('')}</events>`)
      const body = lists.get(path) ?? single(lists, path)
      return body === undefined ? new Response('', { status: 404 }) : xml(body)
    },
  }
  return engine
}

function after(url: URL): (event: string) => boolean {
  const from = Number(url.searchParams.get('from') ?? '0')
  return (event) => Number(/<index>(\d+)</.exec(event)?.[1] ?? '0') > from
}

/** The element of one object within its recorded list, which indents its items by two. */
function single(lists: ReadonlyMap<string, string>, path: string): string | undefined {
  const [, collection, id] = /^(\/[a-z]+)\/([^/]+)$/.exec(path) ?? []
  const list = collection === undefined ? undefined : lists.get(collection)
  if (list === undefined) return undefined
  for (const match of list.matchAll(/^ {2}<([a-z_]+) [^>]*>[\s\S]*?^ {2}<\/\1>/gm)) {
    if (match[0].slice(0, match[0].indexOf('>')).includes(`id="${id}"`)) return match[0]
  }
  return undefined
}

function xml(body: string): Response {
  return new Response(body, { headers: { 'content-type': 'application/xml;charset=UTF-8' } })
}

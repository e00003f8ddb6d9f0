import { Fault } from '../../../contract/fault.ts'
import type { Capabilities, SystemInfo } from '../../../contract/system.ts'
import { vcenterActions } from './actions/vcenter-actions.ts'
import { compareReleases, firstHello, firstViJson, knownReleases, negotiateRelease } from './releases.ts'
import { exchange, type Line, unreadable } from './transport/line.ts'
import { hasRest, type RestDialect } from './transport/rest-client.ts'
import { VimClient, type VimDialect } from './transport/vim-client.ts'
import { compact } from './wire/read.ts'
import { retrieveServiceContent, type ServiceContent } from './wire/service-content.ts'
import { readServiceVersions } from './wire/service-versions.ts'

/** What a vCenter speaks, as found without an account. */
export interface Endpoint {
  dialect: VimDialect
  release: string
  content: ServiceContent
  /** The REST dialects found, the better one first. */
  rest: RestDialect[]
}

/** Finds out what the system speaks. Throws `unavailable`, `timeout`, `protocol`, `unsupported` (forced dialect). */
export async function discover(line: Line, signal: AbortSignal): Promise<Endpoint> {
  const [vim, ...rest] = await Promise.all([
    discoverVim(line, signal),
    findRest(line, '/api', signal),
    findRest(line, '/rest', signal),
  ])
  return { ...vim, rest: rest.flat() }
}

async function discoverVim(
  line: Line,
  signal: AbortSignal,
): Promise<{ dialect: VimDialect; release: string; content: ServiceContent }> {
  const forced = line.system.dialect
  const served = await serviceVersions(line, signal)
  const listed = negotiateRelease(served)
  const mayBeJson = compareReleases(listed, firstViJson) >= 0
  if (forced === 'vi-json' || (forced === undefined && mayBeJson)) {
    const greeted =
      served.length === 0 || compareReleases(listed, firstHello) >= 0 ? await hello(line, signal) : undefined
    const release = greeted ?? (mayBeJson ? listed : firstViJson)
    try {
      const vim = new VimClient(line, 'vi-json', release)
      return { dialect: 'vi-json', release, content: await retrieveServiceContent(vim, { signal }) }
    } catch (error) {
      if (!(error instanceof Fault) || error.kind === 'unavailable' || error.kind === 'timeout') throw error
      if (forced === 'vi-json') throw notServed(line, error)
      line.log.debug({ system: line.system.id, fault: error.info }, 'no VI JSON, SOAP instead')
    }
  }
  const content = await retrieveServiceContent(new VimClient(line, 'soap', listed), { signal })
  const release =
    served.length > 0 || content.about.apiVersion === undefined
      ? listed
      : negotiateRelease([content.about.apiVersion])
  return { dialect: 'soap', release, content }
}

function notServed(line: Line, cause: Fault): Fault {
  return new Fault(
    {
      kind: 'unsupported',
      system: line.system.id,
      message: `${line.system.name} does not serve VI JSON, which its configuration demands.`,
      advice: 'Remove "dialect" from the configuration of this system, or set it to "soap".',
      causes: [cause.message],
    },
    { cause },
  )
}

/** The releases that the server lists; none when it has no such list. */
async function serviceVersions(line: Line, signal: AbortSignal): Promise<string[]> {
  return exchange(line, { signal }, async (inner) => {
    const request = new Request(`${line.base}/sdk/vimServiceVersions.xml`, { signal: inner })
    const response = await line.send(request)
    const text = await response.text()
    if (response.status === 502 || response.status === 503 || response.status === 504) {
      throw unreadable(line, 'a list of releases', response)
    }
    try {
      return response.ok ? readServiceVersions(text) : []
    } catch {
      return []
    }
  })
}

/** The release that the system chooses from those that this adapter knows; 8.0 Update 2 and newer. */
async function hello(line: Line, signal: AbortSignal): Promise<string | undefined> {
  const offered: string[] = knownReleases.filter((release) => compareReleases(release, firstViJson) >= 0)
  return exchange(line, { signal }, async (inner) => {
    const response = await line.send(
      new Request(`${line.base}/api/vcenter/system?action=hello`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ api_releases: offered }),
        signal: inner,
      }),
    )
    const text = await response.text()
    if (!response.ok) return undefined
    // Nothing in common is an empty string, or NOT_FOUND by the bindings of 8.0 Update 2.
    return offered.find((release) => text.includes(`"${release}"`))
  })
}

async function findRest(line: Line, dialect: RestDialect, signal: AbortSignal): Promise<RestDialect[]> {
  try {
    return (await hasRest(line, dialect, { signal })) ? [dialect] : []
  } catch (error) {
    signal.throwIfAborted()
    line.log.debug({ system: line.system.id, dialect, error: String(error) }, 'REST not found')
    return []
  }
}

const noRest = 'This vCenter serves no REST API, which is the only way to its tags.'

/** The contract's words for an endpoint. `tags` overrides what is known of tags, e.g. after a sign-in. */
export function systemInfo(endpoint: Endpoint, tags?: true | string): SystemInfo {
  const { about } = endpoint.content
  const capabilities: Capabilities = {
    tags: tags ?? (endpoint.rest.length > 0 ? true : noRest),
    alarms: true,
    events: endpoint.content.eventManager === undefined ? 'This system has no event manager.' : true,
    folders: true,
    'resource-pools': true,
    'guest-agent': true,
    clone: true,
    'guest-processes':
      endpoint.content.guestOperationsManager === undefined && endpoint.rest.length === 0
        ? 'This system has no guest operations.'
        : true,
  }
  const vim = `${endpoint.dialect === 'soap' ? 'SOAP' : 'VI JSON'} ${endpoint.release}`
  const apis = [vim, ...endpoint.rest.map((dialect) => `REST ${dialect}`)]
  if (endpoint.dialect !== 'soap') apis.push('SOAP')
  return compact({
    product: about.name,
    version: about.version,
    build: about.build,
    instanceId: about.instanceUuid,
    dialect: endpoint.dialect,
    release: endpoint.release,
    apis,
    capabilities,
    actions: vcenterActions,
  })
}

import type { ObjectDetailKind } from '../../../contract/api.ts'
import type { SystemInfo } from '../../../contract/system.ts'
import type { ObjectDetail, VmDetail } from '../../../contract/vm.ts'
import type { Connection, InventorySink, UpstreamSession } from '../port.ts'
import type { Followers } from './actions/follower.ts'
import { VcenterActions } from './actions/vcenter-actions.ts'
import { VcenterCloning } from './clone/vcenter-cloning.ts'
import type { DetailContext } from './detail/entity.ts'
import { objectDetail } from './detail/object-detail.ts'
import { vmRestFacts, vmTags } from './detail/rest-facts.ts'
import { readLibrary } from './detail/rest-library.ts'
import { vmDetail } from './detail/vm-detail.ts'
import { discover, systemInfo } from './endpoint.ts'
import { type EventMemory, VcenterEvents } from './events/vcenter-events.ts'
import { VcenterGuests } from './guests/vcenter-guests.ts'
import { watchInventory } from './inventory/watch.ts'
import { type SessionTokens, unpackTokens } from './session-tokens.ts'
import { vimFaultToFault } from './transport/faults.ts'
import type { Line } from './transport/line.ts'
import { RestClient } from './transport/rest-client.ts'
import { VimClient } from './transport/vim-client.ts'
import { retrieve } from './wire/property-collector.ts'
import { get, str } from './wire/read.ts'
import { currentTime, retrieveServiceContent, type ServiceContent } from './wire/service-content.ts'

/** Time for what only adorns a page. */
const bonusTimeoutMs = 5_000

/** One vCenter seen through one account. */
export class VcenterConnection implements Connection {
  readonly actions: VcenterActions
  readonly cloning: VcenterCloning
  readonly events: VcenterEvents
  readonly guests: VcenterGuests
  private readonly line: Line
  private readonly tokens: SessionTokens
  private readonly vim: VimClient
  private readonly rest: RestClient | undefined
  private content: ServiceContent | undefined
  private tagTrouble: string | undefined

  constructor(
    line: Line,
    session: UpstreamSession,
    { followers, log }: { followers: Followers; log: EventMemory },
  ) {
    this.line = line
    this.tokens = unpackTokens(session, line.system.id)
    const { dialect, release, token, rest } = this.tokens
    this.vim = new VimClient(line, dialect, release, token)
    this.rest = rest === undefined ? undefined : new RestClient(line, rest.dialect, rest.token)
    this.tagTrouble = this.tokens.noRest
    const shared = {
      vim: this.vim,
      rest: this.rest,
      content: (signal: AbortSignal) => this.entryPoints(signal),
      follower: (content: ServiceContent) => followers.of(token, this.vim, content),
    }
    this.actions = new VcenterActions(shared)
    this.events = new VcenterEvents({ vim: this.vim, token, content: shared.content, memory: log })
    this.guests = new VcenterGuests(shared)
    this.cloning = new VcenterCloning({ ...shared, noRest: this.tokens.noRest })
  }

  async info(signal: AbortSignal): Promise<SystemInfo> {
    const bonus = { signal, timeoutMs: bonusTimeoutMs }
    const [endpoint, library] = await Promise.all([
      discover(this.line, signal),
      readLibrary(this.rest, this.tokens.noRest, bonus),
      this.proveSession(signal),
    ])
    const { dialect, release } = this.vim
    return { ...systemInfo({ ...endpoint, dialect, release }, this.tagTrouble), ...library }
  }

  async keepAlive(signal: AbortSignal): Promise<void> {
    const touchRest = this.rest?.touch({ signal }).catch((error: unknown) => {
      signal.throwIfAborted()
      // vim carries the page; without REST only tags are missing.
      this.tagTrouble = `The REST session ended: ${error instanceof Error ? error.message : String(error)}`
    })
    await Promise.all([this.proveSession(signal), touchRest])
  }

  async watch(sink: InventorySink, signal: AbortSignal): Promise<void> {
    let content: ServiceContent
    try {
      content = await this.entryPoints(signal)
    } catch (error) {
      if (signal.aborted) return
      throw error
    }
    await watchInventory({
      vim: this.vim,
      content,
      rest: this.rest,
      sink,
      signal,
      proveSession: (inner) => this.proveSession(inner),
      onTags: (trouble) => {
        this.tagTrouble = trouble
      },
    })
  }

  async vm(id: string, signal: AbortSignal): Promise<VmDetail> {
    const bonus = { signal, timeoutMs: bonusTimeoutMs }
    const context = await this.detailContext(signal)
    return vmDetail(context, id, vmTags(this.rest, id, bonus), vmRestFacts(this.rest, id, bonus), signal)
  }

  async object(kind: ObjectDetailKind, id: string, signal: AbortSignal): Promise<ObjectDetail> {
    return objectDetail(await this.detailContext(signal), kind, id, signal)
  }

  private async detailContext(signal: AbortSignal): Promise<DetailContext> {
    return { vim: this.vim, content: await this.entryPoints(signal) }
  }

  /** Ids of the managers; asked once. */
  private async entryPoints(signal: AbortSignal): Promise<ServiceContent> {
    this.content ??= await retrieveServiceContent(this.vim, { signal })
    return this.content
  }

  /**
   * QUIRK(vcenter): a property read needs no session and answers HTTP 200 without one, so the read alone
   * proves nothing: `currentSession` must be there too. vcsim answers `CurrentTime` to anybody as well.
   */
  private async proveSession(signal: AbortSignal): Promise<void> {
    const content = await this.entryPoints(signal)
    const { propertyCollector, sessionManager } = content
    const [found] = await Promise.all([
      retrieve(
        this.vim,
        propertyCollector,
        { SessionManager: ['currentSession'] },
        [{ obj: sessionManager }],
        { signal },
      ),
      currentTime(this.vim, { signal }),
    ])
    const session = found[0]?.props.currentSession
    if (str(get(session, 'key')) !== undefined || str(get(session, 'userName')) !== undefined) return
    throw vimFaultToFault(
      { type: 'NotAuthenticated', message: undefined, detail: undefined, causes: [] },
      this.line.system.id,
    )
  }
}

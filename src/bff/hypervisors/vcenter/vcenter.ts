import { Fault } from '../../../contract/fault.ts'
import type { Credentials, SystemInfo } from '../../../contract/system.ts'
import type { AdapterOptions, Connection, Hypervisor, UpstreamSession } from '../port.ts'
import { Followers } from './actions/follower.ts'
import { VcenterConnection } from './connection.ts'
import { discover, type Endpoint, systemInfo } from './endpoint.ts'
import { EventMemory } from './events/vcenter-events.ts'
import { packTokens, type SessionTokens, unpackTokens } from './session-tokens.ts'
import { type Line, openLine } from './transport/line.ts'
import { RestClient, restLogin } from './transport/rest-client.ts'
import { VimClient } from './transport/vim-client.ts'
import { retrieveServiceContent } from './wire/service-content.ts'
import { login, logout } from './wire/session-manager.ts'

/** The adapter for VMware vCenter 6.5 to 9 and for what speaks like it (vcsim). */
export function createVcenter(options: AdapterOptions): Hypervisor {
  const line = openLine(options)
  const followers = new Followers()
  const log = new EventMemory()

  return {
    async probe(signal: AbortSignal): Promise<SystemInfo> {
      return systemInfo(await discover(line, signal))
    },

    async signIn(credentials: Credentials, signal: AbortSignal): Promise<UpstreamSession> {
      const endpoint = await discover(line, signal)
      const { dialect, release, content } = endpoint
      const vim = new VimClient(line, dialect, release)
      const { token, userName } = await loginOrBlamePassword(vim, content.sessionManager, credentials, signal)
      const rest = await loginToRest(line, endpoint, credentials, signal)
      return { userName, tokens: packTokens({ dialect, release, token, ...rest }) }
    },

    async signOut(session: UpstreamSession, signal: AbortSignal): Promise<void> {
      const { dialect, release, token, rest } = unpackTokens(session, line.system.id)
      followers.forget(token)
      log.walks.forget(token)
      const vim = new VimClient(line, dialect, release, token)
      const ends = [
        endSession(async () => {
          const { sessionManager } = await retrieveServiceContent(vim, { signal })
          // Views, filters and collectors die with the session.
          await logout(vim, sessionManager, { signal })
        }),
      ]
      if (rest !== undefined) {
        ends.push(endSession(() => new RestClient(line, rest.dialect, rest.token).logout({ signal })))
      }
      await Promise.all(ends)
    },

    connect: (session: UpstreamSession): Connection =>
      new VcenterConnection(line, session, { followers, log }),
  }
}

async function loginOrBlamePassword(
  vim: VimClient,
  sessionManager: Parameters<typeof login>[1],
  credentials: Credentials,
  signal: AbortSignal,
): ReturnType<typeof login> {
  try {
    return await login(vim, sessionManager, credentials, { signal })
  } catch (error) {
    // NoPermission: the account is right, but may not use this vCenter.
    if (error instanceof Fault && (error.kind === 'auth' || error.kind === 'forbidden')) {
      throw new Fault(
        {
          ...error.info,
          kind: 'auth',
          field: 'password',
          advice:
            'Check user name and password. vCenter wants the domain too, e.g. administrator@vsphere.local.',
        },
        { cause: error },
      )
    }
    throw error
  }
}

/** REST has sessions of its own (before 8.0 Update 3 always). It only adds tags, so that its failure is a reason, not an error. */
async function loginToRest(
  line: Line,
  endpoint: Endpoint,
  credentials: Credentials,
  signal: AbortSignal,
): Promise<Pick<SessionTokens, 'rest' | 'noRest'>> {
  let noRest: string | undefined
  for (const dialect of endpoint.rest) {
    try {
      const { token } = await restLogin(line, dialect, credentials, { signal })
      return { rest: { dialect, token } }
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof Fault)) throw error
      line.log.info({ system: line.system.id, dialect, fault: error.info }, 'no REST session')
      noRest ??= `Tags need the REST API, which refused the sign-in: ${error.message}`
    }
  }
  return noRest === undefined ? {} : { noRest }
}

/** A session that is gone already needs no end. */
async function endSession(end: () => Promise<void>): Promise<void> {
  try {
    await end()
  } catch (error) {
    if (error instanceof Fault && (error.kind === 'auth' || error.kind === 'not-found')) return
    throw error
  }
}

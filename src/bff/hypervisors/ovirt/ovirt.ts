import { Fault } from '../../../contract/fault.ts'
import type { SystemInfo } from '../../../contract/system.ts'
import type { AdapterOptions, Connection, Hypervisor, UpstreamSession } from '../port.ts'
import { Workrooms } from './actions/shared.ts'
import { Turns } from './clone/turns.ts'
import { EngineConnection } from './connection.ts'
import { capabilities } from './map/system-info.ts'
import { detect } from './transport/detect.ts'
import type { Access } from './transport/engine.ts'
import { signIn, signOut } from './transport/sign-in.ts'

/** Adapter for oVirt, RHV and OLVM 4.x (REST v4) and oVirt and RHEV 3.x (REST v3). */
export function createOvirt(options: AdapterOptions): Hypervisor {
  const rooms = new Workrooms()
  const turns = new Turns()
  return {
    async probe(signal): Promise<SystemInfo> {
      const route = await detect(options, signal)
      return {
        product: route.dialect === 'v3' ? 'oVirt Engine 3.x' : 'oVirt Engine',
        version: '',
        dialect: route.dialect,
        apis: [`REST ${route.dialect} ${route.base}`],
        capabilities,
      }
    },
    async signIn(credentials, signal): Promise<UpstreamSession> {
      const access = await signIn(options, credentials, signal)
      return { userName: credentials.userName, tokens: tokensOf(access) }
    },
    signOut: async (session, signal) => signOut(options, accessOf(session), signal),
    connect: (session): Connection => new EngineConnection(options, accessOf(session), rooms, turns),
  }
}

function tokensOf(access: Access): Record<string, string> {
  return {
    base: access.base,
    dialect: access.dialect,
    ...(access.bearer === undefined ? {} : { bearer: access.bearer }),
    ...(access.cookie === undefined ? {} : { cookie: access.cookie }),
    ...(access.filter ? { filter: '1' } : {}),
  }
}

function accessOf({ tokens }: UpstreamSession): Access {
  const { base, dialect, bearer, cookie, filter } = tokens
  if (base === undefined || (dialect !== 'v3' && dialect !== 'v4')) {
    throw new Fault({ kind: 'auth', message: 'The session is not one of this system.' })
  }
  return {
    base,
    dialect,
    filter: filter === '1',
    ...(bearer === undefined ? {} : { bearer }),
    ...(cookie === undefined ? {} : { cookie }),
  }
}

import { demoAccount } from '../../world/options.ts'
import { principalOf } from '../model/authority.ts'
import type { Managed } from '../model/entities.ts'
import { serviceContent, userSession } from '../properties/service.ts'
import { invalidLogin } from '../vim/faults.ts'
import { anonymous, type Call, method, needText } from '../vim/method.ts'
import type { World } from '../world.ts'

/** The account's name inside vCenter; undefined for a wrong name or password. Leaves an event when wrong. */
export function checkAccount(world: World, userName: string, password: string): string | undefined {
  const name = principalOf(userName)
  if (name !== undefined && password === demoAccount.password) return name
  const fields = { ipAddress: '127.0.0.1' }
  world.events.emit('BadUsernameSessionEvent', { other: world.estate.root }, { user: userName, fields })
  return undefined
}

export const sessionMethods = [
  anonymous(
    method('ServiceInstance.RetrieveServiceContent', '', 'ServiceContent', ({ world }) =>
      serviceContent(world),
    ),
  ),
  method('ServiceInstance.CurrentTime', '', 'dateTime', ({ world }) => world.estate.now),
  anonymous(
    method('SessionManager.Login', 'userName string, password string, locale? string', 'UserSession', login),
  ),
  method('SessionManager.Logout', '', 'void', ({ world, session }) => {
    const fields = {
      ipAddress: '127.0.0.1',
      userAgent: session.agent,
      callCount: session.calls,
      sessionId: session.key,
      loginTime: session.loginTime,
    }
    const user = session.userName
    world.sessions.endSession(session)
    world.events.emit('UserLogoutSessionEvent', { other: world.estate.root }, { user, fields })
    return undefined
  }),
  method('SessionManager.AcquireCloneTicket', '', 'string', ({ world, session }) =>
    world.sessions.cloneTicket(session),
  ),
  anonymous(
    method(
      'SessionManager.CloneSession',
      'cloneTicket string',
      'UserSession',
      ({ world, caller, args }: Call<Managed>) => {
        const source = world.sessions.redeem(needText(args, 'cloneTicket'))
        if (source === undefined || caller.session !== undefined) throw invalidLogin()
        return userSession(world.sessions.begin(caller.token, source.userName, caller.agent))
      },
    ),
  ),
  method(
    'SessionManager.SessionIsActive',
    'sessionID string, userName string',
    'boolean',
    ({ world, args }) => {
      const found = world.sessions.byKey(needText(args, 'sessionID'))
      return found !== undefined && found.userName === needText(args, 'userName')
    },
  ),
]

function login({ world, caller, args }: Call<Managed>) {
  // A second login on a live session is refused with the same words as a wrong password.
  if (caller.session !== undefined) throw invalidLogin()
  const userName = checkAccount(world, needText(args, 'userName'), needText(args, 'password'))
  if (userName === undefined) throw invalidLogin()
  const session = world.sessions.begin(caller.token, userName, caller.agent)
  const fields = { ipAddress: '127.0.0.1', userAgent: caller.agent, locale: 'en', sessionId: session.key }
  world.events.emit('UserLoginSessionEvent', { other: world.estate.root }, { user: userName, fields })
  return userSession(session)
}

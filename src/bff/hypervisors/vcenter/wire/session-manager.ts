import { Fault } from '../../../../contract/fault.ts'
import type { CallOptions } from '../transport/line.ts'
import type { Ref } from '../transport/values.ts'
import type { VimClient } from '../transport/vim-client.ts'
import { get, str } from './read.ts'

/** `Login`: the token that later calls carry, and the account as the system writes it. */
export async function login(
  vim: VimClient,
  sessionManager: Ref,
  account: { userName: string; password: string },
  options: CallOptions,
): Promise<{ token: string; userName: string }> {
  const { value, token } = await vim.callWithToken(
    sessionManager,
    'Login',
    { userName: account.userName, password: account.password },
    options,
  )
  if (token === undefined) {
    throw new Fault({
      kind: 'protocol',
      system: vim.system,
      message: 'The system took the account but sent no session token.',
    })
  }
  return { token, userName: str(get(value, 'userName')) ?? account.userName }
}

export async function logout(vim: VimClient, sessionManager: Ref, options: CallOptions): Promise<void> {
  await vim.call(sessionManager, 'Logout', {}, options)
}

import { demoAccount } from '../../world/options.ts'

export interface Account {
  id: string
  /** As it signs in, `name@profile`. */
  userName: string
  admin: boolean
}

const accounts: Account[] = [
  { id: '7c1f8d5e-9f3f-11ee-8a01-00163e000001', userName: demoAccount.userName, admin: true },
  { id: '7c1f8d5e-9f3f-11ee-8a01-00163e000002', userName: 'admin@internal', admin: true },
  { id: '7c1f8d5e-9f3f-11ee-8a01-00163e000003', userName: 'user@gantry.example', admin: false },
]

export const accountOf = (id: string): Account | undefined => accounts.find((account) => account.id === id)

export const accountNamed = (userName: string): Account | undefined =>
  accounts.find((account) => account.userName === userName)

/** The account that these credentials open; all accounts share the demo's password. */
export function accountFor(userName: string, password: string): Account | undefined {
  if (password !== demoAccount.password) return undefined
  return accountNamed(userName)
}

/** User name and password of a Basic header, UTF-8; nothing when there is none or it cannot be read. */
export function basicCredentials(header: string | null): { userName: string; password: string } | undefined {
  const encoded = /^Basic\s+(\S+)\s*$/i.exec(header ?? '')?.[1]
  if (encoded === undefined) return undefined
  try {
    const bytes = Uint8Array.from(atob(encoded), (c) => c.charCodeAt(0))
    const text = new TextDecoder().decode(bytes)
    const colon = text.indexOf(':')
    return colon < 0 ? undefined : { userName: text.slice(0, colon), password: text.slice(colon + 1) }
  } catch {
    return undefined
  }
}

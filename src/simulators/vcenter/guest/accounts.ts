/** An account of a guest. */
export interface GuestAccount {
  readonly name: string
  readonly password: string
  /** May end the processes of others and read all files. */
  readonly admin: boolean
}

/** The accounts that simulated guests have. Every fifth guest of a family has another password for its administrator. */
export function accountsOf(family: 'linux' | 'windows', number: number): GuestAccount[] {
  const other = number % 5 === 4
  const administrator =
    family === 'windows'
      ? { name: 'Administrator', password: other ? 'other-administrator' : 'guest-administrator' }
      : { name: 'root', password: other ? 'other-root' : 'guest-root' }
  return [
    { ...administrator, admin: true },
    { name: 'deploy', password: 'guest-deploy', admin: false },
  ]
}

export function homeOf({ name, admin }: GuestAccount, family: 'linux' | 'windows'): string {
  if (family === 'windows') return `C:\\Users\\${name}`
  return admin ? '/root' : `/home/${name}`
}

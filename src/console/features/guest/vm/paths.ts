import type { GuestFamily } from '../../../../contract/guest/guest.ts'

/** Absolute paths of guests: `/etc/hosts`, `C:\Temp`, `\\server\share`. Pure. */

export interface Crumb {
  name: string
  path: string
}

/** Where browsing begins. */
export function rootOf(family: GuestFamily | undefined): string {
  return family === 'windows' ? 'C:\\' : '/'
}

/** As it is asked for: without a slash at the end, except of a root. `undefined` where it is no absolute path. */
export function directoryOf(text: string, family: GuestFamily | undefined): string | undefined {
  const path = text.trim()
  if (family !== 'windows') return path.startsWith('/') ? path.replace(/(?<=.)\/+$/, '') : undefined
  const plain = path.replaceAll('/', '\\')
  if (/^[A-Za-z]:\\*$/.test(plain)) return `${plain.slice(0, 2)}\\`
  return /^(?:[A-Za-z]:\\|\\\\[^\\])/.test(plain) ? plain.replace(/\\+$/, '') : undefined
}

/** The directories that lead to this one, itself last. */
export function crumbsOf(directory: string, family: GuestFamily | undefined): Crumb[] {
  const windows = family === 'windows'
  const share = windows ? /^\\\\[^\\]+(?:\\[^\\]+)?/.exec(directory)?.[0] : undefined
  const root = share ?? (windows ? directory.slice(0, 3) : '/')
  const sign = windows ? '\\' : '/'
  const crumbs: Crumb[] = [{ name: root, path: root }]
  for (const name of directory.slice(root.length).split(sign)) {
    if (name === '') continue
    const before = crumbs.at(-1)?.path ?? root
    crumbs.push({ name, path: childOf(before, name, family) })
  }
  return crumbs
}

/** The directory around this one; `undefined` for a root. */
export function parentOf(directory: string, family: GuestFamily | undefined): string | undefined {
  return crumbsOf(directory, family).at(-2)?.path
}

export function childOf(directory: string, name: string, family: GuestFamily | undefined): string {
  const sign = family === 'windows' ? '\\' : '/'
  return directory.endsWith(sign) ? `${directory}${name}` : `${directory}${sign}${name}`
}

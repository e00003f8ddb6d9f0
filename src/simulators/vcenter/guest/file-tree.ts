import { GuestError } from './guest-error.ts'

export interface GuestEntry {
  kind: 'file' | 'directory' | 'link'
  bytes: Uint8Array
  owner: string
  /** Mode bits, e.g. 0o644. */
  mode: number
  modifiedAt: number
  target?: string
}

export interface Listed extends Omit<GuestEntry, 'bytes'> {
  path: string
  name: string
  size: number
}

/** How a family writes its paths. */
export interface PathStyle {
  /** The one spelling of a path; throws nothing. */
  clean(path: string): string
  isAbsolute(path: string): boolean
  join(directory: string, name: string): string
  parent(path: string): string
  readonly separator: '/' | '\\'
  /** Names that differ only in case are one. */
  readonly foldsCase: boolean
}

export const posixPaths: PathStyle = {
  separator: '/',
  foldsCase: false,
  isAbsolute: (path) => path.startsWith('/'),
  join: (directory, name) => (directory === '/' ? `/${name}` : `${directory}/${name}`),
  parent: (path) => path.slice(0, path.lastIndexOf('/')) || '/',
  clean(path) {
    const parts: string[] = []
    for (const part of path.split('/')) {
      if (part === '..') parts.pop()
      else if (part !== '' && part !== '.') parts.push(part)
    }
    return `/${parts.join('/')}`
  },
}

export const windowsPaths: PathStyle = {
  separator: '\\',
  foldsCase: true,
  isAbsolute: (path) => /^[a-z]:[\\/]/i.test(path),
  join: (directory, name) => (directory.endsWith('\\') ? `${directory}${name}` : `${directory}\\${name}`),
  parent(path) {
    const up = path.slice(0, path.lastIndexOf('\\'))
    return /^[A-Z]:$/i.test(up) ? `${up}\\` : up
  },
  clean(path) {
    const [drive = 'C:', ...rest] = path.replaceAll('/', '\\').split('\\')
    const parts: string[] = []
    for (const part of rest) {
      if (part === '..') parts.pop()
      else if (part !== '' && part !== '.') parts.push(part)
    }
    return `${drive.toUpperCase()}\\${parts.join('\\')}`
  },
}

/** The files of one guest, in memory. Paths are absolute. */
export class FileTree {
  readonly paths: PathStyle
  private readonly entries = new Map<string, { path: string; entry: GuestEntry }>()
  private readonly now: () => number

  constructor(paths: PathStyle, now: () => number) {
    this.paths = paths
    this.now = now
  }

  find(path: string): GuestEntry | undefined {
    return this.entries.get(this.key(path))?.entry
  }

  /** Throws `FileNotFound`. */
  need(path: string): GuestEntry {
    const found = this.find(path)
    if (found === undefined) throw new GuestError('FileNotFound', `File ${path} was not found`, path)
    return found
  }

  /** Throws `FileNotFound`, `NotAFile`. */
  read(path: string): Uint8Array {
    const entry = this.need(path)
    if (entry.kind === 'link' && entry.target !== undefined) return this.read(entry.target)
    if (entry.kind !== 'file') throw new GuestError('NotAFile', `${path} is not a file`, path)
    return entry.bytes
  }

  makeDirectory(path: string, owner: string, mode = 0o755): void {
    const clean = this.paths.clean(path)
    const parent = this.paths.parent(clean)
    if (parent !== clean && this.find(parent) === undefined) this.makeDirectory(parent, owner, mode)
    if (this.find(clean) !== undefined) return
    this.set(clean, { kind: 'directory', bytes: new Uint8Array(0), owner, mode, modifiedAt: this.now() })
  }

  makeLink(path: string, target: string, owner: string): void {
    const entry = { bytes: new Uint8Array(0), owner, mode: 0o777, modifiedAt: this.now(), target }
    this.set(this.paths.clean(path), { kind: 'link', ...entry })
  }

  /** Throws `FileNotFound` where there is no such directory, `NotAFile` where a directory stands. */
  write(path: string, bytes: Uint8Array, owner: string, mode = 0o644): void {
    const clean = this.paths.clean(path)
    const parent = this.find(this.paths.parent(clean))
    if (parent === undefined) throw new GuestError('FileNotFound', `There is no directory for ${path}`, path)
    if (parent.kind !== 'directory')
      throw new GuestError('NotADirectory', `${this.paths.parent(clean)} is not a directory`, path)
    const known = this.find(clean)
    if (known?.kind === 'directory') throw new GuestError('NotAFile', `${path} is a directory`, path)
    const kept = known ?? { owner, mode }
    this.set(clean, {
      kind: 'file',
      bytes,
      owner: kept.owner,
      mode: kept.mode,
      modifiedAt: this.now(),
    })
  }

  append(path: string, bytes: Uint8Array, owner: string): void {
    const known = this.find(path)
    const before = known?.bytes ?? new Uint8Array(0)
    const whole = new Uint8Array(before.length + bytes.length)
    whole.set(before)
    whole.set(bytes, before.length)
    this.write(path, whole, owner)
  }

  /** A file or an empty directory. Throws `FileNotFound`, `DirectoryNotEmpty`. */
  remove(path: string): void {
    const entry = this.need(path)
    if (entry.kind === 'directory' && this.list(path).length > 0)
      throw new GuestError('DirectoryNotEmpty', `${path} is not empty`, path)
    this.entries.delete(this.key(path))
  }

  /** Every entry of another tree, but for those below `without`. */
  takeFrom(other: FileTree, without: string | undefined): void {
    for (const [key, value] of other.entries) {
      if (without === undefined || !value.path.startsWith(without)) this.entries.set(key, value)
    }
  }

  /** By name; a file is listed as itself. Throws `FileNotFound`. */
  list(path: string): Listed[] {
    const clean = this.paths.clean(path)
    const directory = this.need(clean)
    if (directory.kind !== 'directory') return [this.listed(clean, directory)]
    const found: Listed[] = []
    for (const { path: at, entry } of this.entries.values()) {
      if (at !== clean && this.key(this.paths.parent(at)) === this.key(clean))
        found.push(this.listed(at, entry))
    }
    return found.sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  private listed(path: string, { bytes, ...entry }: GuestEntry): Listed {
    const name = path.slice(path.lastIndexOf(this.paths.separator) + 1)
    return { ...entry, path, name, size: bytes.length }
  }

  private set(path: string, entry: GuestEntry): void {
    this.entries.set(this.key(path), { path, entry })
  }

  private key(path: string): string {
    const clean = this.paths.clean(path)
    return this.paths.foldsCase ? clean.toLowerCase() : clean
  }
}

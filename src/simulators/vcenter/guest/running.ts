import type { FileTree } from './file-tree.ts'

/** A guest as the programs in it see it. */
export interface Surroundings {
  readonly family: 'linux' | 'windows'
  readonly hostName: string
  readonly ips: readonly string[]
  readonly osName: string
  readonly files: FileTree
  readonly now: number
  readonly user: string
  readonly home: string
  processes(): { pid: number; name: string; owner: string }[]
}

/** What one program writes and when, told in one go: a shell runs it in no real time. */
export class Output {
  /** ms since the start of the process. */
  at = 0
  readonly writes: { at: number; to: Sink; text: string }[] = []

  write(to: Sink, text: string): void {
    if (text !== '') this.writes.push({ at: this.at, to, text })
  }
}

/** Where text goes: nowhere, into a file, or to the next program of a pipe. */
export type Sink = { kind: 'nowhere' } | { kind: 'file'; path: string } | { kind: 'pipe'; text: string[] }

export const nowhere: Sink = { kind: 'nowhere' }

/** What a program is given. */
export interface Running {
  around: Surroundings
  args: readonly string[]
  env: Map<string, string>
  cwd: string
  stdin: string
  out(text: string): void
  err(text: string): void
  /** Lets so many ms pass. */
  wait(ms: number): void
}

/** Returns its exit code. */
export type Program = (running: Running) => number

/** No process lives longer than this, in simulated ms. */
export const longestLife = 24 * 3_600_000

/** What a guest refuses. The name is that of the vim fault that tells of it. */
export class GuestError extends Error {
  readonly code:
    | 'FileNotFound'
    | 'FileAlreadyExists'
    | 'CannotAccessFile'
    | 'NotAFile'
    | 'NotADirectory'
    | 'DirectoryNotEmpty'
    | 'GuestProcessNotFound'
    | 'GuestPermissionDenied'
    | 'InvalidGuestLogin'
    | 'ProgramNotStarted'
  /** The path that is blamed. */
  readonly path: string | undefined

  constructor(code: GuestError['code'], message: string, path?: string) {
    super(message)
    this.name = 'GuestError'
    this.code = code
    this.path = path
  }
}

import type { Dialect } from '../../../../contract/system.ts'
import type { CallOptions, Line } from './line.ts'
import { exchange } from './line.ts'
import { soapCodec } from './soap-codec.ts'
import type { Args, Decoded, Ref } from './values.ts'
import { viJsonCodec } from './vi-json-codec.ts'

export type VimDialect = Extract<Dialect, 'soap' | 'vi-json'>

/** What differs between the dialects of vim: how a call is written and how its reply is read. */
export interface VimCodec {
  request(call: VimCall): { path: string; init: RequestInit }
  /**
   * The decoded result (`undefined` for none); `heard` is called for each piece that comes. Throws the system's
   * fault, or `protocol` for what is no reply.
   */
  read(line: Line, response: Response, heard?: () => void): Promise<Decoded>
  /** The session token that a reply sets. */
  token(response: Response): string | undefined
}

interface VimCall {
  target: Ref
  method: string
  args: Args
  release: string
  token: string | undefined
  operationId?: string | undefined
}

export interface VimReply {
  value: Decoded
  token: string | undefined
}

/** Calls methods on managed objects of one system with one session (or none). */
export class VimClient {
  readonly line: Line
  readonly dialect: VimDialect
  readonly release: string
  private readonly codec: VimCodec
  private readonly sessionToken: string | undefined

  constructor(line: Line, dialect: VimDialect, release: string, sessionToken?: string) {
    this.line = line
    this.dialect = dialect
    this.release = release
    this.codec = dialect === 'soap' ? soapCodec : viJsonCodec
    this.sessionToken = sessionToken
  }

  get system(): string {
    return this.line.system.id
  }

  /** The method's result. Throws `Fault`. */
  async call(target: Ref, method: string, args: Args, options: CallOptions): Promise<Decoded> {
    return (await this.callWithToken(target, method, args, options)).value
  }

  /** The request that `call` sends, its headers with the session's token included. */
  written(
    target: Ref,
    method: string,
    args: Args,
    operationId?: string,
  ): { path: string; init: RequestInit } {
    const { release, sessionToken: token } = this
    return this.codec.request({ target, method, args, release, token, operationId })
  }

  /** As `call`, for methods that open a session. */
  async callWithToken(target: Ref, method: string, args: Args, options: CallOptions): Promise<VimReply> {
    const { path, init } = this.written(target, method, args, options.operationId)
    return exchange(this.line, options, async (signal, heard) => {
      const response = await this.line.send(new Request(this.line.base + path, { ...init, signal }))
      heard()
      const value = await this.codec.read(this.line, response, heard)
      return { value, token: this.codec.token(response) }
    })
  }
}

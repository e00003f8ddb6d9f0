import { hkdfSync } from 'node:crypto'
import { CompactEncrypt, compactDecrypt } from 'jose'
import { z } from 'zod'
import type { SessionJar } from '../../bff/host.ts'
import type { UpstreamSession } from '../../bff/hypervisors/port.ts'

/** A session ends here at the latest, whatever the system thinks. */
const maxAgeSeconds = 24 * 3600
/** Browsers drop a cookie above 4,096 bytes without a word. */
const maxCookieLength = 3_900

const sealedSchema = z.object({
  /** System it belongs to: a cookie must not open another one. */
  s: z.string(),
  u: z.string(),
  t: z.record(z.string(), z.string()),
  /** When it was sealed first, epoch seconds. */
  i: z.number(),
})

const cookieName = (system: string) => `gantry-${system}`

/** The key that seals sessions, from the secret of the installation. */
export function sealingKey(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', 'gantry session cookie v1', 32))
}

export interface JarOptions {
  key: Uint8Array
  secure: boolean
  /** Epoch milliseconds. */
  now: () => number
  /** Something in the cookies was not usable. */
  onDropped: (system: string, reason: string) => void
}

interface Held {
  session: UpstreamSession
  issuedAt: number
}

/** The sessions of one request: read from its cookies, written back as `Set-Cookie`, one cookie per system. */
export class SealedJar implements SessionJar {
  private readonly options: JarOptions
  private readonly held = new Map<string, Held>()
  private readonly touched = new Set<string>()

  private constructor(options: JarOptions) {
    this.options = options
  }

  /** Opens what the request brought for `systems`; what is forged, damaged or too old is dropped. */
  static async open(
    cookieHeader: string | null,
    systems: readonly string[],
    options: JarOptions,
  ): Promise<SealedJar> {
    const jar = new SealedJar(options)
    const cookies = parseCookies(cookieHeader ?? '')
    await Promise.all(
      systems.map(async (system) => {
        const sealed = cookies.get(cookieName(system))
        if (sealed === undefined || sealed === '') return
        try {
          jar.held.set(system, await jar.unseal(system, sealed))
        } catch (error) {
          jar.touched.add(system)
          options.onDropped(system, error instanceof Error ? error.message : String(error))
        }
      }),
    )
    return jar
  }

  get(system: string): UpstreamSession | undefined {
    return this.held.get(system)?.session
  }

  set(system: string, session: UpstreamSession): void {
    // A session that only loses its tokens keeps its age; one that gets new ones is new.
    const before = this.held.get(system)
    const isRemnant = Object.keys(session.tokens).length === 0
    const issuedAt = isRemnant && before !== undefined ? before.issuedAt : this.seconds()
    this.held.set(system, { session, issuedAt })
    this.touched.add(system)
  }

  delete(system: string): void {
    this.held.delete(system)
    this.touched.add(system)
  }

  /** `Set-Cookie` values for what changed. Throws when a session does not fit into a cookie. */
  async setCookies(): Promise<string[]> {
    return Promise.all([...this.touched].map((system) => this.setCookie(system)))
  }

  private async setCookie(system: string): Promise<string> {
    const held = this.held.get(system)
    const attributes = `Path=/api; HttpOnly; SameSite=Strict${this.options.secure ? '; Secure' : ''}`
    if (held === undefined) return `${cookieName(system)}=; Max-Age=0; ${attributes}`
    const value = await this.seal(system, held)
    if (value.length > maxCookieLength) {
      throw new Error(`the session of ${system} needs ${value.length} bytes and does not fit into a cookie`)
    }
    const left = Math.max(0, held.issuedAt + maxAgeSeconds - this.seconds())
    return `${cookieName(system)}=${value}; Max-Age=${left}; ${attributes}`
  }

  private seal(system: string, { session, issuedAt }: Held): Promise<string> {
    const content = { s: system, u: session.userName, t: session.tokens, i: issuedAt }
    return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(content)))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(this.options.key)
  }

  private async unseal(system: string, sealed: string): Promise<Held> {
    const { plaintext } = await compactDecrypt(sealed, this.options.key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    const content = sealedSchema.parse(JSON.parse(new TextDecoder().decode(plaintext)))
    if (content.s !== system) throw new Error('it belongs to another system')
    if (this.seconds() - content.i >= maxAgeSeconds) throw new Error('it is too old')
    return { session: { userName: content.u, tokens: content.t }, issuedAt: content.i }
  }

  private seconds(): number {
    return Math.floor(this.options.now() / 1000)
  }
}

function parseCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const part of header.split(';')) {
    const at = part.indexOf('=')
    if (at > 0) cookies.set(part.slice(0, at).trim(), part.slice(at + 1).trim())
  }
  return cookies
}

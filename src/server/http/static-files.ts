import { createHash, randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { contentPolicy } from './security-headers.ts'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}
const worthCompressing = new Set(['.css', '.js', '.json', '.map', '.svg', '.txt', '.webmanifest'])

type Coding = 'br' | 'gzip'

interface StaticFile {
  content: Buffer<ArrayBuffer>
  extension: string
  etag: string
  /** Compressed on first use and kept. */
  packed: Map<Coding, Promise<Buffer<ArrayBuffer>>>
}

/**
 * The built console, held in memory: what is not in its folder at the start cannot be asked for. Any path
 * that names no file and looks like none is a page of the console.
 */
export class StaticFiles {
  private readonly files: ReadonlyMap<string, StaticFile>

  private constructor(files: ReadonlyMap<string, StaticFile>) {
    this.files = files
  }

  /** `undefined` when the folder holds no `index.html`. */
  static async load(folder: string): Promise<StaticFiles | undefined> {
    const files = new Map<string, StaticFile>()
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      if (!entry.isFile()) continue
      const file = join(entry.parentPath, entry.name)
      const path = `/${relative(folder, file).split(sep).join('/')}`
      // Build notes such as .vite/manifest.json are nobody's business.
      if (path.includes('/.')) continue
      const content = Buffer.from(await readFile(file))
      const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`
      files.set(path, { content, extension: extname(path), etag, packed: new Map() })
    }
    return files.has('/index.html') ? new StaticFiles(files) : undefined
  }

  /** `undefined` when there is no such file and the path is not a page either. */
  async respond(request: Request): Promise<Response | undefined> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined
    const { pathname } = new URL(request.url)
    const file = this.files.get(pathname)
    if (file !== undefined && pathname !== '/index.html') return this.file(request, pathname, file)
    // A missing script must not come as a page: the browser would complain about its type, not its absence.
    if (pathname.startsWith('/assets/')) return undefined
    return this.page()
  }

  private async file(request: Request, path: string, file: StaticFile): Promise<Response> {
    const headers = new Headers({
      'content-type': types[file.extension] ?? 'application/octet-stream',
      // Names below /assets hold a hash of their content.
      'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      etag: file.etag,
      vary: 'accept-encoding',
    })
    if (request.headers.get('if-none-match')?.includes(file.etag))
      return new Response(null, { status: 304, headers })
    const coding = worthCompressing.has(file.extension) ? bestCoding(request) : undefined
    if (coding === undefined) return new Response(file.content, { headers })
    headers.set('content-encoding', coding)
    return new Response(await packed(file, coding), { headers })
  }

  private page(): Response {
    const nonce = randomBytes(16).toString('base64')
    const html = this.files.get('/index.html')?.content.toString('utf8') ?? ''
    const meta = `<meta property="csp-nonce" nonce="${nonce}" />`
    return new Response(html.replace('<head>', `<head>${meta}`), {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': contentPolicy(nonce),
      },
    })
  }
}

function bestCoding(request: Request): Coding | undefined {
  const accepted = request.headers.get('accept-encoding') ?? ''
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : undefined
}

function packed(file: StaticFile, coding: Coding): Promise<Buffer<ArrayBuffer>> {
  const known = file.packed.get(coding)
  if (known !== undefined) return known
  const work =
    coding === 'br'
      ? promisify(brotliCompress)(file.content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
      : promisify(gzip)(file.content, { level: 9 })
  file.packed.set(coding, work)
  return work
}

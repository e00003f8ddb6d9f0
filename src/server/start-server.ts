import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createSecureServer, type ServerHttp2Session } from 'node:http2'
import { resolve } from 'node:path'
import { createAdaptorServer, type ServerType } from '@hono/node-server'
import { createBff } from '../bff/create-bff.ts'
import type { BffOptions } from '../bff/host.ts'
import type { Log } from '../bff/hypervisors/port.ts'
import { systemClock } from './clock.ts'
import type { Environment } from './config/environment.ts'
import { loadConfig, reasonOf } from './config/load-config.ts'
import { StartError } from './config/mistakes.ts'
import { startDemoSystems } from './demo/demo-systems.ts'
import { createApp } from './http/app.ts'
import { StaticFiles } from './http/static-files.ts'
import { openSystems } from './real-systems.ts'
import { sealingKey } from './session/sealed-jar.ts'

const consoleFolder = resolve(import.meta.dirname, '../../dist/console')
/** Connections that don't end by themselves are cut after this. */
const graceMs = 3_000

export interface RunningServer {
  url: string
  /** Ends streams and connections, then the server. */
  close(): Promise<void>
}

/** Starts everything. Throws `StartError` with a message for the admin. */
export async function startServer(
  environment: Environment,
  log: Log,
  folder = consoleFolder,
): Promise<RunningServer> {
  const { host, port } = environment
  const tls = await readTls(environment.tls)
  const files = await StaticFiles.load(folder)
  if (files === undefined) log.error({ folder }, 'the console is not built: run "npm run build"')
  const source = await openSource(environment, log)
  if (environment.secret === undefined) {
    log.warn({}, 'GANTRY_SECRET is not set: sessions end when this process ends')
  }
  const bff = createBff({ ...source.bff, clock: systemClock, log })
  const app = createApp({
    bff,
    log,
    files,
    host,
    allowedHosts: environment.allowedHosts,
    systems: source.bff.systems.map(({ config }) => config.id),
    tls: tls !== undefined,
    jar: {
      key: sealingKey(environment.secret ?? randomBytes(32).toString('hex')),
      secure: tls !== undefined,
      now: () => Date.now(),
    },
  })
  const server = createAdaptorServer({
    fetch: app.fetch,
    // Adapters and simulators make requests and replies of their own: those must stay Node's.
    overrideGlobalObjects: false,
    // HTTP/2 where there is TLS: over HTTP/1 a browser opens six connections, and each page's stream takes one.
    ...(tls === undefined
      ? {}
      : { createServer: createSecureServer, serverOptions: { ...tls, allowHTTP1: true } }),
  })
  const sessions = new Set<ServerHttp2Session>()
  server.on('session', (session: ServerHttp2Session) => {
    sessions.add(session)
    session.on('close', () => sessions.delete(session))
  })
  try {
    const bound = await listen(server, port, host)
    const name = host.includes(':') ? `[${host}]` : host
    return {
      url: `${tls === undefined ? 'http' : 'https'}://${name}:${bound}`,
      close: () => shutDown(server, sessions, bff, source),
    }
  } catch (error) {
    await bff.close()
    await source.close()
    throw error
  }
}

interface Source {
  bff: Pick<BffOptions, 'systems' | 'demo'>
  close(): Promise<void>
}

async function openSource({ configFile, demo }: Environment, log: Log): Promise<Source> {
  if (configFile === undefined) {
    const { systems, account, stop } = await startDemoSystems(demo)
    log.info({ ...demo }, 'no systems configured: showing four simulated ones')
    return { bff: { systems, demo: account }, close: async () => stop() }
  }
  const { systems, close } = openSystems(await loadConfig(configFile))
  for (const { config, warnings } of systems) {
    for (const warning of warnings) log.warn({ system: config.id }, warning)
  }
  return { bff: { systems }, close }
}

async function readTls(files: Environment['tls']): Promise<{ cert: Buffer; key: Buffer } | undefined> {
  if (files === undefined) return undefined
  const read = async (variable: string, path: string) => {
    try {
      return await readFile(path)
    } catch (error) {
      throw new StartError(`${variable}: ${path}: ${reasonOf(error)}`, { cause: error })
    }
  }
  return {
    cert: await read('GANTRY_TLS_CERT', files.certFile),
    key: await read('GANTRY_TLS_KEY', files.keyFile),
  }
}

function listen(server: ServerType, port: number, host: string): Promise<number> {
  return new Promise((fulfil, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE'
          ? 'something else listens there already; choose another with PORT'
          : error.message
      reject(new StartError(`Gantry cannot listen on ${host} port ${port}: ${reason}`, { cause: error }))
    })
    server.listen(port, host, () => {
      const address = server.address()
      fulfil(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

async function shutDown(
  server: ServerType,
  sessions: ReadonlySet<ServerHttp2Session>,
  bff: { close(): Promise<void> },
  source: { close(): Promise<void> },
): Promise<void> {
  const closed = new Promise<void>((fulfil) => server.close(() => fulfil()))
  await bff.close()
  await source.close()
  // A connection is idle only a moment after its last reply, and would then be kept for the next request.
  const sweep = setInterval(() => {
    if ('closeIdleConnections' in server) server.closeIdleConnections()
  }, 50)
  for (const session of sessions) session.close()
  const cut = setTimeout(() => {
    for (const session of sessions) session.destroy()
    if ('closeAllConnections' in server) server.closeAllConnections()
  }, graceMs)
  await closed
  clearInterval(sweep)
  clearTimeout(cut)
}

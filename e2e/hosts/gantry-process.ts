import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Starts `src/server/main.ts` on a free port; resolves when it says its URL. */
export async function startGantry(
  environment: Record<string, string>,
): Promise<{ server: ChildProcess; url: string }> {
  const server = spawn(process.execPath, [join(root, 'src/server/main.ts')], {
    cwd: root,
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      said += chunk.toString()
      const match = /https?:\/\/127\.0\.0\.1:\d+/.exec(said)
      if (match !== null) resolve(`${match[0]}/`)
    }
    server.stdout.on('data', read)
    server.stderr.on('data', read)
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${said}`)))
  })
  return { server, url }
}

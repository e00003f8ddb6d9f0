import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
// The package's own file, and the script is there: `npm start` runs it.
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: { start: string }
}
/** What `npm start` gives to Node: flags, then the program. */
const startArguments = scripts.start.split(' ').slice(1)

/** Starts the server as `npm start` does, on a free port; resolves when it says its URL. `said` gives all that it has written. */
export async function startGantry(
  environment: Record<string, string>,
): Promise<{ server: ChildProcess; url: string; said: () => string }> {
  const server = spawn(process.execPath, startArguments, {
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
  return { server, url, said: () => said }
}

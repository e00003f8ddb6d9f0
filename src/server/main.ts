import { configJsonSchema } from './config/config-schema.ts'
import { type Environment, readInvocation, usage } from './config/environment.ts'
import { StartError } from './config/mistakes.ts'
import { createLog } from './log.ts'
import { startServer } from './start-server.ts'

/** Whatever hangs, the process ends so long after it was told to. */
const stopWithinMs = 8_000

/** JSON lines are for collectors; somebody at a terminal gets only what needs attention. */
function logLevel({ logLevel: chosen }: Environment): string {
  return chosen ?? (process.stderr.isTTY ? 'warn' : 'info')
}

async function main(): Promise<void> {
  const invocation = readInvocation(process.argv.slice(2), process.env)
  if (invocation.run === 'help') {
    console.log(usage)
    return
  }
  if (invocation.run === 'print-config-schema') {
    console.log(JSON.stringify(configJsonSchema(), null, 2))
    return
  }
  const { environment } = invocation
  const log = createLog(logLevel(environment))
  const server = await startServer(environment, log)
  console.log(`Gantry is ready: ${server.url}`)

  // One system's adapter must not take the others down by a promise that nobody waits for.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise failed unnoticed'))
  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) process.exit(1)
    stopping = true
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), stopWithinMs).unref()
    await server.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal))
}

try {
  await main()
} catch (error) {
  if (!(error instanceof StartError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
